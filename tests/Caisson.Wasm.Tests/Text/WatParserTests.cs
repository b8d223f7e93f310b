using System.Text;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Text;

/// <summary>What the specification's suite doesn't look at: bytes, names, positions, depth.</summary>
public class WatParserTests
{
    [Fact]
    public void An_empty_text_is_an_empty_module() =>
        Assert.Equal([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], WatParser.Parse(""));

    [Fact]
    public void Folded_operands_come_before_their_instruction() => Assert.Equal(
        Body("local.get 0 local.get 1 i32.const 7 i32.mul i32.add"),
        Body("(i32.add (local.get 0) (i32.mul (local.get 1) (i32.const 7)))"));

    [Fact]
    public void A_folded_if_evaluates_its_condition_first() => Assert.Equal(
        Body("local.get 0 if $l (result i32) i32.const 1 else i32.const 2 end"),
        Body("(if $l (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2)))"));

    [Fact]
    public void The_condition_of_a_folded_if_is_outside_of_its_label() => Assert.Equal(
        Body("block $l (result i32) i32.const 0 local.get 0 br_if 0 if br 0 end i32.const 1 end"),
        Body("(block $l (result i32) (if $l (br_if $l (i32.const 0) (local.get 0)) (then (br $l))) (i32.const 1))"));

    [Theory]
    [InlineData("block")]
    [InlineData("loop")]
    [InlineData("if (i32.const 0) (then")]
    [InlineData("drop (i32.const 0)")]
    public void Depth_costs_no_stack(string form)
    {
        const int Depth = 100_000;
        string open = $"({form} ";
        string close = new(')', open.Count(c => c == '(') - open.Count(c => c == ')'));
        StringBuilder text = new("(func ");
        text.Insert(text.Length, open, Depth);
        text.Insert(text.Length, close, Depth);
        text.Append(')');
        Assert.NotEmpty(WatParser.Parse(text.ToString()));
    }

    [Fact]
    public void Flat_blocks_and_comments_cost_no_stack_either()
    {
        StringBuilder text = new("(func ");
        text.Insert(text.Length, "block ", 100_000);
        text.Insert(text.Length, "end ", 100_000);
        text.Append(')');
        text.Insert(text.Length, "(;", 100_000);
        text.Insert(text.Length, ";)", 100_000);
        text.Append("(@a ");
        text.Insert(text.Length, "(@b ", 100_000);
        text.Append(')', 100_001);
        Assert.NotEmpty(WatParser.Parse(text.ToString()));
    }

    [Fact]
    public void Implicit_types_follow_the_explicit_ones_in_the_order_of_use()
    {
        ModuleSyntax module = Decode(
            """
            (func (result f64) (block (param i64 i64) (result i64 i64)) unreachable)
            (func (param i32))
            (func (result f64) unreachable)
            (type $t (func (param i32)))
            """);
        Assert.Equal(["(param i32)", "(result f64)", "(param i64 i64) (result i64 i64)"], module.Types.Select(type => type.Comp.ToString()));
        Assert.Equal([1u, 0u, 1u], module.Functions.Select(type => type.Value));
    }

    [Fact]
    public void Inline_types_reuse_no_type_that_has_subtypes_or_company()
    {
        ModuleSyntax module = Decode(
            """
            (type $open (sub (func)))
            (rec (type $a (func)) (type $b (func)))
            (rec (type $alone (func)))
            (func)
            """);
        Assert.Equal(3u, module.Functions[0].Value);
    }

    [Fact]
    public void Identifiers_and_name_annotations_become_names()
    {
        ModuleSyntax module = Decode(
            """
            (module $m
              (type $t (struct (field $x i32) (field f32) (field $y i64)))
              (func $f (@name "the function") (param $p i32) (local i32 i64) (local $l f32) (block $outer (block $inner)))
              (table $tab 1 funcref) (memory $mem 1) (global $g i32 (i32.const 0)) (tag $e)
              (elem $seg func $f) (data $bytes "x"))
            """);
        NameSection names = module.Names;
        Assert.Equal("m", names.Module);
        Assert.Equal("the function", names.Functions[0]);
        Assert.Equal(["p", "l"], [names.Locals[(0, 0)], names.Locals[(0, 3)]]);
        Assert.Equal(["outer", "inner"], [names.Labels[(0, 0)], names.Labels[(0, 1)]]);
        Assert.Equal(["x", "y"], [names.Fields[(0, 0)], names.Fields[(0, 2)]]);
        Assert.Equal(["t", "tab", "mem", "g", "e", "seg", "bytes"],
            [names.Types[0], names.Tables[0], names.Memories[0], names.Globals[0], names.Tags[0], names.Elems[0], names.Datas[0]]);
    }

