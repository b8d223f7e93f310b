using System.Buffers;
using System.Globalization;

namespace Caisson.Wasi.Http;

/// <summary>The grammar of RFC 9110 and RFC 3986, as far as guests write it.</summary>
internal static class HttpSyntax
{
    private const string AlphaNumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("!#$%&'*+-.^_`|~" + AlphaNumeric);
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("+-." + AlphaNumeric);
    private static readonly SearchValues<char> RegisteredNameCharacters = SearchValues.Create("-._~!$&'()*+,;=%" + AlphaNumeric);
    private static readonly SearchValues<char> UserInfoCharacters = SearchValues.Create("-._~!$&'()*+,;=%:" + AlphaNumeric);
    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Whether it names a field or a method.</summary>
    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Whether a field can have it as its value: no control characters but tabs.</summary>
    public static bool IsFieldValue(ReadOnlySpan<byte> value)
    {
        foreach (byte b in value)
        {
            if (b is < (byte)' ' and not (byte)'\t' or 0x7F) return false;
        }
        return true;
    }

    /// <summary>Whether it names a scheme.</summary>
    public static bool IsScheme(string text) => text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.AsSpan().ContainsAnyExcept(SchemeCharacters);

    /// <summary>Whether it is a path with a query. What browsers write unescaped is accepted, as other hosts do: everything but spaces, control characters, what starts a fragment, and what surrounds addresses in texts.</summary>
    public static bool IsPathWithQuery(string text) => text.Length <= Limits.UriBytes && !text.Any(c => c is <= ' ' or (char)0x7F or '#' or '<' or '>' or '`');

    /// <summary>Whether it names a host: with a port and with user information or without.</summary>
    public static bool IsAuthority(string text)
    {
        if (text.Length > Limits.UriBytes) return false;
        int at = text.LastIndexOf('@');
        if (at >= 0 && (at == 0 || text.AsSpan(0, at).ContainsAnyExcept(UserInfoCharacters))) return false;
        return TrySplit(text, out string host, out string? port) && IsHost(host) && IsPort(port);
    }

    /// <summary>The host and the port of an authority.</summary>
    public static bool TrySplit(string authority, out string host, out string? port)
    {
        string rest = authority[(authority.LastIndexOf('@') + 1)..];
        int colon = rest.StartsWith('[') ? rest.IndexOf(':', Math.Max(rest.IndexOf(']'), 0)) : rest.IndexOf(':');
        (host, port) = colon < 0 ? (rest, null) : (rest[..colon], rest[(colon + 1)..]);
        return host.Length > 0;
    }

    private static bool IsHost(string host) => host.StartsWith('[')
        ? host.EndsWith(']') && host.Length > 2 && !host.AsSpan(1..^1).ContainsAnyExcept(AddressCharacters)
        : !host.AsSpan().ContainsAnyExcept(RegisteredNameCharacters);

    private static bool IsPort(string? port) =>
        port is null || ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
