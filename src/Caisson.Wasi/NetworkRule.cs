using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi;

/// <summary>
/// One grant of network access: to a host by name, to an address or a range of addresses, or to the public network; for one port, a
/// range of ports, or all. Immutable; compared by value.
/// </summary>
/// <remarks>
/// <para>The text form is <c>HOST</c>, <c>HOST:PORT</c> or <c>HOST:FIRST-LAST</c>, where <c>HOST</c> is</para>
/// <list type="bullet">
/// <item>a name, such as <c>example.com</c>, or <c>*.example.com</c> for all names below: it may be looked up, and what it resolves to may be reached
/// as long as that is a public address, so that whoever runs the name's servers can't point a guest at the host's own network;</item>
/// <item>an address or a range: <c>127.0.0.1</c>, <c>10.0.0.0/8</c>, <c>[::1]</c>, <c>[fd00::/8]</c>: it may be reached, and be bound to where it is the host's own;</item>
/// <item><c>*</c>: every name, and every public address.</item>
/// </list>
/// <para>Public is what isn't loopback, private, link-local (where clouds keep their metadata), multicast or reserved. <c>0.0.0.0/0</c> and
/// <c>[::/0]</c> together grant really everything.</para>
/// </remarks>
public sealed record NetworkRule
{
    private NetworkRule(string? name, IPNetwork? range, ushort first, ushort last) =>
        (Name, Range, FirstPort, LastPort) = (name, range, first, last);

    /// <summary>The name that is granted, in lower case, a pattern where it starts with <c>*</c>; null for a rule about addresses.</summary>
    public string? Name { get; }

    /// <summary>The addresses that are granted; null for a rule about a name.</summary>
    public IPNetwork? Range { get; }

    /// <summary>The lowest port that is granted.</summary>
    public ushort FirstPort { get; }

    /// <summary>The highest port that is granted.</summary>
    public ushort LastPort { get; }

    /// <summary>Whether this grants the public network.</summary>
    public bool IsPublicNetwork => Name == "*";

    /// <summary>Reads the text form.</summary>
    /// <param name="text">Such as <c>example.com:443</c>.</param>
    /// <exception cref="FormatException">It isn't one; the message says what is wrong.</exception>
    public static NetworkRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, out string? problem) ?? throw new FormatException($"'{text}' is not a network rule: {problem}; write HOST, HOST:PORT or HOST:FIRST-LAST, where HOST is a name, an address, a range such as 10.0.0.0/8 or [fd00::/8], or *");
    }

    /// <summary>Reads the text form.</summary>
    /// <param name="text">Such as <c>example.com:443</c>.</param>
    /// <param name="rule">The rule.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NetworkRule? rule)
    {
        rule = text is null ? null : Read(text, out _);
        return rule is not null;
    }

    /// <summary>Whether the port is among those that are granted. Port 0, which lets the system choose, always is.</summary>
    /// <param name="port">0 to 65,535.</param>
    public bool MatchesPort(int port) => port == 0 || (port >= FirstPort && port <= LastPort);

    /// <summary>Whether a host's name is granted.</summary>
    /// <param name="name">The name, in any case.</param>
    public bool MatchesName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Name is null) return false;
        if (IsPublicNetwork) return true;
        return Name.StartsWith("*.", StringComparison.Ordinal)
            ? name.Length > Name.Length - 1 && name.EndsWith(Name[1..], StringComparison.OrdinalIgnoreCase)
            : name.Equals(Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether an address is granted by itself, whatever name led to it.</summary>
    /// <param name="address">The address.</param>
    public bool MatchesAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Range is { } range ? range.Contains(Unmapped(address)) : IsPublicNetwork && address.IsPublic();
    }

    /// <summary>The text form.</summary>
    public override string ToString()
    {
        string host = Name ?? (Range!.Value.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Range}]" : Range.ToString()!);
        if (FirstPort == 0 && LastPort == ushort.MaxValue) return host;
        return FirstPort == LastPort ? $"{host}:{FirstPort}" : $"{host}:{FirstPort}-{LastPort}";
    }

    internal static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static NetworkRule? Read(string text, out string? problem)
    {
        (string host, string? ports) = Split(text);
        if (!ReadPorts(ports, out ushort first, out ushort last))
        {
            problem = $"'{ports}' is neither a port nor a range of ports";
            return null;
        }
        if (ReadRange(host.Trim('[', ']')) is { } range)
        {
            problem = null;
            return new NetworkRule(null, range, first, last);
        }
        problem = host.Length == 0 ? "it names no host" : $"'{host}' is neither an address, nor a range, nor a host's name";
        return IsName(host) ? new NetworkRule(host.ToLowerInvariant(), null, first, last) : null;
    }

    /// <summary>The colon before the port is the last one, unless it belongs to an address of IPv6.</summary>
    private static (string Host, string? Ports) Split(string text)
    {
        int colon = text.LastIndexOf(':');
        bool isAddress = colon >= 0 && (text.IndexOf(':') != colon && !text.StartsWith('[') || text.IndexOf(']') > colon);
        return colon < 0 || isAddress ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static bool ReadPorts(string? text, out ushort first, out ushort last)
    {
        (first, last) = (0, ushort.MaxValue);
        if (text is null or "*") return true;
        string[] ends = text.Split('-');
        if (ends.Length > 2 || !ReadPort(ends[0], out first)) return false;
        last = first;
        return ends.Length == 1 || (ReadPort(ends[1], out last) && last >= first);
    }

    private static bool ReadPort(string text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;

    private static IPNetwork? ReadRange(string host)
    {
        if (IPNetwork.TryParse(host, out IPNetwork range)) return range;
        bool looksLikeAddress = host.Contains(':', StringComparison.Ordinal) || host.Count(c => c == '.') == 3;
        if (!looksLikeAddress || !IPAddress.TryParse(host, out IPAddress? address)) return null;
        address = Unmapped(address);
        return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);
    }

    private static bool IsName(string host)
    {
        if (host == "*") return true;
        if (host.StartsWith("*.", StringComparison.Ordinal)) host = host[2..];
        return host.Length is > 0 and <= Limits.HostNameBytes && host.Split('.').All(IsLabel);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && label[0] != '-' && label[^1] != '-';
}
