using System.Net;
using System.Net.Sockets;

namespace Caisson.Wasi.Sockets;

/// <summary>Which addresses are out on the public network, by the special-purpose registries of IPv4 and IPv6 (RFC 6890).</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] s_special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "100::/64", "2001::/23", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork s_translated = IPNetwork.Parse("64:ff9b::/96"), s_translatedLocally = IPNetwork.Parse("64:ff9b:1::/48"),
        s_tunnelled = IPNetwork.Parse("2002::/16"), s_compatible = IPNetwork.Parse("::/96");

    /// <summary>Whether an address is neither loopback, private, link-local, multicast nor reserved, nor a way to one that is.</summary>
    public static bool IsPublic(this IPAddress address)
    {
        address = NetworkRule.Unmapped(address);
        if (s_special.Any(range => range.Contains(address))) return false;
        return address.AddressFamily != AddressFamily.InterNetworkV6 || (!s_translatedLocally.Contains(address) && (Inner(address)?.IsPublic() ?? true));
    }

    /// <summary>The address of IPv4 that packets to this one end up at.</summary>
    private static IPAddress? Inner(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        if (s_translated.Contains(address) || s_compatible.Contains(address)) return new IPAddress(bytes.AsSpan(12));
        return s_tunnelled.Contains(address) ? new IPAddress(bytes.AsSpan(2, sizeof(uint))) : null;
    }
}
