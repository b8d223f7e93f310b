using System.Globalization;

namespace Caisson.Wasm.Text.Literals;

/// <summary>Bits of floating-point tokens, rounded to nearest, ties to even. spec: text-float</summary>
internal static class FloatLiteral
{
    /// <summary>The bits of a number of any kind, or of <c>inf</c>, <c>nan</c>, <c>nan:0x…</c>.</summary>
    /// <param name="word">The characters, which have the syntax of a number.</param>
    /// <param name="format">The format of the result.</param>
    /// <param name="bits">The bits.</param>
    /// <returns>Whether it fits: it does not round to infinity, and a payload is neither zero nor too wide.</returns>
    public static bool TryParse(ReadOnlySpan<char> word, FloatFormat format, out ulong bits)
    {
        ulong sign = word[0] == '-' ? format.Sign : 0;
        if (word[0] is '+' or '-') word = word[1..];
        bool fits = word switch
        {
            "inf" => Is(format.Infinity, out bits),
            "nan" => Is(format.Infinity | format.QuietBit, out bits),
            ['n', ..] => TryParsePayload(word[4..], format, out bits),
            ['0', 'x', ..] => HexFloat.TryParse(word[2..], format, out bits),
            _ => TryParseDecimal(word, format, out bits),
        };
        bits |= sign;
        return fits;
    }

    private static bool Is(ulong value, out ulong bits)
    {
        bits = value;
        return true;
    }

    private static bool TryParsePayload(ReadOnlySpan<char> digits, FloatFormat format, out ulong bits)
    {
        bool fits = IntegerLiteral.TryParseNat(digits, format.SignificandBits, out ulong payload) && payload != 0;
        bits = format.Infinity | payload;
        return fits;
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> word, FloatFormat format, out ulong bits)
    {
        if (word.Contains('_')) word = word.ToString().Replace("_", "", StringComparison.Ordinal);
        bits = format == FloatFormat.F32
            ? BitConverter.SingleToUInt32Bits(float.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture))
            : BitConverter.DoubleToUInt64Bits(double.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture));
        return bits < format.Infinity;
    }
}
