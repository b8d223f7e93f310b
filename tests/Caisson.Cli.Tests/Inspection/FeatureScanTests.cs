using Caisson.Cli.Inspection;
using Caisson.Cli.Tests.Wast;
using Caisson.Tests;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Script;
using Caisson.Wasm.Validation;

namespace Caisson.Cli.Tests.Inspection;

/// <summary>The features that <c>inspect</c> names are those that a module needs: with them alone it is valid.</summary>
public class FeatureScanTests
{
    [Fact]
    public void Every_module_of_the_suite_is_valid_with_the_features_found_in_it()
    {
        string folder = Suites.Find("suites/spec");
        Assert.Equal("", string.Join('\n', ScriptSuite.Specification.Scripts
            .Where(path => !path.Contains("custom-descriptors", StringComparison.Ordinal))
            .SelectMany(path => Missing(folder, path))));
    }

    private static IEnumerable<string> Missing(string folder, string path)
    {
        foreach (Directive directive in WastScript.Parse(File.ReadAllBytes(Path.Combine(folder, path))).Directives)
        {
            if (directive is not ModuleDirective { Module: var module }) continue;
            byte[] bytes = module.Encode();
            Features found = FeatureScan.Of(Decoded(bytes, Features.All));
            string? failure = Failure(() => Decoded(bytes, found));
            if (failure is not null) yield return $"{path}:{directive.Line}: with {found}: {failure}";
        }
    }

    private static ModuleSyntax Decoded(byte[] bytes, Features features)
    {
        ModuleSyntax module = ModuleDecoder.Decode(bytes, features);
        ModuleValidator.Validate(module, features);
        return module;
    }

    private static string? Failure(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (ModuleException e)
        {
            return e.Message;
        }
    }
}
