namespace Caisson.Tests;

/// <summary>
/// The conformance suites and real programs that stand outside the repository: in <c>$CAISSON_SUITES</c>, else in a folder
/// <c>shared</c> beside the repository or above, else in <c>.suites</c> in the repository. A test that needs a file that isn't there
/// is skipped, or fails where <c>CI=true</c>.
/// </summary>
internal static class Suites
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = Ancestors(AppContext.BaseDirectory).First(folder => File.Exists(Path.Combine(folder, "Caisson.slnx")));

    /// <summary>The path of a file or folder of the suites.</summary>
    /// <param name="path">Its path within the suites, with slashes.</param>
    public static string Find(string path)
    {
        if (TryFind(path) is { } full) return full;
        string reason = $"{path} is not in {Root ?? string.Join(", ", Candidates())}: set CAISSON_SUITES";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }

    /// <summary>The path of a file or folder of the suites, or null when there is none; for making lists of tests.</summary>
    /// <param name="path">Its path within the suites, with slashes.</param>
    public static string? TryFind(string path) =>
        Root is { } root && Path.Combine(root, path) is var full && Path.Exists(full) ? full : null;

    /// <summary>All files of a folder of the suites and of the folders in it, in a fixed order.</summary>
    /// <param name="folder">Its path within the suites, with slashes.</param>
    /// <param name="pattern">Pattern of the file names.</param>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Find(folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string? Root { get; } = Candidates().FirstOrDefault(Directory.Exists);

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("CAISSON_SUITES") is { Length: > 0 } set) yield return set;
        foreach (string folder in Ancestors(Repository).Skip(1)) yield return Path.Combine(folder, "shared");
        yield return Path.Combine(Repository, ".suites");
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent) yield return at.FullName;
    }
}
