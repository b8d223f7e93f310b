using Caisson.Components.Binary;
using Caisson.Components.Text;
using Caisson.Components.Validation;
using Caisson.Tests;
using Caisson.Wasm;
using Caisson.Wasm.Text.Script;

namespace Caisson.Components.Tests.Validation;

/// <summary>
/// Whatever the suites say of components before anything runs: what is defined or instantiated is valid, what is asserted to be malformed
/// or invalid is refused, with the message of the suite.
/// </summary>
public class SuiteValidationTests
{
    /// <summary>By design: what the suite asserts of another engine rather than of the standard.</summary>
    private static readonly Dictionary<string, string> Excluded = new()
    {
        ["wasmtime-misc/component-model/gc/empty.wast"] = "the option `gc` is a proposal that the standard doesn't have",
        ["wasmtime-misc/component-model/import.wast"] = "what its engine hasn't implemented is no rule",
        ["wasmtime-misc/component-model/restrictions.wast"] = "what its engine hasn't implemented is no rule",
    };

    private static readonly string[] Folders =
        ["suites/component-model", "suites/wasmtime-misc/component-model", "suites/wasmtime-misc/component-model-threading"];

    public static TheoryData<string> Scripts =>
    [
        .. Folders
            .Where(folder => Suites.TryFind(folder) is not null)
            .SelectMany(folder => Suites.Files(folder, "*.wast"))
            .Select(file => Path.GetRelativePath(Suites.Find("suites"), file)),
    ];

    [Theory]
    [MemberData(nameof(Scripts), DisableDiscoveryEnumeration = true)]
    public void Components_are_valid_or_refused(string script)
    {
        WastScript directives = ComponentScript.Parse(File.ReadAllBytes(Suites.Find(Path.Combine("suites", script))));
        List<string> failures = [];
        foreach (Directive directive in directives.Directives)
            if (Check(directive) is { } failure) failures.Add($"{script}:{directive.Line}: {failure}");
        if (Excluded.TryGetValue(script, out string? reason)) Assert.True(failures.Count > 0, $"passes; it was excluded because {reason}");
        else Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void The_suite_asserts_enough_to_mean_something()
    {
        Directive[] directives = [.. Suites.Files("suites/component-model", "*.wast").SelectMany(file => ComponentScript.Parse(File.ReadAllBytes(file)).Directives)];
        Assert.True(directives.Count(directive => directive is AssertModuleFails { Module.IsComponent: true }) > 250);
        Assert.True(directives.Count(directive => directive is ModuleDirective { Module.IsComponent: true } or DefinitionDirective) > 250);
    }

    private static string? Check(Directive directive) => directive switch
    {
        ModuleDirective { Module.IsComponent: true } module => Refusal(module.Module)?.ToString(),
        DefinitionDirective { Module.IsComponent: true } module => Refusal(module.Module)?.ToString(),
        AssertModuleFails { Module.IsComponent: true, Failure: ModuleFailure.Malformed or ModuleFailure.Invalid } assertion => CheckRefusal(assertion),
        _ => null,
    };

    private static string? CheckRefusal(AssertModuleFails assertion)
    {
        Exception? refusal = Refusal(assertion.Module);
        if (refusal is null) return $"is valid; expected: {assertion.Message}";
        if (refusal is not (MalformedException or InvalidException)) return refusal.ToString();
        return refusal.Message.Contains(assertion.Message, StringComparison.Ordinal) ? null : $"{refusal.Message}; expected: {assertion.Message}";
    }

    private static Exception? Refusal(ScriptModule component)
    {
        try
        {
            ComponentValidator.Validate(ComponentDecoder.Decode(component.Encode()));
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e;
        }
    }
}
