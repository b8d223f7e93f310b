using System.Text;
using Caisson.Wasm;

namespace Caisson.Oracle.Tests.Scripts;

/// <summary>The suite would notice: an assertion that doesn't hold is a failure.</summary>
public class ScriptRunTests
{
    private const string Module = """
        (module $m
          (tag $e)
          (global (export "g") i64 (i64.const 7))
          (func (export "id") (param i32) (result i32) (local.get 0))
          (func (export "nan") (result f32) (f32.const nan:0x200000))
          (func (export "v") (result v128) (v128.const i32x4 1 2 3 4))
          (func (export "ref") (param externref) (result externref) (local.get 0))
          (func (export "i31") (result anyref) (ref.i31 (i32.const 1)))
          (func (export "trap") (unreachable))
          (func (export "throw") (throw $e))
          (func $loop (export "loop") (call $loop)))

        """;

    [Theory]
    [InlineData("""(assert_return (invoke "id" (i32.const -1)) (i32.const 0xffffffff))""")]
    [InlineData("""(assert_return (get $m "g") (i64.const 7))""")]
    [InlineData("""(assert_return (invoke "v") (v128.const i64x2 0x200000001 0x400000003))""")]
    [InlineData("""(assert_return (invoke "ref" (ref.extern 3)) (ref.extern 3))""")]
    [InlineData("""(assert_return (invoke "i31") (ref.eq))""")]
    [InlineData("""(assert_trap (invoke "trap") "unreachable")""")]
    [InlineData("""(assert_exception (invoke "throw"))""")]
    [InlineData("""(assert_exhaustion (invoke "loop") "call stack exhausted")""")]
    [InlineData("""(assert_unlinkable (module (import "x" "y" (func))) "unknown import")""")]
    [InlineData("""(assert_trap (module (memory 0) (data (i32.const 0) "x")) "out of bounds memory access")""")]
    public void A_true_assertion_holds(string assertion)
    {
        ScriptRun script = Run(assertion);
        Assert.Empty(script.Failures);
        Assert.Equal(1, script.Passed);
    }

    [Theory]
    [InlineData("""(assert_return (invoke "id" (i32.const 1)) (i32.const 2))""")]
    [InlineData("""(assert_return (invoke "id" (i32.const 1)))""")]
    [InlineData("""(assert_return (invoke "nan") (f32.const nan:canonical))""")]
    [InlineData("""(assert_return (invoke "nan") (f32.const nan:arithmetic))""")]
    [InlineData("""(assert_return (invoke "v") (v128.const i32x4 1 2 3 5))""")]
    [InlineData("""(assert_return (invoke "ref" (ref.extern 3)) (ref.extern 4))""")]
    [InlineData("""(assert_return (invoke "ref" (ref.extern 3)) (ref.null))""")]
    [InlineData("""(assert_return (invoke "i31") (ref.struct))""")]
    [InlineData("""(assert_return (invoke "trap"))""")]
    [InlineData("""(assert_trap (invoke "id" (i32.const 1)) "unreachable")""")]
    [InlineData("""(assert_trap (invoke "trap") "integer overflow")""")]
    [InlineData("""(assert_trap (invoke "throw") "unreachable")""")]
    [InlineData("""(assert_exception (invoke "trap"))""")]
    [InlineData("""(assert_exhaustion (invoke "trap") "call stack exhausted")""")]
    [InlineData("""(assert_unlinkable (module) "unknown import")""")]
    [InlineData("""(assert_trap (module (memory 1) (data (i32.const 0) "x")) "out of bounds memory access")""")]
    [InlineData("""(module (func (i32.const 1)))""")]
    [InlineData("""(register "x" $y)""")]
    public void What_doesnt_hold_or_succeed_is_a_failure(string directive)
    {
        ScriptRun script = Run(directive);
        Assert.StartsWith("12: ", Assert.Single(script.Failures), StringComparison.Ordinal);
        Assert.Equal(0, script.Passed);
    }

    private static ScriptRun Run(string directive)
    {
        var script = new ScriptRun(Features.Wasm3);
        script.Run(Encoding.UTF8.GetBytes(Module + directive));
        return script;
    }
}
