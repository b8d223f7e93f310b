using Caisson.Oracle.Tests.Scripts;
using Caisson.Tests;

namespace Caisson.Oracle.Tests;

/// <summary>
/// The specification's test suite with the reference interpreter as its engine: what proves that the interpreter can be believed.
/// Everything but malformed and invalid modules, which never get to an interpreter and are tested with Caisson.Wasm.
/// </summary>
public class SpecSuiteTests(ITestOutputHelper output)
{
    private const string Suite = "suites/spec";

    /// <summary>About a proposal that Caisson doesn't have.</summary>
    private const string Unsupported = "proposals/custom-descriptors/";

    public static TheoryData<string> Scripts => Suites.TryFind(Suite) is { } folder ? [.. Paths(folder)] : [""];

    [Theory, MemberData(nameof(Scripts))]
    public void The_interpreter_passes(string path)
    {
        var script = new ScriptRun(ScriptFeatures.Of(path));
        script.Run(File.ReadAllBytes(Path.Combine(Suites.Find(Suite), path)));
        output.WriteLine($"{script.Passed} assertions hold");
        Assert.Empty(script.Failures);
    }

    private static IEnumerable<string> Paths(string folder) => Directory
        .EnumerateFiles(folder, "*.wast", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Where(path => !path.StartsWith(Unsupported, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
