using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Wasm;
using CsCheck;
using static Caisson.Components.Values.ComponentValue;

namespace Caisson.Components.Tests.Values;

public sealed class WaveTests
{
    private static readonly string[] Junk = ["", "\"", "'", "(", "{", "[", "%", "\\", "\0", "\ud83c", "//", ",", "some", "\"\"\"", "-"];
    private static readonly RecordType Basic = T.Record(("required", T.U8), ("optional", T.Option(T.U8)));
    private static readonly RecordType AllOptional = T.Record(("a", T.Option(T.U8)), ("b", T.Option(T.U8)));
    private static readonly EnumType Keywords = T.Enum("true", "false", "some", "none", "ok", "err", "inf", "nan", "left");

    [Fact]
    public void What_is_printed_is_read_back() => Generators.Typed.Sample(typed =>
    {
        string text = Wave.Print(typed.Value);
        Assert.Equal(typed.Value, Wave.Parse(text, typed.Type));
        Assert.Equal(text, Wave.Print(Wave.Parse($" {text} // and so on", typed.Type)));
    });

    public static TheoryData<string, string, string> Accepted => new()
    {
        { "bool", "true", "true" },
        { "u8", "255", "255" },
        { "s8", "-128", "-128" },
        { "s8", "-0", "0" },
        { "u64", "18446744073709551615", "18446744073709551615" },
        { "f32", "3.4028234664e38", "3.4028235E+38" },
        { "f32", "3.4028234664e39", "inf" },
        { "f32", "1.4012984643e-46", "0" },
        { "f64", "-0.0e-0", "-0" },
        { "f64", "0.000e100", "0" },
        { "f64", "nan", "nan" },
        { "f64", "-inf", "-inf" },
        { "char", "'☃'", "'☃'" },
        { "char", "'\\u{002603}'", "'☃'" },
        { "char", "'\"'", "'\"'" },
        { "char", "'\\''", "'\\''" },
        { "char", "'\\u{0}'", "'\\u{0}'" },
        { "string", "\"WAVE🌊\"", "\"WAVE🌊\"" },
        { "string", "\"\\\\\\'\\\"\\t\\n\\r\"", "\"\\\\'\\\"\\t\\n\\r\"" },
        { "string", "\"\"\"\n\"\"\"", "\"\"" },
        { "string", "\"\"\"\r\nA\r\nB\r\n\"\"\"", "\"A\\nB\"" },
        { "string", "\"\"\"\n    Trailing indent\n  determines dedent\n      behavior.\n  \"\"\"", "\"  Trailing indent\\ndetermines dedent\\n    behavior.\"" },
        { "string", "\"\"\"\n\nEmpty lines\n\n\"\"\"", "\"\\nEmpty lines\\n\"" },
        { "string", "\"\"\"\nBreak up: \"\"\\\"\"\n\"\"\"", "\"Break up: \\\"\\\"\\\"\\\"\"" },
        { "list", "[]", "[]" },
        { "list", "[ 1 , 2,]", "[1, 2]" },
        { "tuple", "(1, \"x\",)", "(1, \"x\")" },
        { "basic", "{ required: 1 }", "{required: 1}" },
        { "basic", "{ optional: some(2), required: 1, }", "{required: 1, optional: some(2)}" },
        { "basic", "{ // one\n %required: 1, optional: none }", "{required: 1}" },
        { "basic", "{ required: 1, optional: 2 }", "{required: 1, optional: some(2)}" },
        { "all-optional", "{ : }", "{:}" },
        { "all-optional", "{a:none,b:none}", "{:}" },
        { "keywords", "%true", "%true" },
        { "keywords", "%left", "left" },
        { "variant", "without", "without" },
        { "variant", "%err(7)", "%err(7)" },
        { "option-option", "some(7)", "some(some(7))" },
        { "option-option", "some(none)", "some(none)" },
        { "result", "7", "ok(7)" },
        { "result", "err(\"x\")", "err(\"x\")" },
        { "empty-result", "ok", "ok" },
        { "flags", "{}", "{}" },
        { "flags", "{ write, %read, }", "{read, write}" },
        { "map", "[(\"a\", 1), (\"b\", 2)]", "[(\"a\", 1), (\"b\", 2)]" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Reads(string type, string text, string printed) => Assert.Equal(printed, Wave.Print(Wave.Parse(text, TypeOf(type))));

    public static TheoryData<string, string, string> Rejected => new()
    {
        { "bool", "maybe", "1:1: expected `true` or `false`, found `maybe`" },
        { "u8", "256", "1:1: `256` is not a number that fits u8" },
        { "u8", "-1", "1:1: `-1` is not a number that fits u8" },
        { "u8", "1.0", "1:1: `1.0` is not a number that fits u8" },
        { "u8", "01", "1:1: `01` is not a number that fits u8" },
        { "u8", "1 2", "1:3: expected the end, found `2`" },
        { "u8", "", "1:1: expected a number, found the end" },
        { "u8", "nan", "1:1: `nan` is not a number that fits u8" },
        { "f32", "-nan", "1:1: `-nan` is not a number that fits f32" },
        { "f32", "Infinity", "1:1: `Infinity` is not a number that fits f32" },
        { "f32", "1.", "1:1: `1.` is not a number that fits f32" },
        { "f32", ".5", "1:1: `.5` is not a number that fits f32" },
        { "f32", "1e", "1:1: `1e` is not a number that fits f32" },
        { "char", "''", "1:1: a char is one Unicode scalar value between single quotes" },
        { "char", "'''", "1:1: a char is one Unicode scalar value between single quotes" },
        { "char", "'ab'", "1:1: a char is one Unicode scalar value between single quotes" },
        { "char", "'\n'", "1:1: a char is one Unicode scalar value between single quotes" },
        { "char", "'\\z'", "1:2: not an escape sequence: there are \\\\ \\' \\\" \\t \\n \\r and \\u{...} with a Unicode scalar value" },
        { "char", "'\\u{D800}'", "1:2: not an escape sequence: there are \\\\ \\' \\\" \\t \\n \\r and \\u{...} with a Unicode scalar value" },
        { "char", "'\\u{110000}'", "1:2: not an escape sequence: there are \\\\ \\' \\\" \\t \\n \\r and \\u{...} with a Unicode scalar value" },
        { "char", "'\\u{12345678}'", "1:2: not an escape sequence: there are \\\\ \\' \\\" \\t \\n \\r and \\u{...} with a Unicode scalar value" },
        { "char", "'\\u{+1}'", "1:2: not an escape sequence: there are \\\\ \\' \\\" \\t \\n \\r and \\u{...} with a Unicode scalar value" },
        { "char", "'", "1:2: the string has no end" },
        { "string", "\"abc", "1:1: the string has no end" },
        { "string", "\"\n\"", "1:1: the string has no end" },
        { "string", "\"\ud800\"", "1:2: the text has half a surrogate pair" },
        { "string", "\"\"\"\"\"\"", "1:4: the opening \"\"\" must be followed by a line break" },
        { "string", "\"\"\"extra\n\"\"\"", "1:4: the opening \"\"\" must be followed by a line break" },
        { "string", "\"\"\"\nextra\"\"\"", "2:6: the closing \"\"\" must stand on a line of its own, behind spaces only" },
        { "string", "\"\"\"\n x\n  \"\"\"", "2:1: lines must be indented at least as far as the closing \"\"\"" },
        { "string", "\"\"\"\nx\n", "1:1: the string has no end" },
        { "list", "[1,,2]", "1:4: expected a number, found `,`" },
        { "list", "[1 2]", "1:4: expected `]`, found `2`" },
        { "fixed", "[1]", "1:1: expected 2 elements, found 1" },
        { "tuple", "(1)", "1:1: expected 2 elements, found 1" },
        { "tuple", "(1, \"x\", 3)", "1:1: expected 2 elements, found 3" },
        { "basic", "{ optional: none }", "1:1: the field `required` is missing" },
        { "basic", "{ required: 0, required: 0 }", "1:16: the field `required` appears twice" },
        { "basic", "{ unknown: 0 }", "1:3: there is no field named `unknown`; there are `required`, `optional`" },
        { "all-optional", "{}", "1:1: expected a field, or `{:}`, found `{}`" },
        { "keywords", "true", "1:1: `true` is a keyword: write the true of a type as `%true`" },
        { "keywords", "up", "1:1: there is no case named `up`; there are `true`, `false`, `some`, `none`, `ok`, `err`, `inf`, `nan`, `left`" },
        { "variant", "with", "1:5: expected `(`, found the end" },
        { "variant", "without(1)", "1:8: expected the end, found `(`" },
        { "option-option", "7", "1:1: expected `some` or `none`, found `7`" },
        { "result", "ok", "1:3: expected `(`, found the end" },
        { "result", "oops(0)", "1:1: `oops` is not a number that fits u8" },
        { "empty-result", "ok()", "1:3: expected the end, found `(`" },
        { "empty-result", "0", "1:1: expected `ok` or `err`, found `0`" },
        { "flags", "{ read, read }", "1:9: the flag `read` appears twice" },
        { "flags", "{ execute }", "1:3: there is no flag named `execute`; there are `read`, `write`" },
        { "own", "1", "1:1: handles, streams, futures and error contexts can't be written" },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public void Rejects(string type, string text, string message)
    {
        WaveException error = Assert.Throws<WaveException>(() => Wave.Parse(text, TypeOf(type)));
        Assert.Equal(message, error.Message);
        Assert.StartsWith($"{error.Position}:", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_texts_are_rejected_and_nothing_else_happens() =>
        Gen.Select(Generators.Typed, Gen.Int[0, 200], Gen.OneOf([.. Junk.Select(Gen.Const)])).Sample((typed, at, junk) =>
        {
            string text = Wave.Print(typed.Value);
            at = Math.Min(at, text.Length);
            string broken = at % 2 == 0 ? text[..at] + junk : text[..at] + junk + text[at..];
            try
            {
                Wave.Parse(broken, typed.Type);
            }
            catch (WaveException error)
            {
                Assert.InRange(error.Position.Line, 1, broken.Count(c => c == '\n') + 1);
            }
        });

    [Fact]
    public void A_call_is_a_name_and_arguments()
    {
        WaveCall call = Wave.ParseCall(" ui:tests/ui.f@0.1.0 (1, \"x(\", {required: 2}) // called");
        Assert.Equal("ui:tests/ui.f@0.1.0", call.Name);
        Assert.Equal([(byte)1, "x(", Record(("required", (byte)2), ("optional", None))], call.ParseArguments(T.Func([T.U8, T.String, Basic])));
    }

    [Fact]
    public void Options_at_the_end_of_a_call_may_be_left_out()
    {
        ComponentFuncType type = T.Func([T.Option(T.U8), T.U8, T.Option(T.U8), T.Option(T.U8)]);
        Assert.Equal([None, (byte)1, None, None], Wave.ParseCall("f(none, 1)").ParseArguments(type));
        Assert.Equal([None, (byte)1, Some((byte)2), None], Wave.ParseCall("f(none, 1, some(2))").ParseArguments(type));
        Assert.Equal("1:2: expected 4 arguments, found 1", Assert.Throws<WaveException>(() => Wave.ParseCall("f(none)").ParseArguments(type)).Message);
        Assert.Equal(new TextPosition(1, 9), Assert.Throws<WaveException>(() => Wave.ParseCall("f(none, x)").ParseArguments(type)).Position);
    }

    [Theory]
    [InlineData("", "1:1: expected the name of a function, found the end")]
    [InlineData("(1)", "1:1: expected the name of a function, found `(`")]
    [InlineData("two words(1)", "1:1: expected the name of a function, found `two`")]
    [InlineData("f", "1:2: expected `(`, found the end")]
    public void What_is_no_call_is_rejected(string text, string message) =>
        Assert.Equal(message, Assert.Throws<WaveException>(() => Wave.ParseCall(text)).Message);

    [Fact]
    public void What_can_not_be_read_is_named() =>
        Assert.Equal("(error-context, 1)", Tuple(ErrorContext(new ComponentErrorContext("x")), 1).ToString());

    private static ComponentValType TypeOf(string name) => name switch
    {
        "list" => T.List(T.U8),
        "fixed" => T.List(T.U8, 2),
        "tuple" => T.Tuple(T.U8, T.String),
        "basic" => Basic,
        "all-optional" => AllOptional,
        "keywords" => Keywords,
        "variant" => T.Variant(("without", null), ("with", T.U8), ("err", T.U8)),
        "option-option" => T.Option(T.Option(T.U8)),
        "result" => T.Result(T.U8, T.String),
        "empty-result" => T.Result(null, null),
        "flags" => T.Flags("read", "write"),
        "map" => T.Map(T.String, T.U8),
        "own" => new OwnType(new ResourceType("r")),
        _ => new PrimType(System.Enum.Parse<PrimKind>(name, ignoreCase: true)),
    };
}
