using Caisson.Tests;

namespace Caisson.Components.Tests.Text;

/// <summary>The scripts of the suites that have components in them.</summary>
internal static class ComponentScripts
{
    private static readonly string[] Folders = ["suites/component-model", "suites/wasmtime-misc"];

    /// <summary>All scripts, as paths within the suites, with slashes; one empty path when there are none.</summary>
    public static IReadOnlyList<string> All { get; } = Paths() is { Count: > 0 } paths ? paths : [""];

    /// <summary>Reads a script; skips the test when there are no suites.</summary>
    public static byte[] Read(string path) => File.ReadAllBytes(Suites.Find(path.Length == 0 ? Folders[0] : path));

    private static List<string> Paths()
    {
        List<string> paths = [];
        foreach (string folder in Folders)
        {
            if (Suites.TryFind(folder) is not { } root) continue;
            IEnumerable<string> scripts = Directory.EnumerateFiles(root, "*.wast", SearchOption.AllDirectories)
                .Where(file => File.ReadAllText(file).Contains("(component", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);
            paths.AddRange(scripts.Select(file => $"{folder}/{Path.GetRelativePath(root, file).Replace('\\', '/')}"));
        }
        return paths;
    }
}
