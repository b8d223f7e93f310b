using Caisson.Runtime;
using Caisson.Wasm;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Instructions with two results, between operands that are not evaluated yet.</summary>
public sealed class WideArithmeticTests
{
    // next counts 1, 2, 3…
    private const string Counter = """
        (global $count (mut i64) (i64.const 0))
        (func $next (result i64) (global.set $count (i64.add (global.get $count) (i64.const 1))) (global.get $count))
        """;

    [Theory]
    [InlineData("(call $next) (call $next) (call $next) (call $next) (call $next) (i64.add128) (i64.const 9)", new long[] { 1, 6, 8, 9 })]
    [InlineData("(global.get $count) (i64.mul_wide_s (call $next) (i64.const -1)) (global.get $count)", new long[] { 0, -1, -1, 1 })]
    [InlineData("(i64.mul_wide_u (i64.const -1) (i64.const -1)) (i64.mul_wide_u (i64.const -1) (i64.const -1))", new long[] { 1, -2, 1, -2 })]
    [InlineData("(i64.sub128 (i64.add128 (local.get 0) (i64.const 0) (i64.const -1) (i64.const 0)) (i64.const 8) (i64.const 0)) (local.get 0) (call $next)", new long[] { -2, 0, 7, 1 })]
    [InlineData("(local.get 0) (i64.mul_wide_s (local.get 0) (local.tee 0 (i64.const -3))) (local.get 0)", new long[] { 7, -21, -1, -3 })]
    public void Operands_are_evaluated_in_order(string body, long[] expected)
    {
        string wat = $"""(module {Counter} (func (export "f") (param i64) (result i64 i64 i64 i64) {body}))""";
        var engine = new Engine(EngineOptions.Default with { Features = Features.Wasm3 | Features.WideArithmetic });
        Value[] results = engine.Compile(WatParser.Parse(wat)).Instantiate().GetFunction("f").Invoke(7L);
        Assert.Equal(expected, results.Select(result => result.AsInt64()));
    }
}
