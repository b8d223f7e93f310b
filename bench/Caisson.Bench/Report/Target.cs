using System.Globalization;
using Caisson.Bench.Compilation;
using Caisson.Bench.Measuring;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Report;

/// <summary>What Caisson wants to reach.</summary>
/// <param name="What">The ratio.</param>
/// <param name="AtMost">The most that it may be.</param>
/// <param name="Measure">Finds the ratio that was reached, and in what; null when it wasn't measured.</param>
/// <param name="Absent">Why it can't be measured.</param>
internal sealed record Target(string What, double AtMost, Func<Results, (double Ratio, string Where)?> Measure, string Absent = "not measured by this command")
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Target> All =
    [
        new("time ÷ Wasmtime's, geometric mean over all", 0.90, results => Mean(RatioColumn.Wasmtime, results.Rows)),
        new("time ÷ that of Wasmtime with epochs, geometric mean over all", 0.65, results => Mean(RatioColumn.Epoch, results.Rows)),
        new("time ÷ Wasmtime's, the worst single workload", 1.20, Worst),
        new("time ÷ that of clang -O3, geometric mean over the kernels", 1.15, results => Mean(RatioColumn.Clang, results.Rows.Where(row => row.Set == Sets.Kernels))),
        new("CoreMark's time ÷ that of clang -O3", 1.10, results => Mean(RatioColumn.Clang, results.Rows.Where(row => row.Set == Sets.CoreMark)), "not measured: it needs CoreMark's source, in $CAISSON_COREMARK"),
        new("time with explicit checks ÷ that with guard pages, geometric mean over all", 1.10, results => Mean(RatioColumn.Explicit, results.Rows)),
        new("time ÷ Wasmtime's, geometric mean over the interpreters", 0.90, results => Mean(RatioColumn.Wasmtime, results.Rows.Where(row => row.Set == Sets.Interpreters))),
        new($"from the bytes to the end of a first call, {BigModule.Large} ÷ the time that Wasmtime compiles it", 1 / 15.0, results => Compiled(results, BigModule.Large, row => row.FirstCallRatio)),
        new($"the same where the first call starts a program, {BigModule.LargeProgram}", 1 / 15.0, results => Compiled(results, BigModule.LargeProgram, row => row.FirstCallRatio)),
        new($"peak memory until the end of the first call of {BigModule.Large} ÷ its size", 10, results => Compiled(results, BigModule.Large, row => row.PeakOfFirstCall)),
        new($"peak memory while all of {BigModule.Large} becomes machine code ÷ its size", 10, results => Compiled(results, BigModule.Large, row => row.PeakOfAll)),
    ];

    /// <summary>The table of targets and what was reached.</summary>
    /// <param name="results">What was measured.</param>
    public static string Table(Results results) =>
        MarkdownTable.Head(["target", "at most", "reached", ""]) + string.Concat(All.Select(target => target.Line(results)));

    private string Line(Results results) => Measure(results) is { } reached
        ? $"| {What} | {Number(AtMost)} | {Number(reached.Ratio)}{reached.Where} | {(reached.Ratio <= AtMost ? "yes" : "**no**")} |\n"
        : $"| {What} | {Number(AtMost)} | {MarkdownTable.Nothing} | {Absent} |\n";

    private static (double, string)? Mean(RatioColumn column, IEnumerable<Row> rows) => MarkdownTable.Mean(column, rows) is { } mean ? (mean, "") : null;

    private static (double, string)? Worst(Results results)
    {
        (double Ratio, string Name)[] ratios = [.. results.Rows.Select(row => (Ratio: RatioColumn.Wasmtime.Ratio(row) ?? 0, row.Name)).Where(pair => pair.Ratio > 0).OrderDescending()];
        if (ratios.Length == 0) return null;
        int above = ratios.Count(pair => pair.Ratio > 1.2);
        return (ratios[0].Ratio, $" ({ratios[0].Name}; {above} of {ratios.Length} above 1.2)");
    }

    private static (double, string)? Compiled(Results results, string module, Func<CompileRow, double?> measure) =>
        results.Compilations.FirstOrDefault(row => row.Name == module) is { } row && measure(row) is { } value ? (value, "") : null;

    private static string Number(double value) => value.ToString(value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);
}
