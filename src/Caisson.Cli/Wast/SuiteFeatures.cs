using Caisson.Wasm;

namespace Caisson.Cli.Wast;

/// <summary>The proposals that a script needs: the test suite tells them by its folders.</summary>
internal static class SuiteFeatures
{
    /// <summary>The features for a script, or null when it needs a proposal that the engine doesn't have.</summary>
    /// <param name="path">Path of the script.</param>
    public static Features? Of(string path)
    {
        string[] folders = Path.GetDirectoryName(Path.GetFullPath(path))!.Split(Path.DirectorySeparatorChar);
        return folders[^1] switch
        {
            "legacy" => Features.Wasm3 | Features.LegacyExceptions,
            "threads" => (Features.Wasm2 | Features.Threads) & ~Features.ReferenceTypes,
            "custom-page-sizes" => Features.Wasm3 | Features.CustomPageSizes,
            "wide-arithmetic" => Features.Wasm3 | Features.WideArithmetic,
            "custom-descriptors" => null,
            _ => Features.Wasm3,
        };
    }
}
