using System.Diagnostics;
using System.Globalization;
using System.Text;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Robustness;

/// <summary>
/// Texts that would cost a careless implementation its stack, its memory or its time. Those that parse are printed, flat and folded,
/// and parsed again.
/// </summary>
public sealed class HostileTextTests
{
    private const int Deep = 100_000;

    // Not a measurement: machines that run tests are busy. What is quadratic takes longer by far.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("block ", "end ")]
    [InlineData("block $l br 0 ", "end ")]
    [InlineData("i32.const 0 if ", "end ")]
    [InlineData("i32.const 0 if else ", "end ")]
    [InlineData("try_table (catch_all 0) ", "end ")]
    [InlineData("try ", "end ")]
    [InlineData("(block ", ")")]
    [InlineData("(drop (i32.eqz ", "(i32.const 0)))")]
    [InlineData("(if (i32.const 0) (then ", "))")]
    [InlineData("(try (do ", ") (catch_all))")]
    [InlineData("(try_table ", ")")]
    public void Deep_nesting(string open, string close) => Survives($"(func {Repeat(open, Deep)}{Repeat(close, Deep)})", validates: false);

    [Theory]
    [InlineData("(i32.eqz ", "(i32.const 1)", ")")]
    [InlineData("(i32.add (i32.const 1) ", "(i32.const 1)", ")")]
    [InlineData("(if (result i32) ", "(i32.const 1)", "(then (i32.const 1)) (else (i32.const 2)))")]
    [InlineData("(block (result i32) ", "(i32.const 1)", ")")]
    public void Deeply_folded_expressions(string open, string middle, string close) =>
        Survives($"(func (result i32) {Repeat(open, Deep)}{middle}{Repeat(close, Deep)})");

    [Theory]
    [InlineData("(;", ";)")]
    [InlineData("(@a ", ")")]
    [InlineData("(@a (", "))")]
    public void Deep_comments_and_annotations(string open, string close) => Survives($"(func) {Repeat(open, Deep)}{Repeat(close, Deep)}");

    [Theory]
    [InlineData("(func (;")]
    [InlineData("(func (@a ")]
    [InlineData("(func (block ")]
    [InlineData("(func block ")]
    [InlineData("(func (i32.add ")]
    [InlineData("(")]
    [InlineData("(module ")]
    [InlineData("(rec (type (sub ")]
    public void What_never_closes(string open) => Refuses(open + Repeat(open.Split(' ', 2) is [_, { Length: > 0 } rest] ? rest : open, Deep));

    [Fact]
    public void Many_locals() => Survives($"(func (local{Repeat(" i32", 50_000)}) local.get 49999 drop)");

    [Fact]
    public void Many_locals_with_names() => Survives($"(func {Lines(50_000, i => $"(local $l{i} i32)")} local.get $l49999 drop)");

    [Fact]
    public void A_function_of_10_MB()
    {
        ModuleSyntax module = ModuleDecoder.Decode(WatParser.Parse($"(func (result i32) i32.const 1 {Repeat("i32.const 1 i32.add\n", 3_400_000)})"));
        ModuleValidator.Validate(module);
        WatPrinter.Print(module, TextWriter.Null);
        WatPrinter.Print(module, TextWriter.Null, new PrintOptions { Fold = true });
    }

    [Fact]
    public void A_branch_table_of_a_million_labels() => Survives($"(func block i32.const 0 br_table {Repeat("0 1 ", 500_000)} 1 end)");

    [Fact]
    public void A_million_types() => Survives(Repeat("(type (func))\n", 1_000_000));

    [Fact]
    public void More_than_a_million_types() => DecodesNot(Repeat("(type (func))\n", 1_000_001), "too many types");

    [Fact]
    public void A_recursion_group_of_100_000_types() =>
        Survives($"(rec {Lines(100_000, i => $"(type $t{i} (struct (field $f (ref null $t{i * 7919 % 100_000}))))")})");

    [Fact]
    public void A_deep_chain_of_supertypes() =>
        Survives(Lines(100_000, i => i == 0 ? "(type (sub (func)))" : $"(type (sub {i - 1} (func)))"), validates: false);

    [Fact]
    public void Many_imports_exports_and_segments() => Survives(
        $"{Lines(100_000, i => $"(import \"m\" \"{i}\" (func))")}(func $f)(memory 1)(table 1 funcref)"
        + Lines(50_000, i => $"(export \"{i}\" (func $f)) (data (i32.const 0) \"\") (elem (i32.const 0) func)"));

    [Fact]
    public void An_element_segment_of_a_million_expressions() => Survives($"(func $f)(elem funcref {Repeat("(ref.func $f) (item ref.null func)\n", 500_000)})");

    [Fact]
    public void An_identifier_of_a_megabyte()
    {
        string id = "$" + Repeat("a", 1 << 20);
        Survives($"(func {id} {Repeat($"call {id}\n", 20)})");
    }

    [Fact]
    public void Names_that_collide() => Survives(Lines(100_000, _ => "(func (@name \"f\"))"));

    [Fact]
    public void Names_that_are_no_identifiers() => Survives(
        "(module (@name \"\") (func (@name \"\") block $x (@name \"\") end) (func (@name \"#func0\")) (func $#func0) (func $\"a b\\u{202e}\\\"\"))");

    [Fact]
    public void Thousand_memories() => DecodesNot(Repeat("(memory 1)", 1000), "too many memories");

    [Fact]
    public void Custom_sections_long_and_many() =>
        Survives($"(@custom \"long\" \"{Repeat("x\\00", 5_000_000)}\") {Repeat("(@custom \"a\" (after func) \"b\")\n", 100_000)} (func)");

    [Fact]
    public void Locals_that_would_fill_a_disk()
    {
        byte[] body = [0x01, 0xD0, 0x86, 0x03, 0x7F, 0x0B];
        ModuleBytes bytes = new ModuleBytes().Section(SectionId.Type, "01 60 00 00")
            .Section(SectionId.Function, [.. Enumerable.Repeat((byte[])[0], 300)]).Code([.. Enumerable.Repeat(body, 300)]);
        MalformedException error = Assert.Throws<MalformedException>(() => WatPrinter.Print(bytes.Decode(), TextWriter.Null));
        Assert.StartsWith("too many locals in all functions to print", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Parses, validates, prints and parses again, in bounded time.</summary>
    private static void Survives(string text, bool validates = true)
    {
        var watch = Stopwatch.StartNew();
        byte[] bytes = WatParser.Parse(text);
        ModuleSyntax module = ModuleDecoder.Decode(bytes, Features.All);
        if (validates) ModuleValidator.Validate(module, Features.All);
        foreach (bool fold in (bool[])[false, true])
        {
            byte[] again = WatParser.Parse(WatPrinter.ToText(module, new PrintOptions { Fold = fold }));
            Assert.True(bytes.AsSpan().SequenceEqual(again));
        }
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    private static void Refuses(string text)
    {
        var watch = Stopwatch.StartNew();
        Assert.NotNull(Assert.Throws<MalformedException>(() => WatParser.Parse(text)).Position);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    private static void DecodesNot(string text, string message)
    {
        MalformedException error = Assert.Throws<MalformedException>(() => ModuleDecoder.Decode(WatParser.Parse(text), Features.All));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Lines(int count, Func<int, string> line)
    {
        StringBuilder text = new();
        for (int i = 0; i < count; i++) text.Append(CultureInfo.InvariantCulture, $"{line(i)}\n");
        return text.ToString();
    }
}
