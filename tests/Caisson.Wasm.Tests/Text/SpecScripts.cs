using Caisson.Tests;

namespace Caisson.Wasm.Tests.Text;

/// <summary>The scripts of the specification's test suite.</summary>
internal static class SpecScripts
{
    private const string Suite = "suites/spec";

    /// <summary>All scripts, as paths within the suite, with slashes; one empty path when there is no suite.</summary>
    public static IReadOnlyList<string> All { get; } = Suites.TryFind(Suite) is { } folder ? [.. Paths(folder)] : [""];

    /// <summary>Reads a script; skips the test when there is no suite.</summary>
    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Suites.Find(Suite), path));

    private static IEnumerable<string> Paths(string folder) => Directory
        .EnumerateFiles(folder, "*.wast", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
