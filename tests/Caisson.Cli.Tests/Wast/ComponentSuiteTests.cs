namespace Caisson.Cli.Tests.Wast;

/// <summary>The component model's scripts, run on the engine; all but what exclusions-components.txt lists.</summary>
public class ComponentSuiteTests
{
    public static TheoryData<string> Scripts => ScriptSuite.Components.Rows;

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_passes(string path) => ScriptSuite.Components.Check(path);
}
