using Caisson.Wasm.Binary;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Script;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests.Text;

/// <summary>What becomes of a module of a script: encoded, decoded and validated; compared with what the script expects.</summary>
internal static class ModuleOutcome
{
    /// <summary>What is wrong with a module that should be valid; or null.</summary>
    public static string? ExpectValid(ScriptModule module, string path) => Failure(module, path) is { } failure ? Describe(failure) : null;

    /// <summary>What is wrong with how a module fails; null when it fails as it should.</summary>
    public static string? ExpectFailure(AssertModuleFails expected, string path)
    {
        ModuleException? failure = Failure(expected.Module, path);
        bool rightKind = failure is InvalidException == expected.Failure is ModuleFailure.Invalid or ModuleFailure.InvalidCustom;
        // An empty message would accept any; no script has one.
        return failure is not null && rightKind && expected.Message.Length > 0 && failure.Message.StartsWith(expected.Message, StringComparison.Ordinal)
            ? null
            : $"expected {expected.Failure} \"{expected.Message}\", got {(failure is null ? "a valid module" : Describe(failure))}";
    }

    private static ModuleException? Failure(ScriptModule module, string path)
    {
        Features features = FeaturesOf(path);
        try
        {
            ModuleValidator.Validate(ModuleDecoder.Decode(module.Encode(new ParseOptions { Features = features }), features), features);
            return null;
        }
        catch (ModuleException e)
        {
            return e;
        }
    }

    private static string Describe(ModuleException e) =>
        $"{e.GetType().Name} \"{e.Message}\" at {(e.Position is { } position ? $"{position}" : $"0x{e.Offset:x}")}";

    private static Features FeaturesOf(string path) => path.Split('/') switch
    {
        ["legacy", ..] => Features.Wasm3 | Features.LegacyExceptions,
        ["proposals", "threads", ..] => (Features.Wasm2 | Features.Threads) & ~Features.ReferenceTypes,
        ["proposals", "custom-page-sizes", ..] => Features.Wasm3 | Features.CustomPageSizes,
        ["proposals", "wide-arithmetic", ..] => Features.Wasm3 | Features.WideArithmetic,
        _ => Features.Wasm3,
    };
}
