using Caisson.Wasm;

namespace Caisson.Cli.Inspection;

/// <summary>The names of features as their proposals write them.</summary>
internal static class FeatureNames
{
    /// <summary>The names of a set of features, in the order in which they were standardized.</summary>
    public static IReadOnlyList<string> Of(Features features) =>
        [.. Enum.GetValues<Features>().Where(flag => int.PopCount((int)flag) == 1 && features.HasFlag(flag)).Select(Name)];

    /// <summary>The first version of the standard that has them all, and what goes beyond every version.</summary>
    public static string Standard(Features features)
    {
        Features beyond = features & ~Features.Wasm3;
        string version = (features & Features.Wasm3) switch
        {
            Features.Wasm1 => "WebAssembly 1.0",
            var standard when (standard & ~Features.Wasm2) == 0 => "WebAssembly 2.0",
            _ => "WebAssembly 3.0",
        };
        return beyond == 0 ? version : $"{version} and {string.Join(", ", Of(beyond))}";
    }

    private static string Name(Features feature) => feature switch
    {
        Features.SignExtension => "sign-extension",
        Features.SaturatingFloatToInt => "saturating-float-to-int",
        Features.MultiValue => "multi-value",
        Features.ReferenceTypes => "reference-types",
        Features.BulkMemory => "bulk-memory",
        Features.Simd => "simd",
        Features.RelaxedSimd => "relaxed-simd",
        Features.TailCalls => "tail-call",
        Features.ExceptionHandling => "exception-handling",
        Features.FunctionReferences => "function-references",
        Features.GarbageCollection => "gc",
        Features.MultiMemory => "multi-memory",
        Features.Memory64 => "memory64",
        Features.ExtendedConst => "extended-const",
        Features.Threads => "threads",
        Features.LegacyExceptions => "legacy-exceptions",
        Features.WideArithmetic => "wide-arithmetic",
        Features.CustomPageSizes => "custom-page-sizes",
        _ => feature.ToString(),
    };
}
