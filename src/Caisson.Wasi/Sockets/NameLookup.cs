using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Caisson.Wasi.Sockets;

/// <summary>Resolves the names that a guest was granted.</summary>
/// <param name="access">What is granted.</param>
internal sealed class NameLookup(NetworkAccess access)
{
    private static readonly SearchValues<char> DottedCharacters = SearchValues.Create("0123456789.");
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false };

    /// <summary>The addresses of a host, in order of preference; at least one where there is no error. An address stands for itself.</summary>
    public async ValueTask<(NetworkError Error, IPAddress[] Addresses)> ResolveAsync(string name, CancellationToken cancellation)
    {
        if (ReadAddress(name) is { } literal) return (NetworkError.None, [NetworkRule.Unmapped(literal)]);
        if (ToAscii(name) is not { } ascii) return (NetworkError.InvalidArgument, []);
        if (!access.AllowsName(ascii)) return (NetworkError.AccessDenied, []);
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(ascii, cancellation).ConfigureAwait(false);
            addresses = [.. addresses.Select(NetworkRule.Unmapped).Distinct()];
            access.Remember(ascii, addresses);
            return addresses.Length == 0 ? (NetworkError.NameUnresolvable, []) : (NetworkError.None, addresses);
        }
        catch (SocketException failure)
        {
            return (NetworkErrors.Map(failure.SocketErrorCode), []);
        }
    }

    private static IPAddress? ReadAddress(string name)
    {
        ReadOnlySpan<char> text = name.StartsWith('[') && name.EndsWith(']') ? name.AsSpan(1..^1) : name;
        // What else the parser takes, such as "1" and "0x7f.1", is a name.
        bool isDotted = text.Count('.') == 3 && !text.ContainsAnyExcept(DottedCharacters);
        return (isDotted || text.Contains(':')) && IPAddress.TryParse(text, out IPAddress? address) ? address : null;
    }

    private static string? ToAscii(string name)
    {
        if (name.EndsWith('.')) name = name[..^1];
        if (name.Length == 0 || name.Any(c => c <= ' ' || c == 127)) return null;
        try
        {
            string ascii = Idn.GetAscii(name);
            return ascii.Length <= Limits.HostNameBytes && ascii.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
