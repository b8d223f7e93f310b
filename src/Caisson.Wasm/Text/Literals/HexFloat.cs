using System.Numerics;

namespace Caisson.Wasm.Text.Literals;

/// <summary>Hexadecimal floating-point numbers, rounded to nearest, ties to even. spec: text-hexfloat</summary>
internal static class HexFloat
{
    // More digits would only make a number larger or smaller that is out of range, or zero, already.
    private const long ExponentLimit = 1L << 40;

    /// <summary>The bits of a number without sign and <c>0x</c>.</summary>
    /// <param name="digits">The characters, which have the syntax of a number.</param>
    /// <param name="format">The format of the result.</param>
    /// <param name="bits">The bits.</param>
    /// <returns>Whether it does not round to infinity.</returns>
    public static bool TryParse(ReadOnlySpan<char> digits, FloatFormat format, out ulong bits)
    {
        int exponentAt = digits.IndexOfAny('p', 'P');
        ReadOnlySpan<char> significandDigits = exponentAt < 0 ? digits : digits[..exponentAt];
        (ulong significand, long exponent, bool inexact) = Significand(significandDigits);
        if (exponentAt >= 0) exponent += Exponent(digits[(exponentAt + 1)..]);
        bits = Round(significand, exponent, inexact, format);
        return bits < format.Infinity;
    }

    /// <summary>The first 15 significant digits or more as an integer, its binary exponent, and whether digits were lost.</summary>
    private static (ulong Significand, long Exponent, bool Inexact) Significand(ReadOnlySpan<char> digits)
    {
        ulong significand = 0;
        long exponent = 0;
        bool inexact = false;
        int perFractionDigit = 0;
        foreach (char c in digits)
        {
            if (c == '_') continue;
            if (c == '.')
            {
                perFractionDigit = 4;
            }
            else if (significand < 1UL << 60)
            {
                significand = significand << 4 | (uint)HexDigit.Value(c);
                exponent -= perFractionDigit;
            }
            else
            {
                inexact |= c != '0';
                exponent += 4 - perFractionDigit;
            }
        }
        return (significand, exponent, inexact);
    }

    private static long Exponent(ReadOnlySpan<char> word)
    {
        bool negative = word[0] == '-';
        long exponent = 0;
        foreach (char c in word)
        {
            if (char.IsAsciiDigit(c)) exponent = Math.Min(ExponentLimit, exponent * 10 + (c - '0'));
        }
        return negative ? -exponent : exponent;
    }

    private static ulong Round(ulong significand, long exponent, bool inexact, FloatFormat format)
    {
        if (significand == 0) return 0;
        int zeros = BitOperations.LeadingZeroCount(significand);
        significand <<= zeros;
        long leading = exponent - zeros + 63;
        if (leading > format.Bias) return format.Infinity;

        // Subnormals keep fewer bits: one less for each step below the smallest normal exponent.
        long below = Math.Max(0, 1 - format.Bias - leading);
        long dropped = 63 - format.SignificandBits + below;
        if (dropped > 64) return 0;
        ulong kept = dropped == 64 ? 0 : significand >> (int)dropped;
        ulong half = 1UL << (int)(dropped - 1);
        ulong rest = dropped == 64 ? significand : significand & ((half << 1) - 1);
        bool up = rest > half || (rest == half && (inexact || (kept & 1) != 0));
        kept += up ? 1u : 0u;

        // The implicit leading bit of a normal number adds one to the exponent, and so does a carry out of the significand.
        ulong biased = below > 0 ? 0 : (ulong)(leading + format.Bias - 1);
        return (biased << format.SignificandBits) + kept;
    }
}
