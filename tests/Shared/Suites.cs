namespace Caisson.Tests;

/// <summary>
/// Finds the conformance suites, which are not part of the project: in the folder that the variable CAISSON_SUITES names, in
/// <c>../shared</c> beside the project, or in <c>.suites</c> within it. A test without its suite is skipped, except where CI=true.
/// </summary>
internal static class Suites
{
    /// <summary>The path of a file or folder of a suite.</summary>
    /// <param name="relativePath">Where it is in the shared folder: <c>suites/spec</c>.</param>
    public static string Find(string relativePath)
    {
        if (TryFind(relativePath) is { } path) return path;
        string reason = $"{relativePath} is not in $CAISSON_SUITES, ../shared or .suites";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
        return reason;
    }

    /// <summary>The path of a file or folder of a suite, or null when there is none; for making lists of tests.</summary>
    /// <param name="relativePath">Where it is in the shared folder: <c>suites/spec</c>.</param>
    public static string? TryFind(string relativePath) =>
        Folders().Select(folder => Path.GetFullPath(Path.Combine(folder, relativePath))).FirstOrDefault(Path.Exists);

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("CAISSON_SUITES") is { Length: > 0 } folder) yield return folder;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Caisson.slnx"))) continue;
            yield return Path.Combine(at.FullName, "..", "shared");
            yield return Path.Combine(at.FullName, ".suites");
        }
    }
}
