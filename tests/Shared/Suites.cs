namespace Caisson.Tests;

/// <summary>
/// The conformance suites and real programs, which are not part of the repository: in the folder that the variable
/// CAISSON_SUITES names, in <c>../shared</c> beside the repository, or in <c>.suites</c> within it. A test without its suite is
/// skipped, and fails where CI=true.
/// </summary>
internal static class Suites
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The path of a file or folder of a suite; skips the test when there is none.</summary>
    /// <param name="path">Its path within the suites, with slashes: <c>suites/spec</c>.</param>
    public static string Find(string path)
    {
        if (TryFind(path) is { } found) return found;
        string reason = $"{path} is not in $CAISSON_SUITES, ../shared or .suites";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
        return reason;
    }

    /// <summary>The path of a file or folder of a suite, or null when there is none; for making lists of tests.</summary>
    /// <param name="path">Its path within the suites, with slashes: <c>suites/spec</c>.</param>
    public static string? TryFind(string path) =>
        Folders().Select(folder => Path.GetFullPath(Path.Combine(folder, path))).FirstOrDefault(Path.Exists);

    /// <summary>All files of a folder of the suites and of the folders in it, in a fixed order.</summary>
    /// <param name="folder">Its path within the suites, with slashes.</param>
    /// <param name="pattern">Pattern of the file names.</param>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Find(folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("CAISSON_SUITES") is { Length: > 0 } folder) yield return folder;
        yield return Path.Combine(Repository, "..", "shared");
        yield return Path.Combine(Repository, ".suites");
    }

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Caisson.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no Caisson.slnx above {AppContext.BaseDirectory}");
    }
}
