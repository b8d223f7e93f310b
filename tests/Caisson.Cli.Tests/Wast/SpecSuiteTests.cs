namespace Caisson.Cli.Tests.Wast;

/// <summary>The specification's test suite, run on the engine; all but what exclusions.txt lists.</summary>
public class SpecSuiteTests
{
    public static TheoryData<string> Scripts => ScriptSuite.Specification.Rows;

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_passes(string path) => ScriptSuite.Specification.Check(path);
}
