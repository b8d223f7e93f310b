using System.Globalization;

namespace Caisson.Cli.Wast;

/// <summary>What became of assertions.</summary>
/// <param name="Passed">They hold.</param>
/// <param name="Failed">They don't hold; also other directives that don't succeed.</param>
/// <param name="Skipped">They are about something that the engine doesn't support.</param>
internal readonly record struct ScriptCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>Number of assertions.</summary>
    public int Total => Passed + Failed + Skipped;

    /// <summary>The sum.</summary>
    public static ScriptCounts operator +(ScriptCounts a, ScriptCounts b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    /// <summary>As a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
