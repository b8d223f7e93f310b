using System.Text;
using Caisson.Components.Binary;
using Caisson.Components.Syntax;
using Caisson.Components.Text;
using Caisson.Wasm;

namespace Caisson.Components.Tests.Text;

/// <summary>Bytes, and what abbreviations stand for.</summary>
public class ComponentParserTests
{
    private const string Preamble = "0061736d0d000100";

    [Fact]
    public void An_empty_text_is_an_empty_component() => Assert.Equal(Preamble, Hex(""));

    [Fact]
    public void An_inline_type_is_defined_before_what_uses_it() =>
        // Types: list u8; func. Import: kind, name, func, type 1.
        Assert.Equal(
            Preamble + "070a" + "02" + "707d" + "40" + "01" + "0161" + "00" + "0100" + "0a06" + "01" + "00" + "0166" + "0101",
            Hex("""(component (import "f" (func (param "a" (list u8)))))"""));

    [Fact]
    public void Definitions_of_one_section_that_follow_each_other_share_it() =>
        Assert.Equal(Preamble + "0703" + "02" + "7f" + "7e", Hex("(type bool) (type s8)"));

    [Fact]
    public void An_identifier_of_a_scope_further_out_is_an_alias() => Same(
        "(component $a (type $t u8) (component $b (component (type (list $t)))))",
        "(component $a (type $t u8) (component $b (component (alias outer 2 0 (type)) (type (list 0)))))");

    [Fact]
    public void An_identifier_that_stands_for_an_alias_stays_free() =>
        Hex("(component (type $t u8) (component (import \"a\" (type (eq $t))) (type $t u16)))");

    [Fact]
    public void Names_after_an_index_are_aliases_of_exports() => Same(
        """(import "i" (instance $i (export "j" (instance (export "f" (func)))))) (export "g" (func $i "j" "f"))""",
        """
        (import "i" (instance $i (export "j" (instance (export "f" (func))))))
        (alias export 0 "j" (instance)) (alias export 1 "f" (func)) (export "g" (func 0))
        """);

    [Theory]
    [InlineData("""(func $f (import "f") (param "x" u8))""", """(import "f" (func $f (param "x" u8)))""")]
    [InlineData("""(instance $f (import "f"))""", """(import "f" (instance $f))""")]
    [InlineData("""(component $f (import "f"))""", """(import "f" (component $f))""")]
    [InlineData("""(core module $f (import "f"))""", """(import "f" (core module $f))""")]
    [InlineData("""(type $f (import "f") (sub resource))""", """(import "f" (type $f (sub resource)))""")]
    public void An_import_may_stand_in_a_definition(string inside, string outside) => Same(inside, outside);

    [Theory]
    [InlineData("""(type $t (export "t") (export "u") u8) (type s8)""", """(type $t u8) (type s8) (export "t" (type 0)) (export "u" (type 0))""")]
    [InlineData("""(component $c (export "c")) (type u8)""", """(component $c) (type u8) (export "c" (component 0))""")]
    [InlineData("""(core module $m (export "m")) (type u8)""", """(core module $m) (type u8) (export "m" (core module 0))""")]
    [InlineData("""(instance $i (export "i") (export "x" (instance $j)))""", """(instance $i (export "x" (instance 9))) (export "i" (instance 0))""")]
    public void Exports_in_definitions_come_last(string inside, string outside) => Same(inside.Replace("$j", "9", StringComparison.Ordinal), outside);

    [Theory]
    [InlineData("""(func $f (alias export $i "f"))""", """(alias export $i "f" (func $f))""")]
    [InlineData("""(type $f (alias export $i "t"))""", """(alias export $i "t" (type $f))""")]
    [InlineData("""(type $f (alias outer 0 0))""", """(alias outer 0 0 (type $f))""")]
    [InlineData("""(core func $f (alias core export 0 "f"))""", """(alias core export 0 "f" (core func $f))""")]
    [InlineData("""(core memory $f (alias core export 0 "m"))""", """(alias core export 0 "m" (core memory $f))""")]
    public void An_alias_may_stand_in_a_definition(string inside, string outside)
    {
        const string instance = """(import "i" (instance $i (export "f" (func)) (export "t" (type (sub resource)))))""";
        Same(instance + inside, instance + outside);
    }

    [Fact]
    public void An_instance_may_stand_in_an_argument() => Same(
        """(core module $m) (core instance (instantiate $m (with "a" (instance (export "f" (func 0)) (export "m" (memory 0))))))""",
        """(core module $m) (core instance (export "f" (func 0)) (export "m" (memory 0))) (core instance (instantiate $m (with "a" (instance 0))))""");

    [Fact]
    public void What_is_lifted_may_stand_after_its_type() => Same(
        """(func $f (param "x" u8) (canon lift (core func 0) async (callback (core func 1))))""",
        """(canon lift (core func 0) async (callback 1) (func $f (param "x" u8)))""");

    [Theory]
    [InlineData("(core func $f (canon task.cancel))", "(canon task.cancel (core func $f))")]
    [InlineData("(core func (canon context.get i32 1))", "(canon context.get i32 1 (core func))")]
    [InlineData("(core func (canon stream.read 0 async (memory 0)))", "(canon stream.read (type 0) async (memory (core memory 0)) (core func))")]
    public void A_built_in_may_stand_in_a_core_function(string inside, string outside) => Same(inside, outside);

    [Fact]
    public void A_core_function_type_in_a_module_type_is_defined_once() => Same(
        """(core type (module (import "a" "b" (func (param i32))) (export "c" (func (param i32)))))""",
        """(core type (module (type (func (param i32))) (import "a" "b" (func (type 0))) (export "c" (func (type 0)))))""");

