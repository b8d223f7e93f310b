using System.Globalization;
using System.Text;

namespace Caisson.Wasm.Text.Print;

/// <summary>Characters on their way to a writer: lines, indentation, numbers, strings. Not thread-safe.</summary>
internal sealed class TextOutput(TextWriter writer)
{
    // Deeper lines are indented no more, or the text of a deeply nested function would be quadratic in it.
    private const int MostIndentation = 25;

    private static readonly string Spaces = new(' ', 2 * MostIndentation);

    /// <summary>How far lines are indented.</summary>
    public int Depth { get; set; }

    /// <summary>Whether everything goes on one line, with spaces where lines would begin.</summary>
    public bool IsInline { get; set; }

    /// <summary>Begins a line.</summary>
    public void Line()
    {
        if (IsInline)
        {
            writer.Write(' ');
            return;
        }
        writer.Write('\n');
        writer.Write(Spaces.AsSpan(0, 2 * Math.Min(Depth, MostIndentation)));
    }

    /// <summary>Begins a line with one character less of indentation, because what follows begins with a space.</summary>
    public void LineWithoutSpace()
    {
        writer.Write('\n');
        writer.Write(Spaces.AsSpan(0, 2 * Math.Min(Depth, MostIndentation) - 1));
    }

    /// <summary>Writes a character.</summary>
    public void Write(char value) => writer.Write(value);

    /// <summary>Writes characters.</summary>
    public void Write(string value) => writer.Write(value);

    /// <summary>Writes a number.</summary>
    public void Write(long value)
    {
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        writer.Write(digits[..length]);
    }

    /// <summary>Writes a number.</summary>
    public void Write(ulong value)
    {
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        writer.Write(digits[..length]);
    }

    /// <summary>Writes a number with all its digits, in hexadecimal.</summary>
    public void WriteHex(uint value)
    {
        Span<char> digits = stackalloc char[8];
        value.TryFormat(digits, out int length, "x8", CultureInfo.InvariantCulture);
        writer.Write("0x");
        writer.Write(digits[..length]);
    }

    /// <summary>Writes bytes as a string; those that are no printable ASCII characters as escapes. spec: text-string</summary>
    public void WriteString(ReadOnlySpan<byte> bytes)
    {
        const string hex = "0123456789abcdef";
        writer.Write('"');
        foreach (byte value in bytes)
        {
            if (value is >= 0x20 and < 0x7F and not ((byte)'"' or (byte)'\\'))
            {
                writer.Write((char)value);
                continue;
            }
            writer.Write('\\');
            writer.Write(hex[value >> 4]);
            writer.Write(hex[value & 15]);
        }
        writer.Write('"');
    }

    /// <summary>Writes a name as a string; what can't be seen, or disturbs those who read, as escapes. spec: text-name</summary>
    public void WriteName(string name)
    {
        writer.Write('"');
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                writer.Write('\\');
                writer.Write((char)rune.Value);
            }
            else if (IsPrintable(rune))
            {
                writer.Write(rune.ToString());
            }
            else
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"));
            }
        }
        writer.Write('"');
    }

    private static bool IsPrintable(Rune rune) => rune.IsAscii ? rune.Value is >= ' ' and < 0x7F : Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
