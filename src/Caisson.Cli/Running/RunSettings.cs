namespace Caisson.Cli.Running;

/// <summary>What <c>caisson run</c> was asked to do, checked.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">What follows it on the command line.</param>
/// <param name="Guest">What it may use.</param>
internal sealed record RunSettings(string File, string[] Arguments, GuestSettings Guest)
{
    /// <summary>The export to call instead of running the program.</summary>
    public string? Invoke { get; init; }

    /// <summary>How long the guest may run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Import modules whose functions do nothing.</summary>
    public IReadOnlyCollection<string> Stubs { get; init; } = [];

    /// <summary>No warnings.</summary>
    public bool Quiet { get; init; }

    /// <summary>Print how long each step took.</summary>
    public bool Verbose { get; init; }
}
