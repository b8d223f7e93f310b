using Caisson.Wasm.Binary;
using Caisson.Wasm.Text.Script;

namespace Caisson.Wasm.Tests.Text;

/// <summary>What the specification's test suite says about the text format.</summary>
public class SpecSuiteTests
{
    // By design: not part of WebAssembly 3.0, and no engine has it outside of flags.
    private const string Unsupported = "proposals/custom-descriptors/";

    public static TheoryData<string> All => SpecScripts.All;

    public static TheoryData<string> Supported =>
        new(SpecScripts.All.Select(row => row.Data).Where(path => !path.StartsWith(Unsupported, StringComparison.Ordinal)));

    [Theory, MemberData(nameof(All))]
    public void A_script_parses(string path) => Assert.NotEmpty(WastScript.Parse(SpecScripts.Read(path)).Directives);

    [Theory, MemberData(nameof(Supported))]
    public void Well_formed_modules_parse_to_bytes_that_decode(string path)
    {
        WastScript script = WastScript.Parse(SpecScripts.Read(path));
        Assert.Empty(script.Directives.SelectMany(directive => Problems(directive)));
    }

    [Theory, MemberData(nameof(Supported))]
    public void Malformed_text_is_rejected_with_the_right_message(string path)
    {
        WastScript script = WastScript.Parse(SpecScripts.Read(path));
        Assert.Empty(script.Directives.OfType<AssertModuleFails>().Select(Acceptance).OfType<string>());
    }

    private static IEnumerable<string> Problems(Directive directive)
    {
        ScriptModule? module = directive switch
        {
            ModuleDirective defined => defined.Module,
            DefinitionDirective defined => defined.Module,
            AssertModuleFails { Failure: ModuleFailure.Invalid or ModuleFailure.Unlinkable or ModuleFailure.Trap } failing => failing.Module,
            _ => null,
        };
        if (module is null or BinaryModule) yield break;
        if (Failure(() => ModuleDecoder.Decode(module.Encode(), Features.All)) is { } failure) yield return $"{directive.Line}: {failure}";
    }

    private static string? Acceptance(AssertModuleFails directive)
    {
        bool concernsText = directive.Failure is ModuleFailure.Malformed or ModuleFailure.MalformedCustom or ModuleFailure.InvalidCustom;
        if (!concernsText || directive.Module is BinaryModule) return null;
        string? failure = Failure(() => directive.Module.Encode());
        return failure is not null && failure.StartsWith(directive.Message, StringComparison.Ordinal)
            ? null
            : $"{directive.Line}: expected {directive.Message}, got {failure ?? "no failure"}";
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
            return $"{e.Message} ({e.Position?.ToString() ?? e.Offset.ToString(System.Globalization.CultureInfo.InvariantCulture)})";
        }
    }
}
