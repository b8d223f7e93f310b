using System.Collections.Immutable;
using System.Text;
using Caisson.Components.Text;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Script;

namespace Caisson.Components.Tests.Text;

/// <summary>Scripts with components become directives.</summary>
public class ComponentScriptTests
{
    [Fact]
    public void Components_and_modules_stand_side_by_side()
    {
        ImmutableArray<Directive> directives = ComponentScript.Parse(
            """
            (component $a (type u8))
            (component definition $b binary "\00asm" "\0d\00\01\00")
            (component instance $c $b)
            (module $m (func))
            (module instance $n $m)
            (assert_trap (component quote "(type" " u8)") "t")
            (assert_malformed (component quote "(type") "unexpected end")
            """).Directives;

        ScriptModule component = Assert.IsType<ModuleDirective>(directives[0]).Module;
        Assert.True(component.IsComponent);
        Assert.Equal("a", component.Id);
        Assert.Equal(8, Assert.IsType<DefinitionDirective>(directives[1]).Module.Encode().Length);
        Assert.Equal(new InstanceDirective(3, "c", "b", IsComponent: true), directives[2]);
        Assert.False(Assert.IsType<ModuleDirective>(directives[3]).Module.IsComponent);
        Assert.Equal(new InstanceDirective(5, "n", "m", IsComponent: false), directives[4]);
        Assert.NotEmpty(Assert.IsType<AssertModuleFails>(directives[5]).Module.Encode());
        Assert.Throws<MalformedException>(() => Assert.IsType<AssertModuleFails>(directives[6]).Module.Encode());
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_value_is_an_argument_and_a_result(string text, ScriptValue expected)
    {
        AssertReturn assertion = Assert.IsType<AssertReturn>(Assert.Single(
            ComponentScript.Parse($"(assert_return (invoke \"f\" {text}) {text})").Directives));
        ScriptValue argument = Assert.Single(Assert.IsType<InvokeAction>(assertion.Action).Arguments);
        ScriptValue result = Assert.IsType<ComponentPattern>(Assert.Single(assertion.Results)).Value;
        Assert.Equal(Describe(expected), Describe(argument));
        Assert.Equal(Describe(expected), Describe(result));
    }

    public static TheoryData<string, ScriptValue> Values => new()
    {
        { "(bool.const true)", new BoolConst(true) },
        { "(u8.const 255)", new IntegerConst(8, IsSigned: false, 255) },
        { "(s16.const -1)", new IntegerConst(16, IsSigned: true, 0xFFFF) },
        { "(u32.const 7)", new IntegerConst(32, IsSigned: false, 7) },
        { "(s64.const -2)", new IntegerConst(64, IsSigned: true, ulong.MaxValue - 1) },
        { "(char.const \"☃\")", new CharConst(new Rune('☃')) },
        { "(str.const \"a\\00b\")", new StringConst("a\0b") },
        { "(list.const (u8.const 1) (u8.const 2))", new ListConst([new IntegerConst(8, false, 1), new IntegerConst(8, false, 2)]) },
        { "(record.const (field \"a\" bool.const false) (field \"b\" (str.const \"\")))",
            new RecordConst([new FieldConst("a", new BoolConst(false)), new FieldConst("b", new StringConst(""))]) },
        { "(tuple.const (f32.const 1))", new TupleConst([new NumberValue(ValType.F32, 0x3F800000)]) },
        { "(variant.const \"x\")", new VariantConst("x", null) },
        { "(variant.const \"x\" (u8.const 1))", new VariantConst("x", new IntegerConst(8, false, 1)) },
        { "(enum.const \"x\")", new EnumConst("x") },
        { "(option.some (option.none))", new OptionConst(new OptionConst(null)) },
        { "(result.ok)", new ResultConst(IsOk: true, null) },
        { "(result.err (bool.const true))", new ResultConst(IsOk: false, new BoolConst(true)) },
        { "(flags.const \"a\" \"b\")", new FlagsConst(["a", "b"]) },
    };

    [Fact]
    public void The_scripts_of_core_modules_have_no_components() =>
        Assert.Throws<MalformedException>(() => WastScript.Parse("(component)"));

    [Fact]
    public void A_value_that_is_nested_too_deep_is_refused()
    {
        string text = string.Concat(Enumerable.Repeat("(option.some ", 100_000)) + new string(')', 100_000);
        Assert.Throws<MalformedException>(() => ComponentScript.Parse($"(invoke \"f\" {text})"));
    }

    [Fact]
    public void A_character_is_one_scalar_value() =>
        Assert.Throws<MalformedException>(() => ComponentScript.Parse("(invoke \"f\" (char.const \"ab\"))"));

    // Arrays compare by identity, so values are compared by what they say.
    private static string Describe(ScriptValue? value) => value switch
    {
        ListConst list => $"[{string.Join(',', list.Elements.Select(Describe))}]",
        TupleConst tuple => $"({string.Join(',', tuple.Elements.Select(Describe))})",
        RecordConst record => $"{{{string.Join(',', record.Fields.Select(field => $"{field.Label}={Describe(field.Value)}"))}}}",
        FlagsConst flags => $"flags {string.Join('|', flags.Labels)}",
        _ => $"{value}",
    };
}
