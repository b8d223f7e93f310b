namespace Caisson.Wasm.Tests.Text;

/// <summary>
/// Finds the scripts of the specification's test suite: in $CAISSON_SUITES, in ../shared/suites beside the project, or in its
/// folder .suites. Where CI is true they must be there; elsewhere tests without them are skipped.
/// </summary>
internal static class SpecScripts
{
    public static readonly string? Folder = Find();

    /// <summary>All scripts, as paths relative to the suite with forward slashes; one empty path when there is no suite.</summary>
    public static TheoryData<string> All { get; } = new(Folder is null ? [""] : Paths(Folder));

    /// <summary>Reads a script; skips the test when there is no suite.</summary>
    public static byte[] Read(string path)
    {
        if (Folder is not null) return File.ReadAllBytes(Path.Combine(Folder, path));
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "The specification's test suite isn't here; set CAISSON_SUITES.");
        throw new DirectoryNotFoundException("The specification's test suite is missing.");
    }

    private static IEnumerable<string> Paths(string folder) => Directory
        .EnumerateFiles(folder, "*.wast", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static string? Find()
    {
        List<string> candidates = [];
        if (Environment.GetEnvironmentVariable("CAISSON_SUITES") is { Length: > 0 } suites) candidates.Add(suites);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Caisson.slnx"))) continue;
            candidates.Add(Path.Combine(folder.FullName, "..", "shared", "suites"));
            candidates.Add(Path.Combine(folder.FullName, ".suites"));
        }
        return candidates.Select(candidate => Path.GetFullPath(Path.Combine(candidate, "spec"))).FirstOrDefault(Directory.Exists);
    }
}
