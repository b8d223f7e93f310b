using System.Diagnostics;
using System.Text;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Lowering;

/// <summary>Functions of extreme shapes compile and run, neither recursing as deep as they nest nor in quadratic time.</summary>
public sealed class SizeTests
{
    // Not a measurement: machines that run tests are busy. What is quadratic takes longer by far.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("block")]
    [InlineData("loop")]
    [InlineData("local.get 0 if")]
    public void Deep_nesting(string start) =>
        Assert.Equal(5, Run("", Repeat(start + "\n", 10_000) + Repeat("end\n", 10_000) + "i32.const 5", 1));

    [Fact]
    public void Deep_nesting_with_values() =>
        Assert.Equal(10_001, Run("", Repeat("block (result i32)\n", 10_000) + "local.get 0\n" + Repeat("i32.const 1 i32.add end\n", 10_000), 1));

    [Fact]
    public void A_deep_operand_stack() =>
        Assert.Equal(10_000, Run("", Repeat("local.get 0\n", 10_000) + Repeat("i32.add\n", 9_999), 1));

    [Fact]
    public void A_deep_operand_stack_with_effects() =>
        Assert.Equal(0, Run("", Repeat("local.get 0 i32.load local.get 0 i32.const 0 i32.store\n", 10_000) + Repeat("i32.add\n", 9_999), 1));

    [Fact]
    public void A_deep_operand_stack_below_blocks() =>
        Assert.Equal(10_000, Run("", Repeat("local.get 0 block end\n", 10_000) + Repeat("i32.add\n", 9_999), 1));

    [Theory]
    [InlineData("local.get 0 local.get 0 local.set 0")]
    [InlineData("i32.const 5 local.get 0 local.set 0")]
    [InlineData("local.get 0 i32.load block end")]
    [InlineData("i32.const 0 br_if 0 local.get 0 global.set 0 i32.const 5")]
    [InlineData("i32.const 1 local.get 0 br_if 0")]
    public void A_very_deep_operand_stack_takes_linear_time(string step)
    {
        Module module = Compile("", $"block (result i32) local.get 0 {Repeat(step + "\n", 200_000)} return end");
        var watch = Stopwatch.StartNew();
        module.CompileAll(TestContext.Current.CancellationToken);
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_long_chain_of_operators() =>
        Assert.Equal(100_001, Run("", "local.get 0\n" + Repeat("i32.const 1 i32.add\n", 100_000), 1));

    [Fact]
    public void A_long_chain_of_selections() =>
        Assert.Equal(1, Run("", "local.get 0\n" + Repeat("i32.const 3 local.get 0 select\n", 20_000), 1));

    [Fact]
    public void Many_locals() =>
        Assert.Equal(7, Run($"(local{Repeat(" i32", 49_999)})", "i32.const 7 local.set 49999 local.get 49999", 1));

    [Fact]
    public void Many_locals_in_use()
    {
        var body = new StringBuilder();
        for (int i = 1; i < 50_000; i++) body.Append($"local.get {i - 1} local.set {i}\n");
        Assert.Equal(7, Run($"(local{Repeat(" i32", 49_999)})", body + "local.get 49999", 7));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99_999, 1)]
    [InlineData(100_000, 2)]
    public void A_large_branch_table(int index, int expected) =>
        Assert.Equal(expected, Run("", $"block block local.get 0 br_table {Repeat("0 ", 100_000)} 1 end i32.const 1 return end i32.const 2", index));

    [Theory]
    [InlineData(0, 6)]
    [InlineData(99_999, 5)]
    [InlineData(100_000, 6)]
    public void A_large_branch_table_with_a_value(int index, int expected) =>
        Assert.Equal(expected, Run("", $"block (result i32) i32.const 5 local.get 0 br_table {Repeat("0 1 ", 50_000)} 0 end i32.const 1 i32.add", index));

    [Theory]
    [InlineData("block\n", "end\n")]
    [InlineData("loop\n", "end\n")]
    [InlineData("local.get 0 if\n", "end\n")]
    [InlineData("block local.get 0 br_if 0\n", "end\n")]
    public void Nesting_100_000_deep(string start, string end) =>
        Assert.Equal(5, Run("", Repeat(start, 100_000) + Repeat(end, 100_000) + "i32.const 5", 0));

    [Fact]
    public void Conditions_within_conditions_100_000_deep() => Assert.Equal(
        1, Run("", Repeat("(if (result i32) ", 100_000) + "(local.get 0)" + Repeat("(then (i32.const 1)) (else (i32.const 0)))", 100_000), 1));

    [Fact]
    public void Operands_within_operands_100_000_deep() =>
        Assert.Equal(100_001, Run("", Repeat("(i32.add (i32.const 1) ", 100_000) + "(local.get 0)" + Repeat(")", 100_000), 1));

    [Fact]
    public void A_branch_table_of_a_million_labels() =>
        Assert.Equal(2, Run("", $"block block local.get 0 br_table {Repeat("0 ", 1_000_000)} 1 end i32.const 1 return end i32.const 2", 1_000_000));

    [Fact]
    public void A_function_of_10_MB()
    {
        Module module = Compile("", "local.get 0\n" + Repeat("i32.const 1 i32.add\n", 3_400_000));
        module.CompileAll(TestContext.Current.CancellationToken);
    }

    private static int Run(string locals, string body, int argument)
    {
        var watch = Stopwatch.StartNew();
        Value[] results = Compile(locals, body).Instantiate().GetFunction("f").Invoke(argument);
        Assert.True(watch.Elapsed < Patience, $"took {watch.Elapsed}");
        return Assert.Single(results).AsInt32();
    }

    private static Module Compile(string locals, string body) =>
        new Engine().Compile(WatParser.Parse($"(memory 1) (global (mut i32) (i32.const 0)) (func (export \"f\") (param i32) (result i32) {locals} {body})"));

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
