using Caisson.Bench.Compilation;
using Caisson.Bench.Measuring;

namespace Caisson.Bench.Report;

/// <summary>All that one command measured.</summary>
internal sealed record Results
{
    /// <summary>The workloads that ran.</summary>
    public IReadOnlyList<Row> Rows { get; init; } = [];

    /// <summary>The modules that were compiled.</summary>
    public IReadOnlyList<CompileRow> Compilations { get; init; } = [];

    /// <summary>How many rounds, a line for each part.</summary>
    public IReadOnlyList<string> Rounds { get; init; } = [];

    /// <summary>Errors and wrong answers.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>What a contender can't run, or wasn't there for.</summary>
    public IReadOnlyList<string> Omissions { get; init; } = [];
}

/// <summary>Where and when something was measured.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Processors">How many there are.</param>
/// <param name="Date">The day.</param>
/// <param name="Versions">Of the contenders.</param>
/// <param name="Load">How many processes wanted a processor in the last minutes; null when the system doesn't tell.</param>
/// <param name="Command">The arguments of the command.</param>
internal sealed record Circumstances(string Processor, int Processors, DateOnly Date, IReadOnlyList<string> Versions, double? Load, string Command);
