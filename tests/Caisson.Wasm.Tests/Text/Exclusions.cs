namespace Caisson.Wasm.Tests.Text;

/// <summary>Assertions of the specification's test suite that don't hold, by design. One that holds fails its test.</summary>
internal static class Exclusions
{
    private static readonly HashSet<(string Path, int Line)> ByDesign =
    [
        // Limits have 64 bits since memory64; memory.wast wants the same modules to be well-formed, but invalid.
        ("proposals/threads/memory.wast", 83),
        ("proposals/threads/memory.wast", 87),
        ("proposals/threads/memory.wast", 91),
    ];

    /// <summary>Whether an assertion doesn't hold.</summary>
    public static bool Contains(string path, int line) => ByDesign.Contains((path, line));
}
