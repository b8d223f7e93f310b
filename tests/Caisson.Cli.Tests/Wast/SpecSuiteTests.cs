using System.Text;
using Caisson.Tests;

namespace Caisson.Cli.Tests.Wast;

/// <summary>The specification's test suite, run on the engine; all but what exclusions.txt lists.</summary>
public class SpecSuiteTests
{
    public static TheoryData<string> Scripts => ScriptSuite.Specification.Rows;

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_passes(string path) => ScriptSuite.Specification.Check(path);

    [Fact]
    public async Task All_scripts_pass_with_every_function_split()
    {
        string folder = Suites.Find("suites/spec");
        CommandResult result = await CommandLine.RunAsync(
            folder, ["wast", .. ScriptSuite.Specification.Scripts], [], TestContext.Current.CancellationToken, splits: true);
        Assert.True(result.ExitCode == 0, Encoding.UTF8.GetString([.. result.Out, .. result.Error]));
    }
}
