namespace Caisson.Cli.Wast;

/// <summary>
/// Counts what becomes of the assertions of scripts, and prints those that fail. Thread-safe, because scripts may start threads.
/// </summary>
/// <param name="output">Where to print.</param>
/// <param name="verbose">Whether to print what is skipped, too.</param>
internal sealed class ScriptReport(TextWriter output, bool verbose)
{
    private readonly Lock _gate = new();
    private readonly ScriptCounts[] _counts = new ScriptCounts[Enum.GetValues<ScriptPhase>().Length];

    /// <summary>All counts.</summary>
    public ScriptCounts Counts => Enum.GetValues<ScriptPhase>().Aggregate(default(ScriptCounts), (sum, phase) => sum + this[phase]);

    /// <summary>The counts of one phase.</summary>
    public ScriptCounts this[ScriptPhase phase]
    {
        get
        {
            lock (_gate) return _counts[(int)phase];
        }
    }

    /// <summary>Counts an assertion that holds.</summary>
    /// <param name="phase">What it is about.</param>
    public void Pass(ScriptPhase phase) => Count(phase, new ScriptCounts(1, 0, 0));

    /// <summary>Counts and prints an assertion that doesn't hold, or another directive that doesn't succeed.</summary>
    /// <param name="phase">What it is about.</param>
    /// <param name="place">File and line.</param>
    /// <param name="why">What was expected, and what happened.</param>
    public void Fail(ScriptPhase phase, string place, string why)
    {
        lock (_gate)
        {
            Count(phase, new ScriptCounts(0, 1, 0));
            output.WriteLine($"{place}: {why}");
        }
    }

    /// <summary>Counts something that can't be checked, because the engine doesn't support it.</summary>
    /// <param name="phase">What it is about.</param>
    /// <param name="place">File and line.</param>
    /// <param name="why">What isn't supported.</param>
    public void Skip(ScriptPhase phase, string place, string why)
    {
        lock (_gate)
        {
            Count(phase, new ScriptCounts(0, 0, 1));
            if (verbose) output.WriteLine($"{place}: skipped: {why}");
        }
    }

    private void Count(ScriptPhase phase, ScriptCounts counts)
    {
        lock (_gate) _counts[(int)phase] += counts;
    }
}
