using Caisson.Wasm.Text.Script;

namespace Caisson.Wasm.Tests.Text;

/// <summary>What the specification's test suite says about modules, short of running them.</summary>
public class SpecSuiteTests
{
    // By design: a proposal that isn't part of WebAssembly 3.0.
    private const string Unsupported = "proposals/custom-descriptors/";

    public static TheoryData<string> All => [.. SpecScripts.All];

    public static TheoryData<string> Supported =>
        [.. SpecScripts.All.Where(path => !path.StartsWith(Unsupported, StringComparison.Ordinal))];

    [Theory, MemberData(nameof(All))]
    public void A_script_parses(string path) => Assert.NotEmpty(WastScript.Parse(SpecScripts.Read(path)).Directives);

    [Theory, MemberData(nameof(Supported))]
    public void Valid_modules_are_accepted(string path) => Check(path, directive => directive switch
    {
        ModuleDirective defined => () => ModuleOutcome.ExpectValid(defined.Module, path),
        DefinitionDirective defined => () => ModuleOutcome.ExpectValid(defined.Module, path),
        AssertModuleFails { Failure: ModuleFailure.Unlinkable or ModuleFailure.Trap } failing => () => ModuleOutcome.ExpectValid(failing.Module, path),
        _ => null,
    });

    [Theory, MemberData(nameof(Supported))]
    public void Malformed_modules_are_rejected_with_the_right_message(string path) => Check(path, directive => directive
        is AssertModuleFails { Failure: ModuleFailure.Malformed or ModuleFailure.MalformedCustom or ModuleFailure.InvalidCustom } failing
            ? () => ModuleOutcome.ExpectFailure(failing, path)
            : null);

    [Theory, MemberData(nameof(Supported))]
    public void Invalid_modules_are_rejected_with_the_right_message(string path) => Check(path, directive => directive
        is AssertModuleFails { Failure: ModuleFailure.Invalid } failing
            ? () => ModuleOutcome.ExpectFailure(failing, path)
            : null);

    /// <summary>Runs the check of each directive that has one; it tells what is wrong, or null.</summary>
    private static void Check(string path, Func<Directive, Func<string?>?> checkOf)
    {
        List<string> problems = [];
        foreach (Directive directive in WastScript.Parse(SpecScripts.Read(path)).Directives)
        {
            if (checkOf(directive) is not { } check) continue;
            if (check() is { } problem) problems.Add($"{path}:{directive.Line}: {problem}");
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }
}
