namespace Caisson.Cli.Tests.Wast;

/// <summary>
/// The directives that are known to fail, in two parts: debt, and by design. One that starts to succeed fails its test, so that
/// the list can only shrink. A line is a heading in brackets, or a place, two spaces and the reason.
/// </summary>
internal sealed class ScriptExclusions
{
    private readonly HashSet<string> _places;

    private ScriptExclusions(IEnumerable<string> places) => _places = [.. places];

    /// <summary>Reads a list.</summary>
    /// <param name="name">Name of the file.</param>
    public static ScriptExclusions Read(string name) => new(
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Wast", name))
        where line.Contains("  ", StringComparison.Ordinal)
        select line.Split("  ", 2)[0]);

    /// <summary>What is wrong: failures that are not excluded, and exclusions that don't fail.</summary>
    /// <param name="path">Path of the script.</param>
    /// <param name="failures">What the script printed.</param>
    public IEnumerable<string> Compare(string path, string[] failures)
    {
        HashSet<string> failed = [.. failures.Select(PlaceOf)];
        IEnumerable<string> unexpected = failures.Where(failure => !_places.Contains(PlaceOf(failure)));
        IEnumerable<string> repaid = _places.Where(place => place.StartsWith(path + ":", StringComparison.Ordinal) && !failed.Contains(place));
        return [.. unexpected, .. repaid.Select(place => $"{place} succeeds now: take it out of the list of exclusions")];
    }

    // FILE:LINE: why
    private static string PlaceOf(string failure) => failure[..failure.IndexOf(": ", StringComparison.Ordinal)];
}
