using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Script;

namespace Caisson.Wasm.Tests.Text;

/// <summary>Scripts become directives.</summary>
public class WastScriptTests
{
    [Fact]
    public void Each_form_becomes_its_directive()
    {
        ImmutableArray<Directive> directives = WastScript.Parse(
            """
            (module $a (func (export "f")))
            (module definition $b binary "\00asm" "\01\00\00\00")
            (module instance $c $b)
            (register "x" $c)
            (invoke $a "f" (i32.const 1) (f64.const -0x1p-1))
            (assert_return (get "g") (i64.const -1) (ref.null func) (ref.extern 5))
            (assert_trap (module quote "(func" ")") "m")
            (assert_exhaustion (invoke "f") "call stack exhausted")
            (assert_exception (invoke "f"))
            (thread $t (shared (module $a)) (invoke $a "f"))
            (wait $t)
            """).Directives;

        Assert.Equal(Enumerable.Range(1, directives.Length), directives.Select(directive => directive.Line));
        Assert.Equal("a", Assert.IsType<ModuleDirective>(directives[0]).Module.Id);
        Assert.Equal(8, Assert.IsType<DefinitionDirective>(directives[1]).Module.Encode().Length);
        Assert.Equal(new InstanceDirective(3, "c", "b", IsComponent: false), directives[2]);
        Assert.Equal(new RegisterDirective(4, "x", "c"), directives[3]);
        InvokeAction invoke = Assert.IsType<InvokeAction>(Assert.IsType<ActionDirective>(directives[4]).Action);
        Assert.Equal([new NumberValue(ValType.I32, 1), new NumberValue(ValType.F64, 0xbfe0000000000000)], invoke.Arguments);
        Assert.Equal(
            [new NumberPattern(ValType.I64, new BitsPattern(64, ulong.MaxValue, NanClass.None)), new NullPattern(HeapType.Func), new ReferencePattern(HeapType.Extern, 5)],
            Assert.IsType<AssertReturn>(directives[5]).Results);
        Assert.Equal(ModuleFailure.Trap, Assert.IsType<AssertModuleFails>(directives[6]).Failure);
        Assert.Equal(ActionFailure.Exhaustion, Assert.IsType<AssertActionFails>(directives[7]).Failure);
        Assert.Equal(ActionFailure.Exception, Assert.IsType<AssertActionFails>(directives[8]).Failure);
        Assert.Single(Assert.IsType<ThreadDirective>(directives[9]).Directives);
        Assert.Equal(new WaitDirective(11, "t"), directives[10]);
    }

    [Fact]
    public void Fields_at_the_start_are_a_module()
    {
        WastScript script = WastScript.Parse("(func (export \"f\")) (memory 0)\n(assert_return (invoke \"f\"))");
        Assert.Equal(2, script.Directives.Length);
        Assert.NotEmpty(Assert.IsType<ModuleDirective>(script.Directives[0]).Module.Encode());
    }

    [Fact]
    public void A_module_inside_a_script_tells_its_errors_by_the_lines_of_the_script()
    {
        WastScript script = WastScript.Parse("\n(module\n  (func\n    oops))");
        MalformedException error = Assert.Throws<MalformedException>(() => Assert.IsType<ModuleDirective>(script.Directives[0]).Module.Encode());
        Assert.Equal(new TextPosition(4, 5), error.Position);
    }

    [Theory]
    [InlineData(NanClass.Canonical, 0x7fc00000, true)]
    [InlineData(NanClass.Canonical, 0xffc00000, true)]
    [InlineData(NanClass.Canonical, 0x7fc00001, false)]
    [InlineData(NanClass.Arithmetic, 0xffc00001, true)]
    [InlineData(NanClass.Arithmetic, 0x7fa00000, false)]
    public void Nan_patterns_match_their_class(NanClass nan, uint bits, bool matches) =>
        Assert.Equal(matches, new BitsPattern(32, 0x7fc00000, nan).Matches(bits));
}
