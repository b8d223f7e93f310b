namespace Caisson.Cli.Tests.Wast;

/// <summary>Wasmtime's scripts, run on the engine; all but what exclusions-wasmtime.txt lists.</summary>
public class WasmtimeSuiteTests
{
    public static TheoryData<string> Scripts => ScriptSuite.Wasmtime.Rows;

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_passes(string path) => ScriptSuite.Wasmtime.Check(path);
}
