namespace Caisson.Wit;

/// <summary>A WIT text and the name that errors give it. Immutable.</summary>
public sealed class WitSource
{
    private int[]? _lines;

    /// <summary>A text.</summary>
    /// <param name="name">What errors call it: the path of a file, say.</param>
    /// <param name="text">The text.</param>
    public WitSource(string name, string text)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        Text = text ?? throw new ArgumentNullException(nameof(text));
    }

    /// <summary>What errors call the text.</summary>
    public string Name { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The place of an offset in UTF-16 units.</summary>
    internal WitPosition PositionOf(int offset)
    {
        _lines ??= LineStarts(Text);
        int line = Array.BinarySearch(_lines, offset);
        if (line < 0) line = ~line - 1;
        return new WitPosition(line + 1, offset - _lines[line] + 1);
    }

    private static int[] LineStarts(string text)
    {
        List<int> starts = [0];
        for (int at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1)) starts.Add(at + 1);
        return [.. starts];
    }
}
