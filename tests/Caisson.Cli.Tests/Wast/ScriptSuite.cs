using System.Collections.Concurrent;
using System.Globalization;
using Caisson.Cli.Wast;
using Caisson.Runtime;
using Caisson.Tests;

namespace Caisson.Cli.Tests.Wast;

/// <summary>A folder of scripts and what is known to fail in it. A script runs once, whoever asks. Thread-safe.</summary>
/// <param name="folder">Its path within the suites, with slashes.</param>
/// <param name="exclusions">Name of the file that lists what is known to fail.</param>
/// <param name="checks">How accesses outside a memory are found.</param>
/// <param name="backend">What makes the code; null for the usual one.</param>
internal sealed class ScriptSuite(string folder, string exclusions, MemoryChecks checks = MemoryChecks.Automatic, ICodeBackend? backend = null)
{
    private readonly ConcurrentDictionary<string, Lazy<ScriptResult>> _results = new();
    private readonly Lazy<ScriptExclusions> _exclusions = new(() => ScriptExclusions.Read(exclusions));

    /// <summary>The specification's.</summary>
    public static ScriptSuite Specification { get; } = new("suites/spec", "exclusions.txt");

    /// <summary>The same with explicit checks of addresses, also where guard pages work.</summary>
    public static ScriptSuite SpecificationExplicitly { get; } = new("suites/spec", "exclusions.txt", MemoryChecks.Explicit);

    /// <summary>The same with code that was saved and loaded.</summary>
    public static ScriptSuite SpecificationFromImages { get; } = new("suites/spec", "exclusions.txt", backend: ImageBackend.Default);

    /// <summary>Wasmtime's, of which half was taken.</summary>
    public static ScriptSuite Wasmtime { get; } = new("suites/wasmtime-misc", "exclusions-wasmtime.txt");

    /// <summary>The component model's.</summary>
    public static ScriptSuite Components { get; } = new("suites/component-model", "exclusions-components.txt");

    /// <summary>Paths of its scripts within the folder, in a fixed order; empty when the suite isn't there.</summary>
    public IEnumerable<string> Scripts => Suites.TryFind(folder) is not { } full ? [] : Directory
        .EnumerateFiles(full, "*.wast", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(full, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>The scripts as rows of a test; one empty row where the suite isn't there, so that a test is skipped.</summary>
    public TheoryData<string> Rows => [.. Scripts.DefaultIfEmpty("")];

    /// <summary>What comes of a script.</summary>
    public ScriptResult Run(string path) => _results.GetOrAdd(path, path => new Lazy<ScriptResult>(() => RunNow(path))).Value;

    /// <summary>Fails unless a script fails exactly where it is known to.</summary>
    public void Check(string path)
    {
        ScriptResult result = Run(path);
        TestContext.Current.TestOutputHelper?.WriteLine($"{path}: {result.Report.Counts}");
        Assert.Empty(_exclusions.Value.Compare(path, result.Failures));
    }

    private ScriptResult RunNow(string path)
    {
        StringWriter output = new(CultureInfo.InvariantCulture);
        ScriptReport report = new(output, verbose: false);
        string full = Suites.Find(folder);
        ScriptRunner.Run(Path.Combine(full, path), report, checks, backend);
        string all = output.ToString().Replace(full + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        return new ScriptResult(report, [.. all.Split('\n').Where(line => line.StartsWith(path + ":", StringComparison.Ordinal))]);
    }
}
