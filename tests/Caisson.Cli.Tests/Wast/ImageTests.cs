namespace Caisson.Cli.Tests.Wast;

/// <summary>The specification's test suite with every module saved and loaded; code that was saved does what code does that was just made.</summary>
public class ImageTests
{
    public static TheoryData<string> Scripts => ScriptSuite.SpecificationFromImages.Rows;

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_passes(string path) => ScriptSuite.SpecificationFromImages.Check(path);
}
