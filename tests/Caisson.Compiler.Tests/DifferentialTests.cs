using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Targets;

namespace Caisson.Compiler.Tests;

/// <summary>The compiler against the interpreter, and sometimes Wasmtime, on modules that nobody thought of. eng/fuzz.sh runs more.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Batches = 8;
    private const int ModulesPerBatch = 250;
    private const int Snapshots = 400;

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, Batches).Select(batch => batch * 1_000_000)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_implementations_agree_about_generated_modules(int firstSeed)
    {
        IFuzzTarget target = FuzzTargets.Create("differential", new ComparisonOptions { WasmtimeEvery = 8 });
        var statistics = new Statistics();
        for (int seed = firstSeed; seed < firstSeed + ModulesPerBatch; seed++)
            if (target.Try(seed, statistics) is { } finding) Assert.Fail($"seed {seed}: {finding.Message}");
        output.WriteLine(statistics.ToString());
    }

    /// <summary>Running on from a snapshot is running on. More of them than above, and most of them possible.</summary>
    [Fact]
    public void A_snapshot_goes_on_where_the_instance_stood()
    {
        var options = new ComparisonOptions { SnapshotEvery = 1, WasmtimeEvery = 0, OracleEvery = 0, SplitEvery = 0, ExplicitEvery = 0 };
        IFuzzTarget target = FuzzTargets.Create("differential", options);
        var statistics = new Statistics();
        for (int seed = 9_000_000; seed < 9_000_000 + Snapshots; seed++)
            if (target.Try(seed, statistics) is { } finding) Assert.Fail($"seed {seed}: {finding.Message}");
        output.WriteLine(statistics.ToString());
        Assert.InRange(statistics["snapshots taken"], Snapshots, long.MaxValue);
    }
}
