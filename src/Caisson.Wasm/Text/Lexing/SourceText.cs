using System.Text;

namespace Caisson.Wasm.Text.Lexing;

/// <summary>The characters of a module or a script, and the way from an offset to a line. Immutable.</summary>
internal sealed class SourceText(string content)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int[]? _lineStarts;

    /// <summary>The characters.</summary>
    public string Content { get; } = content;

    /// <summary>Decodes UTF-8.</summary>
    /// <exception cref="MalformedException">The bytes are no UTF-8.</exception>
    public static SourceText FromUtf8(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return new SourceText(StrictUtf8.GetString(utf8));
        }
        catch (DecoderFallbackException)
        {
            // What comes before the first bad byte is text, so that the position can be told.
            SourceText valid = new(Encoding.UTF8.GetString(utf8));
            throw TextErrors.At(valid, valid.Content.IndexOf('\uFFFD', StringComparison.Ordinal), TextErrors.MalformedUtf8);
        }
    }

    /// <summary>The characters of a token.</summary>
    public ReadOnlySpan<char> Slice(Token token) => Content.AsSpan(token.Start, token.Length);

    /// <summary>Line and column of an offset, both counted from one.</summary>
    public TextPosition PositionOf(int offset)
    {
        int[] starts = _lineStarts ??= FindLines();
        int line = Array.BinarySearch(starts, offset);
        if (line < 0) line = ~line - 1;
        return new TextPosition(line + 1, offset - starts[line] + 1);
    }

    private int[] FindLines()
    {
        List<int> starts = [0];
        for (int i = 0; i < Content.Length; i++)
        {
            if (Content[i] == '\n') starts.Add(i + 1);
        }
        return [.. starts];
    }
}
