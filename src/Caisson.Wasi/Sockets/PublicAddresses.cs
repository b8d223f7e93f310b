using System.Net;
using System.Net.Sockets;

namespace Caisson.Wasi.Sockets;

/// <summary>Which addresses are out on the public network, by the special-purpose registries of IPv4 and IPv6 (RFC 6890).</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96"), TranslatedLocally = IPNetwork.Parse("64:ff9b:1::/48"),
        Tunnelled = IPNetwork.Parse("2002::/16"), Compatible = IPNetwork.Parse("::/96");

    /// <summary>Whether an address is neither loopback, private, link-local, multicast nor reserved, nor a way to one that is.</summary>
    public static bool IsPublic(this IPAddress address)
    {
        address = NetworkRule.Unmapped(address);
        if (Special.Any(range => range.Contains(address))) return false;
        return address.AddressFamily != AddressFamily.InterNetworkV6 || (!TranslatedLocally.Contains(address) && (Inner(address)?.IsPublic() ?? true));
    }

    /// <summary>The address of IPv4 that packets to this one end up at.</summary>
    private static IPAddress? Inner(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        if (Translated.Contains(address) || Compatible.Contains(address)) return new IPAddress(bytes.AsSpan(12));
        return Tunnelled.Contains(address) ? new IPAddress(bytes.AsSpan(2, sizeof(uint))) : null;
    }
}
