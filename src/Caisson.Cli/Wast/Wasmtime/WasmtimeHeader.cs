using System.Text;
using Caisson.Wasm;

namespace Caisson.Cli.Wast.Wasmtime;

/// <summary>
/// What a script of Wasmtime's suite says that it needs: lines <c>;;! name = true</c> before anything else. Features of the standard
/// are on anyhow, unless a line turns one off.
/// </summary>
/// <param name="Settings">What follows from them.</param>
internal sealed record WasmtimeHeader(ScriptSettings Settings)
{
    private const string Mark = ";;!";

    /// <summary>Reads the header of a script.</summary>
    /// <param name="text">The script in UTF-8.</param>
    public static WasmtimeHeader Parse(ReadOnlySpan<byte> text)
    {
        Features features = Features.Wasm3;
        string? unsupported = null;
        long? maxMemory = null;
        foreach (string line in Encoding.UTF8.GetString(text).Split('\n').TakeWhile(line => line.StartsWith(Mark, StringComparison.Ordinal)))
        {
            string[] sides = line[Mark.Length..].Split('=', StringSplitOptions.TrimEntries);
            bool isOn = sides is [_, "true"];

            // A component with such a memory is told apart only beyond what 32 bits address.
            if (sides[0] == "component_model_memory64") maxMemory = 8L << 30;
            if (sides[0].StartsWith("component_model", StringComparison.Ordinal) && sides[0] != "component_model_gc") continue;
            if (FeatureOf(sides[0]) is not { } feature) unsupported ??= isOn ? $"{sides[0]} isn't supported" : null;
            else if (isOn) features |= feature;
            else features &= ~feature;
        }
        return new WasmtimeHeader(new ScriptSettings(WasmtimeDialect.Instance, features, unsupported, maxMemory));
    }

    private static Features? FeatureOf(string name) => name switch
    {
        "bulk_memory" => Features.BulkMemory,
        "reference_types" => Features.ReferenceTypes,
        "simd" => Features.Simd,
        "relaxed_simd" => Features.RelaxedSimd,
        "tail_call" => Features.TailCalls,
        "function_references" => Features.FunctionReferences,
        "gc" => Features.GarbageCollection,
        "exceptions" => Features.ExceptionHandling,
        "legacy_exceptions" => Features.LegacyExceptions,
        "multi_memory" => Features.MultiMemory,
        "memory64" => Features.Memory64,
        "extended_const" => Features.ExtendedConst,
        "threads" => Features.Threads,
        "wide_arithmetic" => Features.WideArithmetic,
        "custom_page_sizes" => Features.CustomPageSizes,

        // How Wasmtime's collectors are configured, how much memory the runner must have, custom sections that need no switch,
        // and a proposal of which the suite's only script uses nothing.
        "gc_types" or "hogs_memory" or "branch_hinting" or "shared_everything_threads" => Features.Wasm1,
        _ => null,
    };
}
