using Caisson.Wasm;

namespace Caisson.Oracle.Tests.Scripts;

/// <summary>The proposals that a script needs: the suite tells them by its folders.</summary>
internal static class ScriptFeatures
{
    /// <summary>The features for a script.</summary>
    /// <param name="path">Its path within the suite.</param>
    public static Features Of(string path) => Path.GetFileName(Path.GetDirectoryName(path)) switch
    {
        "legacy" => Features.Wasm3 | Features.LegacyExceptions,
        "threads" => (Features.Wasm2 | Features.Threads) & ~Features.ReferenceTypes,
        "custom-page-sizes" => Features.Wasm3 | Features.CustomPageSizes,
        "wide-arithmetic" => Features.Wasm3 | Features.WideArithmetic,
        _ => Features.Wasm3,
    };
}
