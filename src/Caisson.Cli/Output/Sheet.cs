using Spectre.Console;

namespace Caisson.Cli.Output;

/// <summary>A titled list of rows: a table on a terminal, aligned columns when the output goes elsewhere.</summary>
/// <param name="Title">What the rows are.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">One text for each column.</param>
internal sealed record Sheet(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Writes the rows to standard output; nothing when there are none.</summary>
    public void Write(Terminal terminal)
    {
        if (Rows.Count == 0) return;
        if (terminal.OutIsRich) WriteTable(terminal.Out);
        else WriteText(terminal.Out);
    }

    private void WriteTable(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.MarkupLine($"[bold]{Markup.Escape(Title)}[/]");
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = Columns.Any(column => column.Length > 0) };
        foreach (string column in Columns) table.AddColumn($"[cyan]{Markup.Escape(column)}[/]");
        foreach (IReadOnlyList<string> row in Rows) table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
    }

    private void WriteText(TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, Columns.Count).Select(column => Rows.Max(row => row[column].Length))];
        output.WriteLine($"{Title}:");
        foreach (IReadOnlyList<string> row in Rows)
        {
            output.WriteLine($"  {string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])))}".TrimEnd());
        }
    }
}
