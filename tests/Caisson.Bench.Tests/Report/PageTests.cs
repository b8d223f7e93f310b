using Caisson.Bench.Compilation;
using Caisson.Bench.Measuring;
using Caisson.Bench.Report;
using Caisson.Bench.Workloads;
using Caisson.Tests;

namespace Caisson.Bench.Tests.Report;

/// <summary>The page that --write writes, from numbers that are easy to check by hand.</summary>
public class PageTests
{
    private static readonly Circumstances Here = new("Processor 1000", 2, new DateOnly(2026, 1, 31), ["Engine 1.2"], 1.25, "all --quick --write");

    private static readonly Results Results = new()
    {
        Rows =
        [
            Row("sum", Sets.Kernels, ("caisson", 80), ("explicit", 88), ("wasmtime", 100), ("wasmtime-epoch", 160), ("clang", 40)),
            Row("sort", Sets.Kernels, ("caisson", 125), ("explicit", 125), ("wasmtime", 100), ("clang", 100)),
            Row("interpreter", Sets.Interpreters, ("caisson", 100), ("wasmtime", 200), ("v8", 50)),
            Row("libsodium-a", Sets.Libsodium, ("caisson", 2), ("wasmtime", 1)),
            Row("libsodium-b", Sets.Libsodium, ("caisson", 8), ("wasmtime", 1)),
        ],
        Compilations =
        [
            new CompileRow(BigModule.Large, 16_000_000) { Decode = 10, Validate = 200, FirstCall = 500, All = 20_000, Wasmtime = 10_000, FirstCallBytes = 64_000_000, AllBytes = 320_000_000, WasmtimeBytes = 160_000_000 },
            new CompileRow("never called", 1_000_000) { Decode = 1, Validate = 2 },
        ],
        Rounds = ["kernels: best of 2"],
        Failures = ["sort on v8: returned 1, not 2"],
        Omissions = ["gcc: gcc is not installed"],
    };

    [Fact]
    public void Page_is_the_snapshot()
    {
        string file = Path.Combine(Suites.Repository, "tests", "Caisson.Bench.Tests", "Report", "page.txt");
        string page = PerformancePage.Write(Results, Here);
        if (Environment.GetEnvironmentVariable("BLESS") == "1") File.WriteAllText(file, page);
        else Assert.Equal(File.ReadAllText(file), page);
    }

    [Fact]
    public void Page_warns_when_the_machine_was_busy()
    {
        Assert.Contains("| load | 2.4 |", PerformancePage.Write(Results, Here with { Load = 2.4 }), StringComparison.Ordinal);
        Assert.Contains("| load | 2.6: **other", PerformancePage.Write(Results, Here with { Load = 2.6 }), StringComparison.Ordinal);
    }

    [Fact]
    public void CoreMark_has_a_target_of_its_own()
    {
        Results native = new() { Rows = [Row("coremark", Sets.CoreMark, ("caisson", 12), ("clang", 10))] };
        Assert.Contains("| CoreMark's time ÷ that of clang -O3 | 1.10 | 1.20 | **no** |", Target.Table(native), StringComparison.Ordinal);
        Assert.Contains("| CoreMark's time ÷ that of clang -O3 | 1.10 | – | not measured", Target.Table(Results), StringComparison.Ordinal);
    }

    [Fact]
    public void Libsodium_counts_as_one_program_in_the_means()
    {
        // 0.8, 1.25, 0.5, and 4 for both programs of libsodium.
        Assert.Equal(Math.Pow(0.8 * 1.25 * 0.5 * 4, 1 / 4.0), MarkdownTable.Mean(RatioColumn.Wasmtime, Results.Rows)!.Value, 12);
    }

    [Fact]
    public void Columns_without_a_number_are_left_out()
    {
        string table = MarkdownTable.OfWorkloads([Row("x", Sets.Kernels, ("caisson", 1), ("gcc", 2))], "kernel");
        Assert.Contains("÷ gcc", table, StringComparison.Ordinal);
        Assert.DoesNotContain("÷ V8", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(90, "yes")]
    [InlineData(91, "**no**")]
    public void Target_is_reached_up_to_its_bound(double time, string verdict)
    {
        var results = new Results { Rows = [Row("x", Sets.Kernels, ("caisson", time), ("wasmtime", 100))] };
        Assert.Contains($"over all | 0.90 | {time / 100:0.00} | {verdict} |", Target.Table(results), StringComparison.Ordinal);
    }

    private static Row Row(string name, string set, params (string Contender, double Best)[] times) =>
        new(name, set, times.ToDictionary(time => time.Contender, time => new Sample([time.Best, time.Best * 1.1, time.Best * 1.2])));
}
