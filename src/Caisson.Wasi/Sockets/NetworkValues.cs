using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Caisson.Components.Values;

namespace Caisson.Wasi.Sockets;

/// <summary>Addresses and errors in the words of the socket interfaces, which agree on the former. wasi:sockets/network, wasi:sockets/types</summary>
internal static class NetworkValues
{
    /// <summary>An error in 0.2, where it is an enumeration.</summary>
    public static ComponentValue ToEnum(NetworkError error) => ComponentValue.Enum(error switch
    {
        NetworkError.Unknown => "unknown",
        // Without a case of its own: 0.2 calls a peer that ended the connection a reset.
        NetworkError.ConnectionBroken => "connection-reset",
        _ => Label(error)!,
    });

    /// <summary>An error in 0.3, where it is a variant with a case for what has no name.</summary>
    public static ComponentValue ToVariant(NetworkError error) => error switch
    {
        NetworkError.Unknown or NetworkError.NewSocketLimit => Other(error),
        NetworkError.NameUnresolvable or NetworkError.TemporaryResolverFailure or NetworkError.PermanentResolverFailure => Other(error),
        _ => ComponentValue.Variant(Label(error)!),
    };

    /// <summary>An error of a lookup in 0.3, which has names of its own.</summary>
    public static ComponentValue ToLookupVariant(NetworkError error) => error switch
    {
        NetworkError.AccessDenied or NetworkError.InvalidArgument or NetworkError.NameUnresolvable
            or NetworkError.TemporaryResolverFailure or NetworkError.PermanentResolverFailure => ComponentValue.Variant(Label(error)!),
        _ => Other(error),
    };

    /// <summary>A family of addresses.</summary>
    public static ComponentValue ToValue(AddressFamily family) => ComponentValue.Enum(family == AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4");

    /// <summary>A family of addresses.</summary>
    public static AddressFamily ToFamily(ComponentValue value) => value.Label == "ipv6" ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;

    /// <summary>An address.</summary>
    public static ComponentValue ToValue(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? ComponentValue.Variant("ipv6", Groups(address))
        : ComponentValue.Variant("ipv4", Octets(address));

    /// <summary>An address and a port.</summary>
    public static ComponentValue ToValue(IPEndPoint end)
    {
        ComponentValue port = ComponentValue.U16((ushort)end.Port);
        return end.AddressFamily == AddressFamily.InterNetworkV6
            ? ComponentValue.Variant("ipv6", ComponentValue.Record(
                ("port", port), ("flow-info", ComponentValue.U32(0)), ("address", Groups(end.Address)), ("scope-id", ComponentValue.U32((uint)end.Address.ScopeId))))
            : ComponentValue.Variant("ipv4", ComponentValue.Record(("port", port), ("address", Octets(end.Address))));
    }

    /// <summary>An address and a port.</summary>
    public static IPEndPoint ToEndPoint(ComponentValue value)
    {
        ComponentValue fields = value.Payload!.Value;
        ComponentValue parts = fields["address"];
        int port = fields["port"].AsUInt16();
        if (value.Label == "ipv4") return new IPEndPoint(new IPAddress([.. parts.AsElements().Select(octet => octet.AsByte())]), port);
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), parts[i].AsUInt16());
        return new IPEndPoint(new IPAddress(bytes, fields["scope-id"].AsUInt32()), port);
    }

    private static ComponentValue Octets(IPAddress address) => ComponentValue.Tuple([.. address.GetAddressBytes().Select(ComponentValue.U8)]);

    private static ComponentValue Groups(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return ComponentValue.Tuple([.. Enumerable.Range(0, 8).Select(i => ComponentValue.U16(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2 * i))))]);
    }

    private static ComponentValue Other(NetworkError error) =>
        ComponentValue.Variant("other", ComponentValue.Some(ComponentValue.String(error.ToString())));

    private static string? Label(NetworkError error) => error switch
    {
        NetworkError.AccessDenied => "access-denied",
        NetworkError.NotSupported => "not-supported",
        NetworkError.InvalidArgument => "invalid-argument",
        NetworkError.OutOfMemory => "out-of-memory",
        NetworkError.Timeout => "timeout",
        NetworkError.InvalidState => "invalid-state",
        NetworkError.NewSocketLimit => "new-socket-limit",
        NetworkError.AddressNotBindable => "address-not-bindable",
        NetworkError.AddressInUse => "address-in-use",
        NetworkError.RemoteUnreachable => "remote-unreachable",
        NetworkError.ConnectionRefused => "connection-refused",
        NetworkError.ConnectionBroken => "connection-broken",
        NetworkError.ConnectionReset => "connection-reset",
        NetworkError.ConnectionAborted => "connection-aborted",
        NetworkError.DatagramTooLarge => "datagram-too-large",
        NetworkError.NameUnresolvable => "name-unresolvable",
        NetworkError.TemporaryResolverFailure => "temporary-resolver-failure",
        NetworkError.PermanentResolverFailure => "permanent-resolver-failure",
        _ => null,
    };
}