    [Fact]
    public void A_core_type_that_is_not_final_has_a_prefix_outside_of_module_types()
    {
        Assert.Equal(Preamble + "0307" + "01" + "00" + "5000" + "600000", Hex("(core type (sub (func)))"));
        Assert.Equal(Preamble + "0309" + "01" + "5001" + "01" + "5000" + "600000", Hex("(core type (module (type (sub (func)))))"));
    }

    [Fact]
    public void Core_types_of_a_group_may_refer_to_each_other()
    {
        Assert.Equal(
            Preamble + "030d" + "01" + "4e02" + "5f01630100" + "5f01630000",
            Hex("(core rec (type (struct (field (ref null 1)))) (type (struct (field (ref null 0)))))"));
        Assert.StartsWith(
            Preamble + "030d" + "01" + "4e02" + "5f01630100" + "5f01630000",
            Hex("(core rec (type $a (struct (field (ref null $b)))) (type $b (struct (field (ref null $a)))))"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_of_names_keep_their_order() => Assert.Equal(
        Preamble + "0703" + "01" + "4200" + "0a11" + "01" + "02" + "0161" + "02" + "020178" + "0005613a622f63" + "0500",
        Hex("""(import "a" (external-id "x") (implements "a:b/c") (instance))"""));

    [Fact]
    public void Identifiers_and_annotations_are_names()
    {
        ComponentNames names = Decode("(component $c (type $t u8) (import \"f\" (func $f (@name \"my f\"))))").Names;
        Assert.Equal("c", names.Component);
        Assert.Equal("t", names.Of(Sort.Type, 0));
        Assert.Equal("my f", names.Of(Sort.Func, 0));
    }

    [Fact]
    public void Custom_sections_stand_between_definitions()
    {
        ComponentSyntax component = Decode("(component (@custom \"a\" \"1\") (type u8) (@custom \"b\" \"2\" \"3\"))");
        Assert.Equal([("a", 0), ("b", 1)], component.CustomSections.Select(custom => (custom.Name, custom.AfterDefinition)));
        Assert.Equal("23"u8, component.Slice(component.CustomSections[1].Content).Span);
    }

    [Fact]
    public void Older_spellings_are_read_too() => Same(
        """(type (record (field "a" float32) (field "b" float64))) (func (canon lift (core func 0) (memory 0 "m") (realloc (func 1))))""",
        """
        (type (record (field "a" f32) (field "b" f64)))
        (func (canon lift (core func 0) (memory (core memory 0 "m")) (realloc (core func 1))))
        """);

    [Fact]
    public void A_binary_component_is_taken_as_it_is() =>
        Assert.Equal(Preamble, Hex("""(component $c binary "\00asm" "\0d\00\01\00")"""));

    [Theory]
    [InlineData("(component (import \"x\" (func $x)) (component (export \"x\" (func $x))))", "outer item `x` is not a module, type, or component")]
    [InlineData("(component (instance (instantiate $c)))", "unknown component $c")]
    [InlineData("(component (type $t u8) (type $t u8))", "duplicate type $t")]
    [InlineData("(component (alias outer $nobody 0 (type)))", "outer component `nobody` not found")]
    [InlineData("(component (alias outer 5 $t (type)))", "invalid outer alias count of 5")]
    [InlineData("(component (alias export 0 \"t\" (core func)))", "instances cannot export a core func")]
    [InlineData("(component (export \"f\" (core func 0)))", "instances cannot export a core func")]
    [InlineData("(component (import \"a\" (implements \"a:b/c\") (implements \"a:b/c\") (instance)))", "unexpected token (")]
    [InlineData("(component (import \"\\zz\" (func)))", "invalid string escape")]
    [InlineData("(component (core func (canon lift (core func 0))))", "unknown operator lift")]
    [InlineData("(component (@name \"a\") (@name \"b\"))", "@name annotation: multiple names")]
    [InlineData("(component (type (@custom \"x\") u8))", "misplaced @custom annotation")]
    [InlineData("(component (type u8)", "unexpected token end of input")]
    public void Errors_are_told(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<MalformedException>(() => ComponentParser.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_error_tells_where()
    {
        MalformedException error = Assert.Throws<MalformedException>(() => ComponentParser.Parse("(component\n  (core module\n    (func oops)))"));
        Assert.Equal(new TextPosition(3, 11), error.Position);
    }

    [Theory]
    [InlineData("(component ", ")")]
    [InlineData("(type (component ", "))")]
    [InlineData("(type (instance ", "))")]
    [InlineData("(type (list ", "))")]
    [InlineData("(import \"a\" (component ", "))")]
    [InlineData("(import \"a\" (instance (export \"b\" (component ", "))))")]
    public void Depth_costs_a_little_stack_and_ends(string open, string close)
    {
        const int Depth = 100_000;
        string text = string.Concat(Enumerable.Repeat(open, Depth)) + string.Concat(Enumerable.Repeat(close, Depth));
        string inner = open == "(type (list " ? $"(type {string.Concat(Enumerable.Repeat("(list ", Depth))}u8{new string(')', Depth + 1)}" : text;
        Assert.Throws<MalformedException>(() => ComponentParser.Parse(inner));
    }

    private static void Same(string abbreviated, string full) => Assert.Equal(Hex($"(component {full})"), Hex($"(component {abbreviated})"));

    private static string Hex(string text) => Convert.ToHexStringLower(ComponentParser.Parse(Encoding.UTF8.GetBytes(text)));

    private static ComponentSyntax Decode(string text) => ComponentDecoder.Decode(ComponentParser.Parse(text));
}
