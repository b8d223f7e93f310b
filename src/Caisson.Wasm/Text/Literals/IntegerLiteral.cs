namespace Caisson.Wasm.Text.Literals;

/// <summary>Values of integer tokens. spec: text-int</summary>
internal static class IntegerLiteral
{
    /// <summary>The value of a <c>Nat</c> token.</summary>
    /// <param name="word">The characters.</param>
    /// <param name="bits">Largest width of the value in bits, 1 to 64.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it fits.</returns>
    public static bool TryParseNat(ReadOnlySpan<char> word, int bits, out ulong value)
    {
        uint radix = NumberSyntax.IsHex(word) ? 16u : 10u;
        value = 0;
        foreach (char c in radix == 16 ? word[2..] : word)
        {
            if (c == '_') continue;
            UInt128 next = (UInt128)value * radix + (uint)HexDigit.Value(c);
            if (next >> bits != 0) return false;
            value = (ulong)next;
        }
        return true;
    }

    /// <summary>The bits of a <c>Nat</c> or <c>Int</c> token, which may be read as signed or unsigned. spec: text-int</summary>
    /// <param name="word">The characters.</param>
    /// <param name="bits">Width in bits, 1 to 64.</param>
    /// <param name="value">The bits, zero-extended.</param>
    /// <returns>Whether it fits.</returns>
    public static bool TryParse(ReadOnlySpan<char> word, int bits, out ulong value)
    {
        bool negative = word[0] == '-';
        if (word[0] is '+' or '-') word = word[1..];
        if (!TryParseNat(word, bits, out value)) return false;
        if (!negative) return true;
        if (value > 1UL << (bits - 1)) return false;
        value = (0 - value) & (ulong.MaxValue >> (64 - bits));
        return true;
    }
}
