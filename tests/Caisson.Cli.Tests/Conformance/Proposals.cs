using System.Text.RegularExpressions;

namespace Caisson.Cli.Tests.Conformance;

/// <summary>Which script is about which proposal: the first row that names it has it.</summary>
internal static class Proposals
{
    private const string Yes = "yes";
    private const string Never = "no";
    private const string Turns = "they take turns";

    /// <summary>All rows. What names a folder or single scripts comes before what names the rest.</summary>
    public static IReadOnlyList<Proposal> All { get; } =
    [
        new("components with GC types", "proposal, not there", Never, "wasmtime/component-model/gc/*"),
        new("components: cooperative threads", "after 0.3", Turns, "wasmtime/component-model-threading/**"),
        new("components: tasks, streams, futures", "0.3", Turns, "component/async/*", "wasmtime/component-model/async/*", "wasmtime/gc/component-*"),
        new("components", "0.2 and 0.3", Turns, "component/**", "wasmtime/component-model/*"),
        new("custom descriptors", "proposal, not there", Never, "spec/proposals/custom-descriptors/*"),
        new("stack switching", "proposal, not there", Never, "wasmtime/stack-switching/*"),
        new("canonical NaNs (an option of Wasmtime)", "not there", Never, "wasmtime/simd/canonicalize-nan.wast"),
        new("threads", "proposal", Yes, "spec/proposals/threads/*", "wasmtime/threads/*", "wasmtime/shared-everything-threads/*", "wasmtime/memory64/threads.wast"),
        new("custom page sizes", "proposal", Yes, "spec/proposals/custom-page-sizes/*", "wasmtime/custom-page-sizes/*"),
        new("wide arithmetic", "proposal", Yes, "spec/proposals/wide-arithmetic/*"),
        new("legacy exception handling", "annex of 3.0", Yes, "spec/legacy/*"),
        new("exception handling", "3.0", Yes, "spec/tag.wast", "spec/throw*.wast", "spec/try_table.wast", "wasmtime/*exceptions.wast", "wasmtime/traps-skip-catch-all.wast"),
        new("garbage collection", "3.0", "yes; fields aren't atomic",
            "spec/array*.wast", "spec/struct.wast", "spec/i31.wast", "spec/extern.wast", "spec/binary-gc.wast", "spec/ref_cast.wast", "spec/ref_test.wast", "spec/ref_eq.wast",
            "spec/br_on_cast*.wast", "spec/type-*.wast", "spec/table-sub.wast", "wasmtime/gc/*"),
        new("typed function references", "3.0", Yes,
            "spec/ref.wast", "spec/ref_as_non_null.wast", "spec/br_on_*null.wast", "spec/call_ref.wast", "spec/return_call_ref.wast", "spec/local_init.wast", "wasmtime/function-references/*"),
        new("tail calls", "3.0", Yes, "spec/return_call*.wast"),
        new("64-bit memories and tables", "3.0", "yes, where shared",
            "spec/address64.wast", "spec/align64.wast", "spec/binary_leb128_64.wast", "spec/bulk64.wast", "spec/call_indirect64.wast", "spec/endianness64.wast",
            "spec/float_memory64.wast", "spec/load64.wast", "spec/memory*64*.wast", "spec/table*64.wast", "spec/table_copy_mixed.wast", "wasmtime/memory64/*", "wasmtime/winch/table64.wast"),
        new("several memories", "3.0", "yes, where shared",
            "spec/*-multi.wast", "spec/[a-z_-]+[0-9].wast", "spec/memory_size_import.wast", "wasmtime/multi-memory/*"),
        new("relaxed vector instructions", "3.0", Yes, "spec/*relaxed*.wast"),
        new("custom annotations, branch hints", "3.0", Yes, "spec/annotations.wast", "spec/custom/*", "wasmtime/branch-hinting*.wast"),
        new("vector instructions", "2.0", Yes, "spec/simd_*.wast", "wasmtime/simd/*", "wasmtime/*-splat.wast", "wasmtime/winch/*simd*.wast", "wasmtime/winch/v128*.wast"),
        new("reference types, bulk memory", "2.0", Yes,
            "spec/bulk.wast", "spec/memory_copy.wast", "spec/memory_fill.wast", "spec/memory_init.wast", "spec/ref_*.wast", "spec/select.wast", "spec/table*.wast", "spec/elem.wast",
            "wasmtime/elem_drop.wast", "wasmtime/externref-*.wast", "wasmtime/memory-copy.wast", "wasmtime/memory_init.wast", "wasmtime/partial-init-*.wast", "wasmtime/*table*.wast"),
        new("the rest of 1.0 and 2.0, extended constants", "1.0 to 3.0", Yes, "spec/*.wast", "wasmtime/*.wast", "wasmtime/winch/*"),
    ];

    /// <summary>The row that a script belongs to, or null.</summary>
    /// <param name="path">Its path, beginning with the name of its suite.</param>
    public static Proposal? Of(string path) => All.FirstOrDefault(proposal => proposal.Scripts.Any(pattern => Matches(path, pattern)));

    // Brackets and plus signs are those of regular expressions.
    private static bool Matches(string path, string pattern) => Regex.IsMatch(
        path,
        $"^{pattern.Replace(".", "\\.", StringComparison.Ordinal).Replace("**", ".+", StringComparison.Ordinal).Replace("*", "[^/]*", StringComparison.Ordinal)}$");
}
