using System.Globalization;
using System.Text;
using Caisson.Cli.Tests.Wast;
using Caisson.Cli.Wast;

namespace Caisson.Cli.Tests.Conformance;

/// <summary>Writes docs/conformance.md: the text around the tables from a template, the tables from a run of the suites.</summary>
internal static class ConformancePage
{
    private static readonly (string Name, ScriptSuite Suite)[] AllSuites =
        [("spec", ScriptSuite.Specification), ("component", ScriptSuite.Components), ("wasmtime", ScriptSuite.Wasmtime)];

    /// <summary>Scripts that no row names: the page would be silent about them.</summary>
    public static IEnumerable<string> Unmapped => Paths.Where(path => Proposals.Of(path) is null);

    private static IEnumerable<string> Paths => AllSuites.SelectMany(suite => suite.Suite.Scripts.Select(path => $"{suite.Name}/{path}"));

    /// <summary>The page.</summary>
    /// <param name="template">Its text, with lines <c>{spec}</c>, <c>{component}</c> and <c>{wasmtime}</c> where the tables belong.</param>
    public static string Write(string template) =>
        AllSuites.Aggregate(template, (page, suite) => page.Replace($"{{{suite.Name}}}\n", Table(suite.Name, suite.Suite), StringComparison.Ordinal));

    private static string Table(string name, ScriptSuite suite)
    {
        StringBuilder table = new("| proposal | standard | scripts | decode | validate | run | several threads |\n|---|---|---:|---:|---:|---:|---|\n");
        ILookup<Proposal, ScriptReport> reports = suite.Scripts
            .Where(path => Proposals.Of($"{name}/{path}") is not null)
            .ToLookup(path => Proposals.Of($"{name}/{path}")!, path => suite.Run(path).Report);
        foreach (Proposal proposal in Proposals.All.Reverse().Where(reports.Contains))
            Row(table, proposal.Name, proposal.Since, proposal.Threads, [.. reports[proposal]]);
        Row(table, "all", "", "", [.. reports.SelectMany(group => group)]);
        return table.ToString();
    }

    private static void Row(StringBuilder table, string name, string since, string threads, ScriptReport[] reports)
    {
        IEnumerable<string> cells = Enum.GetValues<ScriptPhase>().Select(phase => Cell(reports.Aggregate(default(ScriptCounts), (sum, report) => sum + report[phase])));
        table.Append(CultureInfo.InvariantCulture, $"| {name} | {since} | {reports.Length} | {string.Join(" | ", cells)} | {threads} |\n");
    }

    /// <summary>How many of how many; what is missing is told apart.</summary>
    private static string Cell(ScriptCounts counts)
    {
        if (counts.Total == 0) return "";
        string failed = counts.Failed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {counts.Failed} failed");
        string skipped = counts.Skipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {counts.Skipped} skipped");
        return string.Create(CultureInfo.InvariantCulture, $"{counts.Passed} of {counts.Total}{failed}{skipped}");
    }
}