    [Fact]
    public void Custom_sections_go_where_their_annotation_says()
    {
        ModuleSyntax module = Decode(
            """
            (@custom "last" "1" "2")
            (@custom "first" (before first))
            (@custom "before code" (before code))
            (@custom "after type" (after type))
            (func) (memory 1)
            """);
        Assert.Equal(
            [("first", 0), ("after type", 1), ("before code", 5), ("last", 10)],
            module.CustomSections.Select(section => (section.Name, (int)section.AfterSection)));
        Assert.Equal("12"u8, module.Slice(module.CustomSections[3].Content));
    }

    [Fact]
    public void Branch_hints_become_a_section_with_offsets()
    {
        ModuleSyntax module = Decode(
            """
            (func)
            (func (local i32)
              (@metadata.code.branch_hint "\01") (if (local.get 0) (then))
              block i32.const 0 (@metadata.code.branch_hint "\00") br_if 0 end)
            """);
        CustomSection section = Assert.Single(module.CustomSections);
        Assert.Equal("metadata.code.branch_hint", section.Name);

        // One function, index 1, two hints: offset, length 1, value. The locals take 3 bytes, local.get 2, if 3, block 2, i32.const 2.
        Assert.Equal<byte>([1, 1, 2, 5, 1, 1, 12, 1, 0], module.Slice(section.Content).ToArray());
    }

    [Theory]
    [InlineData("(func\n  (i32.const x))", 2, 14, "unknown operator x")]
    [InlineData("(func\n\n $f) (func $f)", 3, 12, "duplicate function $f")]
    [InlineData("(func (br $l))", 1, 11, "unknown label $l")]
    [InlineData("(func", 1, 6, "unexpected token end of input")]
    [InlineData("(memory 1) é", 1, 12, "illegal character")]
    public void Errors_tell_line_and_column(string text, int line, int column, string message)
    {
        MalformedException error = Assert.Throws<MalformedException>(() => WatParser.Parse(text));
        Assert.Equal(new TextPosition(line, column), error.Position);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_malformed_where_it_stops_being_text()
    {
        MalformedException error = Assert.Throws<MalformedException>(() => WatParser.Parse([.. "(module)\n  "u8, 0xFF]));
        Assert.Equal("malformed UTF-8 encoding", error.Message);
        Assert.Equal(new TextPosition(2, 3), error.Position);
    }

    [Theory]
    [InlineData("(elem 0 (i32.const 0) $f)")]
    [InlineData("(elem (table 0) (i32.const 0) func $f)")]
    [InlineData("(elem (offset i32.const 0) $f)")]
    public void Segments_may_name_their_table_in_old_and_new_ways(string elem) =>
        ModuleValidator.Validate(Decode($"(table 1 funcref) (func $f) {elem}"));

    private static ModuleSyntax Decode(string text) => ModuleDecoder.Decode(WatParser.Parse(text), Features.All);

    private static byte[] Body(string instructions)
    {
        ModuleSyntax module = Decode($"(func (param i32 i32) {instructions})");
        return module.Slice(module.Code[0].Instructions).ToArray();
    }

    [Fact]
    public void Flat_instructions_inside_folded_ones_are_an_option()
    {
        byte[] text = "(func (param i32) (result i32) (i32.add local.get 0 (i32.mul i32.const 2 i32.const 3)))"u8.ToArray();
        Assert.Equal(
            WatParser.Parse("(func (param i32) (result i32) local.get 0 i32.const 2 i32.const 3 i32.mul i32.add)"),
            WatParser.Parse(text, new ParseOptions { FlatInsideFolded = true }));
        Assert.Throws<MalformedException>(() => WatParser.Parse(text));
    }

    [Fact]
    public void Limits_were_numbers_of_32_bits_before_memory64()
    {
        byte[] text = "(memory 0x1_0000_0000)"u8.ToArray();
        Assert.StartsWith("i32 constant out of range", Assert.Throws<MalformedException>(() => WatParser.Parse(text, new ParseOptions { Features = Features.Wasm2 })).Message, StringComparison.Ordinal);
        Assert.NotEmpty(WatParser.Parse(text));
    }
}
