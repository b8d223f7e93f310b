using System.Globalization;
using System.Text;
using Caisson.Bench.Measuring;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Report;

/// <summary>Tables of ratios in Markdown.</summary>
internal static class MarkdownTable
{
    /// <summary>What stands where nothing was measured.</summary>
    public const string Nothing = "–";

    /// <summary>One line a workload, and a last one for their geometric mean. Columns without a number are left out.</summary>
    /// <param name="rows">The workloads.</param>
    /// <param name="head">The head of the first column.</param>
    public static string OfWorkloads(IReadOnlyList<Row> rows, string head)
    {
        RatioColumn[] columns = Columns(rows);
        var table = new StringBuilder(Head([head, "Caisson, ms", .. columns.Select(column => column.Title), "spread"]));
        foreach (IGrouping<string, Row> line in Lines(rows)) table.Append(Line(line, columns));
        return table.Append(MeanLine("**geometric mean**", rows, columns)).ToString();
    }

    /// <summary>One line a set with its geometric means, and a last one for all.</summary>
    /// <param name="rows">All workloads.</param>
    public static string OfSets(IReadOnlyList<Row> rows)
    {
        RatioColumn[] columns = Columns(rows);
        var table = new StringBuilder(Head(["set", "workloads", .. columns.Select(column => column.Title), "largest spread"]));
        foreach (IGrouping<string, Row> set in rows.GroupBy(row => row.Set)) table.Append(SetLine(set.Key, set.ToArray(), columns));
        Row[] programs = [.. rows.Where(row => row.Set != Sets.Kernels)];
        if (programs.Length > 0 && programs.Length < rows.Count) table.Append(SetLine("all programs", programs, columns));
        return table.Append(SetLine("**all**", rows, columns)).ToString();
    }

    /// <summary>One line each for the single programs of a set that otherwise counts as one.</summary>
    /// <param name="rows">The programs.</param>
    public static string OfParts(IReadOnlyList<Row> rows)
    {
        RatioColumn[] columns = Columns(rows);
        var table = new StringBuilder(Head(["program", "Caisson, ms", .. columns.Select(column => column.Title), "spread"]));
        foreach (Row row in rows) table.Append(Line([row], columns));
        return table.ToString();
    }

    /// <summary>The geometric mean, in which libsodium counts as one program.</summary>
    /// <param name="column">Of which ratio.</param>
    /// <param name="rows">Over which workloads.</param>
    public static double? Mean(RatioColumn column, IEnumerable<Row> rows) =>
        Statistics.GeometricMean(Lines(rows).Select(line => column.Mean(line)).OfType<double>());

    /// <summary>The first two lines of a table.</summary>
    /// <param name="titles">The heads of its columns: the first to the left, all others to the right.</param>
    public static string Head(IReadOnlyList<string> titles) =>
        $"| {string.Join(" | ", titles)} |\n|---|{string.Concat(Enumerable.Repeat("--:|", titles.Count - 1))}\n";

    /// <summary>A ratio.</summary>
    /// <param name="value">Null when it wasn't measured.</param>
    public static string Ratio(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>A part of one, in percent.</summary>
    /// <param name="value">The part.</param>
    public static string Percent(double value) => (100 * value).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static RatioColumn[] Columns(IReadOnlyList<Row> rows) =>
        [.. RatioColumn.All.Where(column => rows.Any(row => column.Ratio(row) is not null))];

    private static IEnumerable<IGrouping<string, Row>> Lines(IEnumerable<Row> rows) =>
        rows.GroupBy(row => row.Set == Sets.Libsodium ? row.Set : row.Name);

    private static string Line(IGrouping<string, Row> line, RatioColumn[] columns) => line.Count() == 1 && line.Key != Sets.Libsodium
        ? Line([.. line], columns)
        : $"| {line.Key} ({line.Count()} programs) | | {Ratios(line, columns)} | {Percent(line.Max(row => row.Spread))} |\n";

    private static string Line(Row[] row, RatioColumn[] columns) =>
        $"| {row[0].Name} | {Milliseconds(row[0])} | {Ratios(row, columns)} | {Percent(row[0].Spread)} |\n";

    private static string MeanLine(string name, IReadOnlyList<Row> rows, RatioColumn[] columns) =>
        $"| {name} | | {Ratios(rows, columns)} | |\n";

    private static string SetLine(string name, IReadOnlyList<Row> rows, RatioColumn[] columns) =>
        $"| {name} | {rows.Count} | {Ratios(rows, columns)} | {Percent(rows.Max(row => row.Spread))} |\n";

    private static string Ratios(IEnumerable<Row> rows, RatioColumn[] columns) =>
        string.Join(" | ", columns.Select(column => Ratio(Mean(column, rows))));

    private static string Milliseconds(Row row) =>
        row.Samples.TryGetValue(Contenders.Contender.Caisson, out Sample? sample) ? sample.Best.ToString("0.0", CultureInfo.InvariantCulture) : Nothing;
}
