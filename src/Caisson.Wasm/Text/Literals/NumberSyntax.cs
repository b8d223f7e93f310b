using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Literals;

/// <summary>Tells integers from floating-point numbers, and both from words that are neither. spec: text-num</summary>
internal static class NumberSyntax
{
    /// <summary>The kind of a word that consists of identifier characters and doesn't begin with a small letter.</summary>
    public static TokenKind Classify(ReadOnlySpan<char> word)
    {
        bool signed = word[0] is '+' or '-';
        ReadOnlySpan<char> digits = signed ? word[1..] : word;
        if (signed && IsSpecialFloat(digits)) return TokenKind.Float;
        bool hex = IsHex(digits);
        int at = hex ? 2 : 0;
        if (!SkipDigits(digits, ref at, hex)) return TokenKind.Reserved;
        if (at == digits.Length) return signed ? TokenKind.Int : TokenKind.Nat;
        return SkipFraction(digits, ref at, hex) && SkipExponent(digits, ref at, hex) && at == digits.Length
            ? TokenKind.Float
            : TokenKind.Reserved;
    }

    /// <summary>Whether an unsigned word is <c>inf</c>, <c>nan</c> or <c>nan:0x…</c>.</summary>
    public static bool IsSpecialFloat(ReadOnlySpan<char> word)
    {
        if (word is "inf" or "nan") return true;
        if (!word.StartsWith("nan:0x")) return false;
        int at = 6;
        return SkipDigits(word, ref at, hex: true) && at == word.Length;
    }

    /// <summary>Whether an unsigned number is hexadecimal.</summary>
    public static bool IsHex(ReadOnlySpan<char> digits) => digits.StartsWith("0x");

    private static bool SkipFraction(ReadOnlySpan<char> digits, ref int at, bool hex)
    {
        if (digits[at] != '.') return true;
        at++;
        return at == digits.Length || !IsDigit(digits[at], hex) || SkipDigits(digits, ref at, hex);
    }

    private static bool SkipExponent(ReadOnlySpan<char> digits, ref int at, bool hex)
    {
        if (at == digits.Length) return true;
        if (char.ToLowerInvariant(digits[at]) != (hex ? 'p' : 'e')) return false;
        at++;
        if (at < digits.Length && digits[at] is '+' or '-') at++;
        return SkipDigits(digits, ref at, hex: false);
    }

    /// <summary>Skips digits with single underscores between them; false when there are none, or an underscore dangles.</summary>
    private static bool SkipDigits(ReadOnlySpan<char> word, ref int at, bool hex)
    {
        int start = at;
        while (at < word.Length)
        {
            if (IsDigit(word[at], hex)) at++;
            else if (word[at] == '_' && at > start && at + 1 < word.Length && IsDigit(word[at + 1], hex)) at += 2;
            else break;
        }
        return at > start;
    }

    private static bool IsDigit(char c, bool hex) => hex ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c);
}
