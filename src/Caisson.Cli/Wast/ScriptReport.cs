using System.Globalization;

namespace Caisson.Cli.Wast;

/// <summary>
/// Counts what becomes of the assertions of scripts, and prints those that fail. Thread-safe, because scripts may start threads.
/// </summary>
/// <param name="output">Where to print.</param>
/// <param name="verbose">Whether to print what is skipped, too.</param>
internal sealed class ScriptReport(TextWriter output, bool verbose)
{
    private readonly Lock _gate = new();

    /// <summary>Assertions that hold.</summary>
    public int Passed { get; private set; }

    /// <summary>Assertions that don't hold, and other directives that don't succeed.</summary>
    public int Failed { get; private set; }

    /// <summary>Assertions about something that the engine doesn't support.</summary>
    public int Skipped { get; private set; }

    /// <summary>The counts as one line.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    /// <summary>Counts an assertion that holds.</summary>
    public void Pass()
    {
        lock (_gate) Passed++;
    }

    /// <summary>Counts and prints a failure.</summary>
    /// <param name="place">File and line.</param>
    /// <param name="why">What was expected, and what happened.</param>
    public void Fail(string place, string why)
    {
        lock (_gate)
        {
            Failed++;
            output.WriteLine($"{place}: {why}");
        }
    }

    /// <summary>Counts an assertion that can't be checked.</summary>
    /// <param name="place">File and line.</param>
    /// <param name="why">What isn't supported.</param>
    public void Skip(string place, string why)
    {
        lock (_gate)
        {
            Skipped++;
            if (verbose) output.WriteLine($"{place}: skipped: {why}");
        }
    }
}
