using System.Collections.Immutable;
using Caisson.Cli.Wast.Wasmtime;
using Caisson.Wasm;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

/// <summary>How a script is run. Suites tell by their folders, Wasmtime's also by a header in the file.</summary>
/// <param name="Dialect">The rules of its suite.</param>
/// <param name="Features">The proposals that its modules may use.</param>
/// <param name="Unsupported">Why it can't be run, or null.</param>
/// <param name="MaxMemoryBytes">Largest size of a memory; null for the default.</param>
internal sealed record ScriptSettings(ScriptDialect Dialect, Features Features, string? Unsupported = null, long? MaxMemoryBytes = null)
{
    /// <summary>The settings for a script.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="text">What the file holds, in UTF-8.</param>
    /// <param name="outline">Its forms.</param>
    public static ScriptSettings Of(string path, ReadOnlySpan<byte> text, ImmutableArray<ScriptForm> outline)
    {
        string[] folders = Path.GetDirectoryName(Path.GetFullPath(path))!.Split(Path.DirectorySeparatorChar);
        bool hasComponents = folders.Contains("component-model") || outline.Any(form => form.Keyword == "component");
        if (!hasComponents && !folders.Contains("wasmtime-misc")) return OfSpecification(folders[^1]);
        ScriptSettings settings = WasmtimeHeader.Parse(text).Settings;
        return hasComponents ? settings with { Features = settings.Features | Features.Threads } : settings;
    }

    private static ScriptSettings OfSpecification(string folder) => folder switch
    {
        "legacy" => Standard(Features.Wasm3 | Features.LegacyExceptions),
        "threads" => Standard((Features.Wasm2 | Features.Threads) & ~Features.ReferenceTypes),
        "custom-page-sizes" => Standard(Features.Wasm3 | Features.CustomPageSizes),
        "wide-arithmetic" => Standard(Features.Wasm3 | Features.WideArithmetic),
        "custom-descriptors" => Skipped("the proposal custom-descriptors isn't supported"),
        _ => Standard(Features.Wasm3),
    };

    private static ScriptSettings Standard(Features features) => new(ScriptDialect.Standard, features);

    private static ScriptSettings Skipped(string reason) => new(ScriptDialect.Standard, default, reason);
}
