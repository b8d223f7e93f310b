using System.Globalization;

namespace Caisson.Wit;

/// <summary>The grammar of semantic versioning 2.0, and the order of its pre-releases.</summary>
internal static class SemVersionParser
{
    /// <summary>The version that a text is, or null.</summary>
    public static SemVersion? Parse(string text)
    {
        string numbers = text, build = "", preRelease = "";
        if (Split(ref numbers, '+', ref build) is false || Split(ref numbers, '-', ref preRelease) is false) return null;
        if (preRelease.Length > 0 && !AreIdentifiers(preRelease, numbersAreCanonical: true)) return null;
        if (build.Length > 0 && !AreIdentifiers(build, numbersAreCanonical: false)) return null;
        string[] parts = numbers.Split('.');
        return parts.Length == 3 && Number(parts[0]) is { } major && Number(parts[1]) is { } minor && Number(parts[2]) is { } patch
            ? new SemVersion(major, minor, patch, preRelease, build)
            : null;
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

    // False where a separator has nothing behind it.
    private static bool Split(ref string before, char separator, ref string after)
    {
        int at = before.IndexOf(separator);
        if (at < 0) return true;
        (before, after) = (before.Substring(0, at), before.Substring(at + 1));
        return after.Length > 0;
    }

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
        && !(numbersAreCanonical && text.Length > 1 && text[0] == '0' && text.All(IsDigit));

    private static ulong? Number(string text) =>
        text.Length > 0 && (text[0] != '0' || text.Length == 1) && text.All(IsDigit)
        && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            ? number
            : null;

    private static bool IsIdentifierCharacter(char c) => IsDigit(c) || c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '-';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
