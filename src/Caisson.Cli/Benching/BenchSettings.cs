using Caisson.Runtime;

namespace Caisson.Cli.Benching;

/// <summary>What <c>caisson bench</c> was asked to measure, checked.</summary>
/// <param name="File">The module.</param>
/// <param name="Arguments">What follows it on the command line.</param>
internal sealed record BenchSettings(string File, string[] Arguments)
{
    /// <summary>The export to call; null to run a program from its start.</summary>
    public string? Invoke { get; init; }

    /// <summary>Largest number of times that a step is taken.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>Threads that validate and compile together.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How accesses outside a memory are found.</summary>
    public MemoryChecks MemoryChecks { get; init; }

    /// <summary>Import modules whose functions do nothing.</summary>
    public IReadOnlyCollection<string> Stubs { get; init; } = [];
}
