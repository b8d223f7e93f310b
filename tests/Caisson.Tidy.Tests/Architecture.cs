namespace Caisson.Tidy.Tests;

/// <summary>The arrows of ARCHITECTURE.md as data: which of our assemblies, and which packages, a project may reference.</summary>
internal static class Architecture
{
    /// <summary>Our assemblies that each project may reference. A project that is missing here fails the tests.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        ["Caisson.Wasm"] = [],
        ["Caisson.Runtime"] = ["Caisson.Wasm"],
        ["Caisson.Compiler"] = ["Caisson.Runtime", "Caisson.Wasm"],
        ["Caisson.Wit"] = [],
        ["Caisson.Components"] = ["Caisson.Runtime", "Caisson.Wasm", "Caisson.Wit"],
        ["Caisson.Wasi"] = ["Caisson.Runtime", "Caisson.Wasm", "Caisson.Components"],
        ["Caisson.Cli"] = ["Caisson.Wasm", "Caisson.Runtime", "Caisson.Compiler", "Caisson.Wit", "Caisson.Components", "Caisson.Wasi"],
    };

    /// <summary>Packages that each project may reference; the libraries have none.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Packages = new Dictionary<string, string[]>
    {
        ["Caisson.Cli"] = ["Spectre.Console"],
    };

    /// <summary>Packages that run in the compiler only, so that every project may use them.</summary>
    public static readonly string[] Analyzers =
        ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.CodeAnalysis.PublicApiAnalyzers"];

    /// <summary>The names of the projects under <c>src/</c>.</summary>
    public static IEnumerable<string> Projects =>
        Repository.FilesUnder("src", ".csproj").Select(file => Path.GetFileNameWithoutExtension(file));

    /// <summary>The file name of a project's assembly.</summary>
    public static string AssemblyFile(string project) => project == "Caisson.Cli" ? "caisson.dll" : project + ".dll";
}
