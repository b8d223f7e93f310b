using System.Globalization;
using System.Text;

namespace Caisson.Wit.Lexing;

/// <summary>Reads string literals, which are those of the core text format. spec: text-string, text-name</summary>
internal readonly struct StringLiteral(WitSource source)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The value of the literal that begins at a quotation mark.</summary>
    /// <param name="at">Offset of the mark; set behind the closing one.</param>
    public string Read(ref int at)
    {
        int start = at++;
        List<byte> bytes = [];
        while (true)
        {
            if (at >= source.Text.Length || source.Text[at] == '\n') throw LexErrors.UnclosedString(source, start);
            if (source.Text[at] == '"') break;
            if (source.Text[at] == '\\') Escape(bytes, ref at);
            else Character(bytes, ref at);
        }

        at++;
        return Decode(bytes, start);
    }

    private string Decode(List<byte> bytes, int start)
    {
        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw LexErrors.NotUtf8(source, start);
        }
    }

    private void Character(List<byte> bytes, ref int at)
    {
        bool isPair = char.IsHighSurrogate(source.Text[at]) && at + 1 < source.Text.Length && char.IsLowSurrogate(source.Text[at + 1]);
        if (!isPair && char.IsSurrogate(source.Text[at])) throw LexErrors.NotUtf8(source, at);
        string character = source.Text.Substring(at, isPair ? 2 : 1);
        bytes.AddRange(Strict.GetBytes(character));
        at += character.Length;
    }

    private void Escape(List<byte> bytes, ref int at)
    {
        int start = at++;
        char c = at < source.Text.Length ? source.Text[at] : '\0';
        switch (c)
        {
            case 't': bytes.Add((byte)'\t'); break;
            case 'n': bytes.Add((byte)'\n'); break;
            case 'r': bytes.Add((byte)'\r'); break;
            case '"' or '\'' or '\\': bytes.Add((byte)c); break;
            case 'u':
                Unicode(bytes, ref at, start);
                return;
            default:
                bytes.Add((byte)(Hex(start, at, 2) ?? throw LexErrors.BadEscape(source, start)));
                at++;
                break;
        }

        at++;
    }

    private void Unicode(List<byte> bytes, ref int at, int start)
    {
        int close = source.Text.IndexOf('}', at);
        if (at + 1 >= source.Text.Length || source.Text[at + 1] != '{' || close < 0 || close - at - 2 is < 1 or > 6) throw LexErrors.BadEscape(source, start);
        int? scalar = Hex(start, at + 2, close - at - 2);
        if (scalar is null or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) throw LexErrors.BadEscape(source, start);
        bytes.AddRange(Strict.GetBytes(char.ConvertFromUtf32(scalar.Value)));
        at = close + 1;
    }

    private int? Hex(int start, int at, int length)
    {
        if (at + length > source.Text.Length) throw LexErrors.BadEscape(source, start);
        return int.TryParse(source.Text.Substring(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}
