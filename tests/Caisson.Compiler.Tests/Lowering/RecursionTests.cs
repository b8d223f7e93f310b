using Caisson.Compiler.Tests.Passes;
using Caisson.Runtime;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>A small function that calls itself is lowered once more where it does.</summary>
public sealed class RecursionTests
{
    private const string Fibonacci = """
        (func $f (export "f") (param i32) (result i32)
          (if (i32.lt_u (local.get 0) (i32.const 2)) (then (return (local.get 0))))
          (i32.add (call $f (i32.sub (local.get 0) (i32.const 1))) (call $f (i32.sub (local.get 0) (i32.const 2)))))
        """;

    [Fact]
    public void Every_call_becomes_the_function_which_calls_in_turn()
    {
        Assert.Equal(2, Calls(Emitted.Last(Fibonacci, "Inlining")));
        Assert.Equal(4, Calls(Emitted.Last(Fibonacci)));
        Assert.Equal([0, 1, 1, 2, 3, 5, 8], Enumerable.Range(0, 7).Select(n => Guest.I32(Fibonacci, n)));
        Assert.Equal(6765, Guest.I32(Fibonacci, 20));
    }

    [Theory]
    [InlineData("locals begin as zero at every call", "(local i32) (local.set 1 (i32.add (local.get 1) (local.get 0))) (if (local.get 0) (then (local.set 1 (i32.add (local.get 1) (call $f (i32.sub (local.get 0) (i32.const 1))))))) (local.get 1)", 55)]
    [InlineData("in a loop, too", "(local i32 i32) (local.set 1 (local.get 0)) (block $done (loop $next (br_if $done (i32.eqz (local.get 1))) (local.set 1 (i32.sub (local.get 1) (i32.const 1))) (local.set 2 (i32.add (local.get 2) (i32.add (call $f (local.get 1)) (i32.const 1)))) (br $next))) (local.get 2)", 1023)]
    [InlineData("operands before a call stay", "(if (i32.eqz (local.get 0)) (then (return (i32.const 1)))) (i32.sub (i32.mul (local.get 0) (i32.const 3)) (call $f (i32.sub (local.get 0) (i32.const 1))))", 16)]
    [InlineData("a table of branches", "(block $two (block $one (block $zero (br_table $zero $one $two (local.get 0))) (return (i32.const 100))) (return (i32.const 200))) (i32.add (call $f (i32.sub (local.get 0) (i32.const 2))) (i32.const 1))", 105)]
    [InlineData("a branch to the function's own label", "(drop (br_if 0 (i32.const 5) (i32.eqz (local.get 0)))) (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1))))", 15)]
    [InlineData("an argument that the callee changes", "(local i32) (if (i32.eqz (local.get 0)) (then (return (i32.const 0)))) (local.set 1 (call $f (i32.sub (local.get 0) (i32.const 1)))) (local.set 0 (i32.add (local.get 0) (i32.const 1))) (i32.add (local.get 0) (local.get 1))", 65)]
    [InlineData("an end that isn't reached", "(if (i32.eqz (local.get 0)) (then (return (i32.const 9)))) (return (call $f (i32.sub (local.get 0) (i32.const 1)))) (unreachable)", 9)]
    [InlineData("through a table, which stays a call", "(if (i32.eqz (local.get 0)) (then (return (i32.const 0)))) (i32.add (call_indirect (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)) (i32.add (i32.const 1) (i32.mul (i32.const 0) (call $f (i32.const 0)))))", 10)]
    [InlineData("a small function inside", "(if (i32.eqz (local.get 0)) (then (return (i32.const 0)))) (i32.add (call $max (local.get 0) (i32.const 4)) (call $f (i32.sub (local.get 0) (i32.const 1))))", 61)]
    public void Results_are_those_of_calls(string what, string body, int expected)
    {
        string wat = $"""
            (table 1 funcref) (elem (i32.const 0) $f)
            (func $max (param i32 i32) (result i32) (if (i32.gt_s (local.get 0) (local.get 1)) (then (return (local.get 0)))) (local.get 1))
            (func $f (export "f") (param i32) (result i32) {body})
            """;
        Assert.Equal(expected, Guest.I32(wat, 10));
        Assert.True(Emitted.Last(wat).Count > Emitted.Last(wat, "Inlining").Count, what);
    }

    [Theory]
    [InlineData("(param i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)", "(i32.const 1) (i32.const 1) (i32.const 1) (i32.const 1) (i32.const 1) (i32.const 1) (i32.const 1) (i32.const 1) (i32.const 1) (call $f)")]
    [InlineData("(result i32)", "(return_call $f)")]
    [InlineData("(result i32)", "(try_table (result i32) (call $f))")]
    [InlineData("(result i32 i32)", "(call $f)")]
    public void What_would_cost_more_or_means_more_stays_a_call(string type, string body)
    {
        string wat = $"(func $f {type} {body})";
        Assert.Equal(Emitted.Last(wat, "Inlining"), Emitted.Last(wat));
    }

    [Fact]
    public void Traps_inside_are_those_of_the_function()
    {
        const string wat = """
            (func $f (export "f") (param i32) (result i32)
              (if (i32.eqz (local.get 0)) (then (return (i32.div_u (i32.const 1) (local.get 0)))))
              (i32.add (call $f (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
            """;
        TrapException trap = Assert.Throws<TrapException>(() => Guest.I32(wat, 3));
        Assert.Equal(TrapKind.IntegerDivideByZero, trap.Kind);
        Assert.NotEmpty(trap.Frames);
        Assert.All(trap.Frames, frame => Assert.Equal("f", frame.ToString()));
    }

    [Fact]
    public void Fuel_is_counted_as_ever()
    {
        Instance counted = new Engine(EngineOptions.Default with { Fuel = 1_000_000 }).Compile(Caisson.Wasm.Text.WatParser.Parse(Fibonacci)).Instantiate();
        Assert.Equal(55, counted.GetFunction<Func<int, int>>("f")(10));
    }

    private static int Calls(List<string> il) => il.Count(line => line.EndsWith(".f0", StringComparison.Ordinal));
}
