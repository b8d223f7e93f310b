using System.Text;
using Caisson.Wit.Lexing;
using Caisson.Wit.Model;

namespace Caisson.Wit.Printing;

/// <summary>
/// An item as lines: documentation, gate, the item itself. An empty line stands between items of different kinds, and around those
/// that have several lines.
/// </summary>
/// <param name="kind">What stands together.</param>
internal sealed class Block(string kind)
{
    private const string Indent = "  ";
    private readonly List<string> _lines = [];

    /// <summary>Begins with documentation and annotations.</summary>
    public static Block Of(string kind, string? docs, WitGate gate, string? externalId = null)
    {
        var block = new Block(kind);
        block.Docs(docs);
        if (gate.Since is not null) block._lines.Add($"@since(version = {gate.Since})");
        if (gate.Unstable is not null) block._lines.Add($"@unstable(feature = {TypePrinter.Name(gate.Unstable)})");
        if (gate.Deprecated is not null) block._lines.Add($"@deprecated(version = {gate.Deprecated})");
        if (externalId is not null) block._lines.Add($"@external-id({Quote(externalId)})");
        return block;
    }

    /// <summary>Adds a line.</summary>
    public Block Line(string line)
    {
        _lines.Add(line);
        return this;
    }

    /// <summary>Adds a line with braces around items.</summary>
    public Block Braces(string head, IEnumerable<Block> items)
    {
        List<string> inner = [.. Join(items)];
        if (inner.Count == 0) return Line(head + " {}");
        _lines.Add(head + " {");
        _lines.AddRange(inner.Select(line => line.Length == 0 ? line : Indent + line));
        return Line("}");
    }

    /// <summary>Adds documentation.</summary>
    public void Docs(string? docs)
    {
        if (docs is null) return;
        foreach (string line in docs.Split('\n')) _lines.Add(("/// " + Clean(line)).TrimEnd());
    }

    /// <summary>The lines of items, one after another.</summary>
    public static IEnumerable<string> Join(IEnumerable<Block> items)
    {
        Block? previous = null;
        foreach (Block item in items)
        {
            if (previous is not null && (previous._lines.Count > 1 || item._lines.Count > 1 || previous.Kind != item.Kind)) yield return "";
            foreach (string line in item._lines) yield return line;
            previous = item;
        }
    }

    private string Kind => kind;

    // Documentation of a binary package can hold what a text can't.
    private static string Clean(string line) => line.Any(c => Characters.IsForbidden(c) || c == '\r')
        ? new string([.. line.TrimEnd('\r').Select(c => Characters.IsForbidden(c) || c == '\r' ? '\uFFFD' : c)])
        : line;

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (Characters.IsForbidden(c) || c is '\n' or '\r' or '\t') quoted.Append($"\\u{{{(int)c:x}}}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
