using Caisson.Wasm;

namespace Caisson.Components.Values;

/// <summary>Walks over a text that is a value: blanks, punctuation, labels, numbers. One use, one thread. spec: WAVE</summary>
/// <param name="text">The text.</param>
/// <param name="position">Where to begin.</param>
internal sealed class WaveScanner(string text, int position = 0)
{
    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>Index of the next character.</summary>
    public int Position { get; set; } = position;

    /// <summary>The next character behind blanks and comments; '\0' at the end.</summary>
    public char Peek()
    {
        SkipBlanks();
        return At(0);
    }

    /// <summary>The character that comes some places later; '\0' behind the end.</summary>
    public char At(int distance) => Position + distance < Text.Length ? Text[Position + distance] : '\0';

    /// <summary>Skips a character, if it is the next one.</summary>
    public bool TryTake(char c)
    {
        if (Peek() != c || Position == Text.Length) return false;
        Position++;
        return true;
    }

    /// <summary>Skips a character that must come next.</summary>
    public void Take(char c)
    {
        if (!TryTake(c)) throw Error(WaveErrors.Expected($"`{c}`", Found()));
    }

    /// <summary>Checks that nothing is left.</summary>
    public void TakeEnd()
    {
        SkipBlanks();
        if (Position != Text.Length) throw Error(WaveErrors.Expected("the end", Found()));
    }

    /// <summary>Reads items between brackets, with commas between them and perhaps one at the end.</summary>
    /// <param name="open">The bracket before them.</param>
    /// <param name="close">The bracket behind them.</param>
    /// <param name="item">Reads one.</param>
    public void TakeSequence(char open, char close, Action item)
    {
        Take(open);
        while (!TryTake(close))
        {
            item();
            if (TryTake(',')) continue;
            Take(close);
            return;
        }
    }

    /// <summary>Reads a label or a keyword.</summary>
    /// <param name="noun">What it should name.</param>
    /// <param name="isEscaped">Whether a percent sign says that it isn't a keyword.</param>
    public string TakeLabel(string noun, out bool isEscaped)
    {
        isEscaped = TryTake('%');
        int length = isEscaped ? LabelLength() : PeekLabel().Length;
        if (length == 0) throw Error(WaveErrors.Expected(noun, Found()));
        Position += length;
        return Text.Substring(Position - length, length);
    }

    /// <summary>The label or keyword that comes next; empty where none does.</summary>
    public ReadOnlySpan<char> PeekLabel()
    {
        SkipBlanks();
        return Text.AsSpan(Position, LabelLength());
    }

    /// <summary>Reads what could be a number or a keyword, for its reader to judge.</summary>
    public ReadOnlySpan<char> TakeWord(string noun)
    {
        SkipBlanks();
        int start = Position;
        while (char.IsAsciiLetterOrDigit(At(0)) || At(0) is '-' or '+' or '.') Position++;
        return Position > start ? Text.AsSpan(start, Position - start) : throw Error(WaveErrors.Expected(noun, Found()));
    }

    /// <summary>What comes next, for messages.</summary>
    public string Found()
    {
        SkipBlanks();
        if (Position == Text.Length) return "the end";
        int length = char.IsSurrogatePair(At(0), At(1)) ? 2 : Math.Max(1, LabelLength());
        return $"`{Text.AsSpan(Position, length)}`";
    }

    /// <summary>A failure at the current place.</summary>
    public WaveException Error(string message) => Error(message, Position);

    /// <summary>A failure at a place.</summary>
    public WaveException Error(string message, int position)
    {
        ReadOnlySpan<char> before = Text.AsSpan(0, Math.Min(position, Text.Length));
        int line = before.Count('\n') + 1;
        return new WaveException(message, new TextPosition(line, before.Length - before.LastIndexOf('\n')));
    }

    private int LabelLength()
    {
        int length = 0;
        while (char.IsAsciiLetterOrDigit(At(length)) || (length > 0 && At(length) == '-')) length++;
        return char.IsAsciiDigit(At(0)) ? 0 : length;
    }

    private void SkipBlanks()
    {
        while (true)
        {
            if (At(0) is ' ' or '\t' or '\n' or '\r')
            {
                Position++;
            }
            else if (At(0) == '/' && At(1) == '/')
            {
                int end = Text.IndexOf('\n', Position);
                Position = end < 0 ? Text.Length : end;
            }
            else
            {
                return;
            }
        }
    }
}
