using System.Globalization;

namespace Caisson.Wit;

/// <summary>The grammar of semantic versioning 2.0, and the order of its pre-releases.</summary>
internal static class SemVersionParser
{
    private static readonly string[] Numbers = ["major version number", "minor version number", "patch version number"];

    /// <summary>The version that a text is; null, and why, where it is none.</summary>
    public static SemVersion? Parse(string text, out string? error)
    {
        int at = 0;
        var numbers = new ulong[Numbers.Length];
        string preRelease = "", build = "";
        error = text.Length == 0 ? "empty string, expected a semver version" : null;
        for (int part = 0; part < numbers.Length; part++)
        {
            if (part > 0) error ??= SkipDot(text, ref at, Numbers[part - 1]);
            error ??= ReadNumber(text, ref at, Numbers[part], out numbers[part]);
        }

        if (error is null && Skip(text, ref at, '-')) error = ReadIdentifiers(text, ref at, "pre-release identifier", numbersAreCanonical: true, out preRelease);
        if (error is null && Skip(text, ref at, '+')) error = ReadIdentifiers(text, ref at, "build metadata", numbersAreCanonical: false, out build);
        if (error is null && at < text.Length) error = $"unexpected character '{text[at]}' after {Numbers[2]}";
        return error is null ? new SemVersion(numbers[0], numbers[1], numbers[2], preRelease, build) : null;
    }

    /// <summary>Whether a text is a number without leading zeros. spec of semantic versioning: numeric identifier</summary>
    public static bool IsNumber(string text)
    {
        int at = 0;
        return ReadNumber(text, ref at, "", out _) is null && at == text.Length;
    }

    /// <summary>Whether a text is identifiers with dots between.</summary>
    public static bool AreIdentifiers(string text, bool numbersAreCanonical) =>
        text.Split('.').All(identifier => IsIdentifier(identifier, numbersAreCanonical));

    /// <summary>The order of two pre-releases of one version: none is the highest, numbers go before words.</summary>
    public static int ComparePreReleases(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0) return right.Length.CompareTo(left.Length);
        string[] lefts = left.Split('.'), rights = right.Split('.');
        for (int at = 0; at < Math.Min(lefts.Length, rights.Length); at++)
        {
            int order = CompareIdentifiers(lefts[at], rights[at]);
            if (order != 0) return order;
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    private static bool Skip(string text, ref int at, char expected)
    {
        bool isThere = at < text.Length && text[at] == expected;
        if (isThere) at++;
        return isThere;
    }

    private static string? SkipDot(string text, ref int at, string before) =>
        Skip(text, ref at, '.') ? null
        : at < text.Length ? $"unexpected character '{text[at]}' after {before}"
        : $"unexpected end of input while parsing {before}";

    private static string? ReadNumber(string text, ref int at, string what, out ulong number)
    {
        number = 0;
        string digits = Read(text, ref at, IsDigit);
        if (digits.Length == 0)
            return at < text.Length ? $"unexpected character '{text[at]}' while parsing {what}" : $"unexpected end of input while parsing {what}";
        if (IsPadded(digits)) return $"invalid leading zero in {what}";
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? null : $"value of {what} exceeds u64::MAX";
    }

    private static string? ReadIdentifiers(string text, ref int at, string what, bool numbersAreCanonical, out string identifiers)
    {
        identifiers = Read(text, ref at, c => IsIdentifierCharacter(c) || c == '.');
        foreach (string identifier in identifiers.Split('.'))
        {
            if (identifier.Length == 0) return $"empty identifier segment in {what}";
            if (numbersAreCanonical && identifier.All(IsDigit) && IsPadded(identifier)) return $"invalid leading zero in {what}";
        }

        return null;
    }

    private static string Read(string text, ref int at, Func<char, bool> belongs)
    {
        int start = at;
        while (at < text.Length && belongs(text[at])) at++;
        return text.Substring(start, at - start);
    }

    private static bool IsPadded(string digits) => digits.Length > 1 && digits[0] == '0';

    private static int CompareIdentifiers(string left, string right)
    {
        bool leftIsNumber = left.All(IsDigit), rightIsNumber = right.All(IsDigit);
        if (leftIsNumber != rightIsNumber) return leftIsNumber ? -1 : 1;
        // Numbers have no leading zeros, and may be longer than any integer.
        if (leftIsNumber && left.Length != right.Length) return left.Length.CompareTo(right.Length);
        return Math.Sign(string.CompareOrdinal(left, right));
    }

    private static bool IsIdentifier(string text, bool numbersAreCanonical) =>
        text.Length > 0 && text.All(IsIdentifierCharacter)
        && !(numbersAreCanonical && IsPadded(text) && text.All(IsDigit));

    private static bool IsIdentifierCharacter(char c) => IsDigit(c) || c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '-';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
