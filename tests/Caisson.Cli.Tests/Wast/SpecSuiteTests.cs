using System.Globalization;
using Caisson.Cli.Wast;
using Caisson.Tests;

namespace Caisson.Cli.Tests.Wast;

/// <summary>The specification's test suite, run on the engine; all but what exclusions.txt lists.</summary>
public class SpecSuiteTests
{
    private const string Suite = "suites/spec";

    public static TheoryData<string> Scripts => Suites.TryFind(Suite) is { } folder ? [.. Paths(folder)] : [""];

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_passes(string path)
    {
        StringWriter output = new(CultureInfo.InvariantCulture);
        ScriptReport report = new(output, verbose: false);
        string folder = Suites.Find(Suite);
        ScriptRunner.Run(Path.Combine(folder, path), report);

        string all = output.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        string[] failures = [.. all.Split('\n').Where(line => line.StartsWith(path + ":", StringComparison.Ordinal))];
        Assert.Empty(ScriptExclusions.Compare(path, failures));
    }

    private static IEnumerable<string> Paths(string folder) => Directory
        .EnumerateFiles(folder, "*.wast", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
