using System.Net;
using System.Net.Sockets;

namespace Caisson.Wasi.Sockets;

/// <summary>Which addresses the interface accepts, beyond what the system would.</summary>
internal static class EndPointRules
{
    /// <summary>Whether a socket of a family can be bound to an address.</summary>
    public static bool CanBeLocal(IPEndPoint local, AddressFamily family) =>
        local.AddressFamily == family && !local.Address.IsIPv4MappedToIPv6 && IsUnicast(local.Address);

    /// <summary>Whether a socket of a family can talk to an address.</summary>
    public static bool CanBePeer(IPEndPoint peer, AddressFamily family) =>
        CanBeLocal(peer, family) && peer.Port != 0 && !peer.Address.Equals(IPAddress.Any) && !peer.Address.Equals(IPAddress.IPv6Any);

    private static bool IsUnicast(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return !address.IsIPv6Multicast;
        byte first = address.GetAddressBytes()[0];
        return (first & 0xF0) != 0xE0 && !address.Equals(IPAddress.Broadcast);
    }
}
