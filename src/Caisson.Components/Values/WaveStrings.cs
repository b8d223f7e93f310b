using System.Globalization;
using System.Text;

namespace Caisson.Components.Values;

/// <summary>Characters and strings of a text that is a value. spec: WAVE</summary>
internal static class WaveStrings
{
    private const string Quotes = "\"\"\"";

    /// <summary>Reads a character between single quotes.</summary>
    public static Rune TakeChar(WaveScanner scanner)
    {
        if (scanner.Peek() != '\'') throw scanner.Error(WaveErrors.Expected("a char", scanner.Found()));
        int start = scanner.Position++;
        if (scanner.At(0) is '\'' or '\n') throw scanner.Error(WaveErrors.NotOneChar, start);
        Rune value = TakeRune(scanner);
        if (scanner.At(0) != '\'') throw scanner.Error(WaveErrors.NotOneChar, start);
        scanner.Position++;
        return value;
    }

    /// <summary>Reads a string between double quotes, or between lines of three.</summary>
    public static string TakeString(WaveScanner scanner)
    {
        if (scanner.Peek() != '"') throw scanner.Error(WaveErrors.Expected("a string", scanner.Found()));
        if (scanner.Text.AsSpan(scanner.Position).StartsWith(Quotes, StringComparison.Ordinal)) return TakeMultiline(scanner);
        int start = scanner.Position++;
        var text = new StringBuilder();
        while (scanner.At(0) != '"')
        {
            if (scanner.Position == scanner.Text.Length || scanner.At(0) == '\n') throw scanner.Error(WaveErrors.UnterminatedString, start);
            text.Append(TakeRune(scanner).ToString());
        }

        scanner.Position++;
        return text.ToString();
    }

    private static string TakeMultiline(WaveScanner scanner)
    {
        int start = scanner.Position + Quotes.Length;
        int end = scanner.Text.IndexOf(Quotes, start, StringComparison.Ordinal);
        if (end < 0) throw scanner.Error(WaveErrors.UnterminatedString);
        scanner.Position = start;
        if (scanner.At(0) == '\r') scanner.Position++;
        if (scanner.At(0) != '\n') throw scanner.Error(WaveErrors.MultilineStart, start);
        int firstLine = scanner.Position + 1;
        int lastLine = scanner.Text.LastIndexOf('\n', end) + 1;
        int indent = end - lastLine;
        if (scanner.Text.AsSpan(lastLine, indent).IndexOfAnyExcept(' ') >= 0) throw scanner.Error(WaveErrors.MultilineEnd, end);
        var text = new StringBuilder();
        for (scanner.Position = firstLine; scanner.Position < lastLine; scanner.Position++)
        {
            if (scanner.Position > firstLine) text.Append('\n');
            TakeLine(scanner, indent, text);
        }

        scanner.Position = end + Quotes.Length;
        return text.ToString();
    }

    // Ends at the line break, which a carriage return may belong to.
    private static void TakeLine(WaveScanner scanner, int indent, StringBuilder text)
    {
        for (int i = 0; i < indent; i++)
        {
            if (scanner.At(i) != ' ') throw scanner.Error(WaveErrors.MultilineIndent);
        }

        scanner.Position += indent;
        while (scanner.At(0) != '\n')
        {
            if (scanner.At(0) == '\r' && scanner.At(1) == '\n') scanner.Position++;
            else text.Append(TakeRune(scanner).ToString());
        }
    }

    private static Rune TakeRune(WaveScanner scanner)
    {
        if (scanner.At(0) == '\\') return TakeEscape(scanner);
        if (Rune.DecodeFromUtf16(scanner.Text.AsSpan(scanner.Position), out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
            throw scanner.Error(scanner.Position == scanner.Text.Length ? WaveErrors.UnterminatedString : WaveErrors.LoneSurrogate);
        scanner.Position += length;
        return rune;
    }

    private static Rune TakeEscape(WaveScanner scanner)
    {
        char kind = scanner.At(1);
        if (kind == 'u') return TakeUnicodeEscape(scanner);
        int i = "\\'\"tnr".IndexOf(kind, StringComparison.Ordinal);
        if (i < 0 || kind == '\0') throw scanner.Error(WaveErrors.Escape);
        scanner.Position += 2;
        return new Rune("\\'\"\t\n\r"[i]);
    }

    private static Rune TakeUnicodeEscape(WaveScanner scanner)
    {
        int start = scanner.Position + 3;
        int length = scanner.At(2) == '{' ? scanner.Text.AsSpan(start).IndexOf('}') : -1;
        if (length is < 1 or > 6
            || !uint.TryParse(scanner.Text.AsSpan(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
            || !Rune.TryCreate(value, out Rune rune))
            throw scanner.Error(WaveErrors.Escape);
        scanner.Position = start + length + 1;
        return rune;
    }
}
