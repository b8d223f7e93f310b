using System.Globalization;
using Caisson.Bench.Report;

namespace Caisson.Bench.Compilation;

/// <summary>The table of compilations.</summary>
internal static class CompileTable
{
    private const string Explanation = """
        Milliseconds, each in a process of its own that does nothing before. *First call*: from the bytes to the end of a call of an
        exported function. *All*: from the bytes to machine code for every function; Wasmtime always does this. *Peak*: the
        most memory that the process had above what it had before it read the module, as a multiple of the module's size.


        """;

    /// <summary>One line a module.</summary>
    /// <param name="rows">The modules.</param>
    public static string Write(IReadOnlyList<CompileRow> rows) =>
        Explanation
        + MarkdownTable.Head(["module", "MB", "decode", "validate", "first call", "all", "Wasmtime", "first call ÷ Wasmtime", "all ÷ Wasmtime", "peak, first call", "peak, all", "peak, Wasmtime"])
        + string.Concat(rows.Select(Line));

    private static string Line(CompileRow row)
    {
        string[] cells =
        [
            row.Name, Number(row.Bytes / 1e6, "0.0"), Number(row.Decode, "0.0"), Number(row.Validate, "0.0"), Number(row.FirstCall, "0"), Number(row.All, "0"),
            Number(row.Wasmtime, "0"), Number(row.FirstCallRatio, "0.000"), Number(row.AllRatio, "0.00"), Number(row.PeakOfFirstCall, "0.0"), Number(row.PeakOfAll, "0.0"), Number(row.PeakOfWasmtime, "0.0"),
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? MarkdownTable.Nothing;
}
