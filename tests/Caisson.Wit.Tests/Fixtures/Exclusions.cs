namespace Caisson.Wit.Tests.Fixtures;

/// <summary>
/// The fixtures that must be refused, in two parts: debt, and by design. One that is taken fails its test, so that the list can only
/// shrink. A line is a heading in brackets, or a name, two spaces, what the error begins with, two spaces and the reason.
/// </summary>
internal static class Exclusions
{
    /// <summary>What the error of each excluded fixture begins with.</summary>
    public static IReadOnlyDictionary<string, string> Errors { get; } = (
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "exclusions.txt"))
        let parts = line.Split("  ", 3)
        where parts.Length == 3
        select parts).ToDictionary(parts => parts[0], parts => parts[1]);
}
