using System.Globalization;
using System.Text;
using Caisson.Bench.Compilation;
using Caisson.Bench.Measuring;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Report;

/// <summary>The page docs/performance.md, or what the terminal shows of it.</summary>
internal static class PerformancePage
{
    /// <summary>The whole page.</summary>
    /// <param name="results">What was measured.</param>
    /// <param name="circumstances">Where and when.</param>
    public static string Write(Results results, Circumstances circumstances) => $"""
        # Performance

        Written by the benchmarks; [benchmarks.md](benchmarks.md) says what they run and how. To write this page anew:

        ```
        dotnet run -c Release --project bench/Caisson.Bench -- {circumstances.Command}
        ```

        **All numbers are ratios of times, Caisson's over another's: below 1, Caisson is faster.** The times are the best of several rounds.
        In the heads of columns, ÷ X stands for Caisson as it comes, over X: memory behind guard pages, and interruptible at any time. Wasmtime as it comes
        can't be interrupted; *epochs* is Wasmtime that can. *explicit* is Caisson that checks bounds with instructions, *endless* is Caisson that can't be
        interrupted, *fuel* counts instructions. *Spread*: how far the median of a contender was above its best, at worst; where it is large, the machine was
        busy, and the numbers are as rough.

        | | |
        |---|---|
        | processor | {circumstances.Processor}, {circumstances.Processors.ToString(CultureInfo.InvariantCulture)} of them |
        | date | {circumstances.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} |
        | load | {Load(circumstances)} |
        | versions | {string.Join(", ", circumstances.Versions)} |
        | rounds | {string.Join("; ", results.Rounds)} |


        """ + Sections(results);

    private static string Load(Circumstances circumstances) => circumstances.Load is not { } load ? MarkdownTable.Nothing
        : load <= circumstances.Processors + 0.5 ? load.ToString("0.0", CultureInfo.InvariantCulture)
        : load.ToString("0.0", CultureInfo.InvariantCulture) + ": **other programs ran at the same time, so that no number here is worth much**";

    /// <summary>The tables.</summary>
    /// <param name="results">What was measured.</param>
    public static string Sections(Results results)
    {
        var page = new StringBuilder();
        Add("Targets", Target.Table(results));
        if (results.Rows.Count > 0) Add("Means", "libsodium counts as one program in the means.\n\n" + MarkdownTable.OfSets(results.Rows));
        AddRows("Kernels", "kernel", [.. results.Rows.Where(row => row.Set == Sets.Kernels)]);
        AddRows("Programs", "program", [.. results.Rows.Where(row => row.Set != Sets.Kernels)]);
        if (results.Compilations.Count > 0) Add("Compilation", CompileTable.Write(results.Compilations));
        Row[] parts = [.. results.Rows.Where(row => row.Set == Sets.Libsodium)];
        if (parts.Length > 0) Add("The programs of libsodium", MarkdownTable.OfParts(parts));
        AddList("Failed", results.Failures);
        AddList("Left out", results.Omissions);
        return page.ToString().TrimEnd('\n') + "\n";

        void Add(string title, string text) => page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{text}\n");

        void AddRows(string title, string head, Row[] rows)
        {
            if (rows.Length > 0) Add(title, MarkdownTable.OfWorkloads(rows, head));
        }

        void AddList(string title, IReadOnlyList<string> lines)
        {
            if (lines.Count > 0) Add(title, string.Concat(lines.Select(line => $"- {line}\n")));
        }
    }
}
