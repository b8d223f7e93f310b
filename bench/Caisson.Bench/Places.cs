namespace Caisson.Bench;

/// <summary>Where things are.</summary>
internal static class Places
{
    /// <summary>The root of the repository that this program was built from.</summary>
    public static string Repository { get; } = Roots().First();

    /// <summary>The folder of the real programs: in $CAISSON_SUITES, in a folder shared beside the repository or above, or in .suites in it; null when there is none.</summary>
    public static string? Programs { get; } = Suites().Select(folder => Path.Combine(folder, "realworld")).FirstOrDefault(Directory.Exists);

    /// <summary>The folder of CoreMark's source, $CAISSON_COREMARK; null when it isn't set.</summary>
    public static string? CoreMark { get; } = Environment.GetEnvironmentVariable("CAISSON_COREMARK") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>Whether a program is on the path.</summary>
    /// <param name="program">Its name.</param>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static IEnumerable<string> Suites()
    {
        if (Environment.GetEnvironmentVariable("CAISSON_SUITES") is { Length: > 0 } folder) yield return folder;
        foreach (string root in Roots())
        {
            yield return Path.Combine(root, ".suites");
            for (DirectoryInfo? above = Directory.GetParent(root); above is not null; above = above.Parent)
                yield return Path.Combine(above.FullName, "shared");
        }
    }

    private static IEnumerable<string> Roots()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Caisson.slnx"))) yield return at.FullName;
    }
}
