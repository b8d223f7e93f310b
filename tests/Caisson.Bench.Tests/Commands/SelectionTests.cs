using Caisson.Bench.Commands;
using Caisson.Bench.Contenders;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Tests.Commands;

/// <summary>What a command line asks for.</summary>
public class SelectionTests
{
    [Fact]
    public void Everything_without_options()
    {
        WorkloadPart part = Assert.Single(Kernels().WorkloadParts());
        Assert.Equal(Kernel.All().Length, part.Workloads.Count);
        Assert.True(part.Rounds > 3);
    }

    [Fact]
    public void Quick_is_fewer_workloads_and_rounds()
    {
        WorkloadPart part = Assert.Single(Kernels(quick: true).WorkloadParts());
        Assert.InRange(part.Workloads.Count, 5, Kernel.All().Length / 2);
        Assert.InRange(part.Rounds, 1, 3);
    }

    [Fact]
    public void Names_count_more_than_quick()
    {
        WorkloadPart part = Assert.Single(Kernels(quick: true, only: ["FIB", "queens"], rounds: 7).WorkloadParts());
        Assert.Equal(["fib", "queens"], part.Workloads.Select(workload => workload.Name));
        Assert.Equal(7, part.Rounds);
    }

    [Fact]
    public void Contenders_are_those_named() =>
        Assert.Equal(["caisson", "wasmtime"], Kernels(contenders: ["wasmtime", "caisson"]).Contenders.Select(contender => contender.Name));

    [Fact]
    public void Unknown_names_are_errors()
    {
        Assert.Contains("no contender is called wasmtme", Kernels(contenders: ["wasmtme"]).Problem(), StringComparison.Ordinal);
        Assert.Contains("nothing is called fob", Kernels(only: ["fob"]).Problem(), StringComparison.Ordinal);
        Assert.NotNull(Kernels(rounds: 0).Problem());
        Assert.Null(Kernels(only: ["fib", "kernels"], contenders: ["gcc"]).Problem());
    }

    [Fact]
    public void Every_column_is_of_contenders_that_there_are()
    {
        string[] names = [.. Contender.All.Select(contender => contender.Name)];
        Assert.All(Bench.Report.RatioColumn.All, column => Assert.True(names.Contains(column.Of) && names.Contains(column.Over), column.Title));
    }

    private static Selection Kernels(bool quick = false, string[]? only = null, string[]? contenders = null, int? rounds = null) =>
        new(Parts.Kernels, quick, only ?? [], contenders ?? [], rounds);
}
