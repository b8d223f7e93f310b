using Caisson.Tests;
using Caisson.Wasm.Text.Script;

namespace Caisson.Wasm.Tests.Text.Print;

/// <summary>Whatever can be decoded can be printed, and parsing that gives the same module.</summary>
public sealed class RoundTripTests
{
    private const int MostInNormalRuns = 100_000;

    public static TheoryData<string> Scripts => SpecSuiteTests.Supported;

    [Theory, MemberData(nameof(Scripts))]
    public void Modules_of_the_specification(string path)
    {
        List<string> problems = [];
        foreach (Directive directive in WastScript.Parse(SpecScripts.Read(path)).Directives)
        {
            if (ModuleOf(directive) is not { } module) continue;
            try
            {
                RoundTrip.Check(module.Encode(), isOurs: module is TextModule or QuotedModule);
            }
            catch (ModuleException) when (directive is AssertModuleFails)
            {
                // Nothing to print: the script says so.
            }
            catch (Exception e)
            {
                problems.Add($"{path}:{directive.Line}: {e.Message}");
            }
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Small_real_modules() => Assert.InRange(RealModules(file => file.Length <= MostInNormalRuns), 10, int.MaxValue);

    [Fact(Explicit = true)]
    public void All_real_modules() => Assert.InRange(RealModules(_ => true), 50, int.MaxValue);

    [Fact]
    public void Mutants_of_a_module_with_everything()
    {
        int printed = 0;
        foreach (byte[] mutant in Robustness.MutationTests.MutantsOfEverything(10_000))
        {
            try
            {
                if (RoundTrip.Check(mutant)) printed++;
            }
            catch (ModuleException e) when (e.Position is null)
            {
                // The mutant can't be decoded.
            }
        }
        Assert.InRange(printed, 500, int.MaxValue);
    }

    private static ScriptModule? ModuleOf(Directive directive) => directive switch
    {
        ModuleDirective defined => defined.Module,
        DefinitionDirective defined => defined.Module,
        AssertModuleFails failing => failing.Module,
        _ => null,
    };

    private static int RealModules(Func<FileInfo, bool> take)
    {
        int modules = 0;
        foreach (string path in Suites.Files("realworld", "*.wasm").Where(path => take(new FileInfo(path))))
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (Robustness.RealProgramsTests.IsComponent(bytes)) continue;
            Assert.True(RoundTrip.Check(bytes), path);
            modules++;
        }
        return modules;
    }
}
