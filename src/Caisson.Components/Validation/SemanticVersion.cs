namespace Caisson.Components.Validation;

/// <summary>Versions, as semver.org defines them. spec: valid semver, canonversion</summary>
internal static class SemanticVersion
{
    private static readonly string[] Parts = ["major version number", "minor version number", "patch version number"];

    /// <summary>What is wrong with a version; null for nothing.</summary>
    public static string? Check(string version)
    {
        if (version.Length == 0) return "empty string, expected a semver version";
        int at = 0;
        for (int part = 0; part < Parts.Length; part++)
        {
            if (part > 0)
            {
                if (at == version.Length) return $"unexpected end of input while parsing {Parts[part - 1]}";
                if (version[at] != '.') return $"unexpected character '{version[at]}' after {Parts[part - 1]}";
                at++;
            }
            if (SkipNumber(version, ref at, Parts[part]) is { } error) return error;
        }
        if (at < version.Length && version[at] == '-')
        {
            at++;
            if (SkipIdentifiers(version, ref at, "pre-release identifier", mayStartWithZero: false) is { } error) return error;
        }
        if (at < version.Length && version[at] == '+')
        {
            at++;
            if (SkipIdentifiers(version, ref at, "build metadata", mayStartWithZero: true) is { } error) return error;
        }
        return at == version.Length ? null : $"unexpected character '{version[at]}' after {Parts[2]}";
    }

    /// <summary>Whether a version is the part that tells compatible versions from others. spec: canonversion</summary>
    public static bool IsCanonical(string version)
    {
        string[] numbers = version.Split('.');
        if (numbers.Length > 3 || numbers.Any(number => !IsNumber(number))) return false;
        return numbers.Length switch
        {
            1 => numbers[0] != "0",
            2 => numbers[0] == "0" && numbers[1] != "0",
            _ => numbers[0] == "0" && numbers[1] == "0",
        };
    }

    private static bool IsNumber(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) && (text[0] != '0' || text.Length == 1);

    private static string? SkipNumber(string version, ref int at, string what)
    {
        int start = at;
        while (at < version.Length && char.IsAsciiDigit(version[at])) at++;
        if (at == start)
            return at < version.Length ? $"unexpected character '{version[at]}' while parsing {what}" : $"unexpected end of input while parsing {what}";
        ReadOnlySpan<char> digits = version.AsSpan(start, at - start);
        if (digits[0] == '0' && digits.Length > 1) return $"invalid leading zero in {what}";
        return ulong.TryParse(digits, out _) ? null : $"value of {what} exceeds u64::MAX";
    }

    private static string? SkipIdentifiers(string version, ref int at, string what, bool mayStartWithZero)
    {
        while (true)
        {
            int start = at;
            while (at < version.Length && (char.IsAsciiLetterOrDigit(version[at]) || version[at] == '-')) at++;
            ReadOnlySpan<char> identifier = version.AsSpan(start, at - start);
            if (identifier.IsEmpty) return $"empty identifier segment in {what}";
            bool isNumber = !identifier.ContainsAnyExceptInRange('0', '9');
            if (!mayStartWithZero && isNumber && identifier[0] == '0' && identifier.Length > 1) return $"invalid leading zero in {what}";
            if (at == version.Length || version[at] != '.') return null;
            at++;
        }
    }
}
