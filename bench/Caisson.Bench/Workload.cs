namespace Caisson.Bench;

/// <summary>A program and how its inner part is timed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Its module, relative to the programs' folder.</param>
/// <param name="IsQuick">Whether the quick mode runs it.</param>
internal sealed record Workload(string Name, string File, bool IsQuick = false)
{
    /// <summary>The root of the repository that this program was built from.</summary>
    public static string Repository { get; } = Roots().First();

    /// <summary>The folder of the programs: in $CAISSON_SUITES, ../shared beside the repository, or .suites in it; null when there is none.</summary>
    public static string? Folder { get; } = Folders().Select(folder => Path.Combine(folder, "realworld")).FirstOrDefault(Directory.Exists);

    /// <summary>All programs. Those of sightglass call bench.start and bench.end around their inner part; CoreMark measures itself.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("coremark", "wasm3/coremark.wasm"),
        new("blake3-scalar", "sightglass-blake3-scalar/benchmark.wasm"),
        new("hashset", "sightglass-hashset/benchmark.wasm"),
        new("pulldown-cmark", "sightglass-pulldown-cmark/benchmark.wasm", IsQuick: true),
        new("quicksort", "sightglass-quicksort/benchmark.wasm"),
        new("rust-json", "sightglass-rust-json/benchmark.wasm"),
        new("shootout-base64", "sightglass-shootout-base64/shootout-base64.wasm"),
        new("shootout-heapsort", "sightglass-shootout-heapsort/shootout-heapsort.wasm"),
        new("shootout-keccak", "sightglass-shootout-keccak/shootout-keccak.wasm", IsQuick: true),
        new("shootout-minicsv", "sightglass-shootout-minicsv/shootout-minicsv.wasm"),
        new("shootout-xblabla20", "sightglass-shootout-xblabla20/shootout-xblabla20.wasm", IsQuick: true),
        new("tinygo-regex", "sightglass-tinygo/tinygo-regex.wasm"),
    ];

    /// <summary>Whether the program tells its speed itself, on standard output, instead of calling bench.start and bench.end.</summary>
    public bool MeasuresItself => Name == "coremark";

    /// <summary>The bytes of the module.</summary>
    public byte[] Bytes => System.IO.File.ReadAllBytes(Path.Combine(Folder!, File));

    /// <summary>The folder that the program finds its input in.</summary>
    public string Input => Path.GetDirectoryName(Path.Combine(Folder!, File))!;

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("CAISSON_SUITES") is { Length: > 0 } folder) yield return folder;
        foreach (string root in Roots())
        {
            yield return Path.Combine(root, "..", "shared");
            yield return Path.Combine(root, ".suites");
        }
    }

    private static IEnumerable<string> Roots()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (System.IO.File.Exists(Path.Combine(at.FullName, "Caisson.slnx"))) yield return at.FullName;
    }
}
