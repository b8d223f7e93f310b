using Caisson.Cli.Options;
using Caisson.Cli.Output;

namespace Caisson.Cli.Inspection;

/// <summary>A report for people.</summary>
internal static class ReportText
{
    /// <summary>Writes a report to standard output.</summary>
    public static void Write(ModuleReport report, Terminal terminal)
    {
        foreach (Sheet sheet in Sheets(report)) sheet.Write(terminal);
        if (report.WitWorld is not null) WriteWit(report.WitWorld, terminal);
    }

    private static IEnumerable<Sheet> Sheets(ModuleReport report)
    {
        yield return new Sheet(report.File, ["", ""], [.. Summary(report)]);
        yield return new Sheet("needs from the host", ["capability", "imports", "by default"],
            [.. report.Needs.Select(need => (string[])[need.Capability, $"{need.Imports}", need.ByDefault])]);
        yield return new Sheet("imports", ["name", "type"],
            [.. (report.WitWorld is null ? report.Imports : []).Select(import => (string[])[$"{import.Module}.{import.Name}", import.Type])]);
        yield return new Sheet("exports", ["name", "type"],
            [.. (report.WitWorld is null ? report.Exports : []).Select(export => (string[])[export.Name, export.Type])]);
        yield return new Sheet("sections", ["section", "offset", "bytes"],
            [.. report.Sections.Select(section => (string[])[section.Name, $"0x{section.Offset:x}", $"{section.Size}"])]);
    }

    private static void WriteWit(string wit, Terminal terminal)
    {
        terminal.Out.WriteLine("wit, of which caisson wit shows all:");
        foreach (string line in wit.TrimEnd().Split('\n')) terminal.Out.WriteLine(line.Length == 0 ? "" : "  " + line);
    }

    private static IEnumerable<string[]> Summary(ModuleReport report)
    {
        yield return ["kind", report.Kind];
        yield return ["size", ByteSize.Format(report.Size)];
        if (report.Name is not null) yield return ["name", report.Name];
        yield return ["valid", report.Invalid is null ? "yes" : $"no: {report.Invalid}"];
        if (report.Standard is null) yield break;
        yield return ["standard", report.Standard];
        if (report.Features.Count > 0) yield return ["features", string.Join(", ", report.Features)];
        yield return ["threads", report.Threads ? "yes" : "no"];
        yield return ["entry", report.Entry!];
        if (report.CoreModules is not null) yield return ["core modules", $"{report.CoreModules}"];
        yield return ["functions", $"{report.Functions}"];
        if (report.CoreModules is not null) yield break;
        yield return ["globals", $"{report.Globals}"];
        foreach (string memory in report.Memories) yield return ["memory", memory];
        foreach (string table in report.Tables) yield return ["table", table];
    }
}
