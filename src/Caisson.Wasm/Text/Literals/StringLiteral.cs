using System.Text;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Literals;

/// <summary>Strings and their escapes. spec: text-string</summary>
internal static class StringLiteral
{
    /// <summary>Finds the end of a string and checks its escapes.</summary>
    /// <param name="text">Characters from the opening quote on.</param>
    /// <param name="length">Length of the string with its quotes, or where the error stands.</param>
    /// <returns>The error, or null.</returns>
    public static string? Scan(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        while (true)
        {
            if (length >= text.Length || text[length] == '\n') return TextErrors.UnclosedString;
            if (Characters.IsControl(text[length])) return TextErrors.IllegalControlCharacter;
            if (text[length] == '"') break;
            if (text[length] != '\\') length++;
            else if (ReadEscape(text[length..], out int escape) >= 0) length += escape;
            else return TextErrors.IllegalEscape;
        }
        length++;
        return null;
    }

    /// <summary>The bytes of a string that has been scanned, quotes included.</summary>
    public static byte[] Decode(ReadOnlySpan<char> quoted)
    {
        ReadOnlySpan<char> text = quoted[1..^1];
        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        int count = 0;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOf('\\');
            if (plain < 0) plain = text.Length;
            count += Encoding.UTF8.GetBytes(text[..plain], bytes.AsSpan(count));
            text = text[plain..];
            if (text.IsEmpty) break;
            int value = ReadEscape(text, out int length);
            if (text[1] == 'u') count += new Rune(value).EncodeToUtf8(bytes.AsSpan(count));
            else bytes[count++] = (byte)value;
            text = text[length..];
        }
        return bytes[..count];
    }

    /// <summary>The byte, or with <c>\u</c> the scalar value, of an escape; -1 when it is illegal.</summary>
    private static int ReadEscape(ReadOnlySpan<char> text, out int length)
    {
        length = 2;
        switch (text.Length > 1 ? text[1] : '\0')
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'r': return '\r';
            case '"': return '"';
            case '\'': return '\'';
            case '\\': return '\\';
            case 'u': return ReadScalar(text, out length);
        }
        length = 3;
        return text.Length > 2 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2])
            ? HexDigit.Value(text[1]) << 4 | HexDigit.Value(text[2])
            : -1;
    }

    private static int ReadScalar(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        int close = text.IndexOf('}');
        if (close < 4 || text[2] != '{') return -1;
        length = close + 1;
        string nat = $"0x{text[3..close]}";
        return NumberSyntax.Classify(nat) == TokenKind.Nat
            && IntegerLiteral.TryParseNat(nat, 21, out ulong value)
            && Rune.IsValid((int)value) ? (int)value : -1;
    }
}
