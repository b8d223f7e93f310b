using System.Net;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasi.Components;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Sockets;

/// <summary>The sockets of 0.2.</summary>
internal static partial class SocketInterfaces
{
    private static readonly ComponentResourceType NetworkType = new("network", static _ => { }), TcpSocketTypeP2 = new("tcp-socket"), UdpSocketTypeP2 = new("udp-socket"),
        IncomingStreamType = new("incoming-datagram-stream"), OutgoingStreamType = new("outgoing-datagram-stream"), ResolvingType = new("resolve-address-stream");

    private static void DefineP2(InterfaceSet p2, WasiHost host)
    {
        p2["sockets/network"]
            .DefineResource("network", NetworkType)
            .DefineResource("error", IoInterfaces.ErrorType)
            .DefineFunction("network-error-code", (_, a) =>
                a[0].Get<IoError>().Network is { } error ? ComponentValue.Some(NetworkValues.ToEnum(error)) : ComponentValue.None);
        p2["sockets/instance-network"].DefineResource("network", NetworkType).DefineFunction("instance-network", (_, _) => NetworkType.New(host.Network));
        p2["sockets/tcp-create-socket"]
            .DefineResource("network", NetworkType)
            .DefineResource("tcp-socket", TcpSocketTypeP2)
            .DefineFunction("create-tcp-socket", (_, a) => new NetworkErrorP2(TcpSocket.Create(NetworkValues.ToFamily(a[0]), host.Network, out TcpSocket? socket))
                .Answer(() => TcpSocketTypeP2.New(new TcpSocketP2(socket!))));
        p2["sockets/udp-create-socket"]
            .DefineResource("network", NetworkType)
            .DefineResource("udp-socket", UdpSocketTypeP2)
            .DefineFunction("create-udp-socket", (_, a) => new NetworkErrorP2(UdpSocket.Create(NetworkValues.ToFamily(a[0]), host.Network, out UdpSocket? socket))
                .Answer(() => UdpSocketTypeP2.New(new UdpSocketP2(socket!))));
        DefineTcpP2(p2["sockets/tcp"], host.Options.Cancellation);
        DefineUdpP2(p2["sockets/udp"]);
        DefineLookupP2(p2["sockets/ip-name-lookup"], host);
    }

    private static void DefineTcpP2(ComponentLinkerInstance tcp, CancellationToken ended)
    {
        tcp
            .DefineResource("network", NetworkType)
            .DefineResource("tcp-socket", TcpSocketTypeP2)
            .DefineResource("input-stream", IoInterfaces.InputStreamType)
            .DefineResource("output-stream", IoInterfaces.OutputStreamType)
            .DefineResource("pollable", IoInterfaces.PollableType)
            .DefineFunction("[method]tcp-socket.start-bind", (_, a) => a[0].Get<TcpSocketP2>().StartBind(NetworkValues.ToEndPoint(a[2])).Answer())
            .DefineFunction("[method]tcp-socket.finish-bind", (_, a) => a[0].Get<TcpSocketP2>().FinishBind().Answer())
            .DefineFunction("[method]tcp-socket.start-connect", (_, a) => a[0].Get<TcpSocketP2>().StartConnect(NetworkValues.ToEndPoint(a[2])).Answer())
            .DefineFunction("[method]tcp-socket.finish-connect", (_, a) =>
                a[0].Get<TcpSocketP2>().FinishConnect(out ByteSource? source, out ByteSink? sink).Answer(() => ComponentValue.Tuple(Streams(source!, sink!, ended))))
            .DefineFunction("[method]tcp-socket.start-listen", (_, a) => a[0].Get<TcpSocketP2>().StartListen().Answer())
            .DefineFunction("[method]tcp-socket.finish-listen", (_, a) => a[0].Get<TcpSocketP2>().FinishListen().Answer())
            .DefineFunction("[method]tcp-socket.accept", (_, a) => a[0].Get<TcpSocketP2>().Accept(out TcpSocketP2? connection, out ByteSource? source, out ByteSink? sink)
                .Answer(() => ComponentValue.Tuple([TcpSocketTypeP2.New(connection!), .. Streams(source!, sink!, ended)])))
            .DefineFunction("[method]tcp-socket.local-address", (_, a) => Answer(a[0].Get<TcpSocketP2>().Socket.GetLocal(out IPEndPoint? local), local, NetworkValues.ToEnum))
            .DefineFunction("[method]tcp-socket.remote-address", (_, a) => Answer(a[0].Get<TcpSocketP2>().Socket.GetRemote(out IPEndPoint? remote), remote, NetworkValues.ToEnum))
            .DefineFunction("[method]tcp-socket.is-listening", (_, a) => ComponentValue.Bool(a[0].Get<TcpSocketP2>().Socket.IsListening))
            .DefineFunction("[method]tcp-socket.address-family", (_, a) => NetworkValues.ToValue(a[0].Get<TcpSocketP2>().Socket.Family))
            .DefineFunction("[method]tcp-socket.set-listen-backlog-size", (_, a) => Answer(a[0].Get<TcpSocketP2>().Socket.SetBacklog(a[1].AsUInt64()), NetworkValues.ToEnum))
            .DefineFunction("[method]tcp-socket.subscribe", (_, a) => IoInterfaces.PollableType.New(a[0].Get<TcpSocketP2>().Subscribe()))
            .DefineFunction("[method]tcp-socket.shutdown", (_, a) => Answer(a[0].Get<TcpSocketP2>().Socket.Shutdown(a[1].Label switch
            {
                "receive" => System.Net.Sockets.SocketShutdown.Receive,
                "send" => System.Net.Sockets.SocketShutdown.Send,
                _ => System.Net.Sockets.SocketShutdown.Both,
            }), NetworkValues.ToEnum));
        DefineTcpSettings(tcp, "", socket => socket.Get<TcpSocketP2>().Socket.Settings, NetworkValues.ToEnum);
    }

    private static void DefineUdpP2(ComponentLinkerInstance udp)
    {
        udp
            .DefineResource("network", NetworkType)
            .DefineResource("udp-socket", UdpSocketTypeP2)
            .DefineResource("incoming-datagram-stream", IncomingStreamType)
            .DefineResource("outgoing-datagram-stream", OutgoingStreamType)
            .DefineResource("pollable", IoInterfaces.PollableType)
            .DefineFunction("[method]udp-socket.start-bind", (_, a) => a[0].Get<UdpSocketP2>().StartBind(NetworkValues.ToEndPoint(a[2])).Answer())
            .DefineFunction("[method]udp-socket.finish-bind", (_, a) => a[0].Get<UdpSocketP2>().FinishBind().Answer())
            .DefineFunction("[method]udp-socket.stream", (_, a) =>
            {
                var socket = a[0].Get<UdpSocketP2>();
                return socket.Open(a[1].AsOption() is { } remote ? NetworkValues.ToEndPoint(remote) : null)
                    .Answer(() => ComponentValue.Tuple(IncomingStreamType.New(new DatagramStream(socket.Share())), OutgoingStreamType.New(new DatagramStream(socket.Share()))));
            })
            .DefineFunction("[method]udp-socket.local-address", (_, a) => Answer(a[0].Get<UdpSocketP2>().Socket.GetLocal(out IPEndPoint? local), local, NetworkValues.ToEnum))
            .DefineFunction("[method]udp-socket.remote-address", (_, a) =>
            {
                IPEndPoint? peer = a[0].Get<UdpSocketP2>().Socket.Peer;
                return Answer(peer is null ? NetworkError.InvalidState : NetworkError.None, peer, NetworkValues.ToEnum);
            })
            .DefineFunction("[method]udp-socket.address-family", (_, a) => NetworkValues.ToValue(a[0].Get<UdpSocketP2>().Socket.Family))
            .DefineFunction("[method]udp-socket.subscribe", (_, _) => IoInterfaces.PollableType.New(Pollable.Ready))
            .DefineFunction("[method]incoming-datagram-stream.receive", (_, a) => a[0].Get<DatagramStream>().Socket.Receive(a[1].AsUInt64(), out List<Datagram> datagrams)
                .Answer(() => ComponentValue.List([.. datagrams.Select(datagram =>
                    ComponentValue.Record(("data", HostValues.Bytes(datagram.Data)), ("remote-address", NetworkValues.ToValue(datagram.Sender))))])))
            .DefineFunction("[method]incoming-datagram-stream.subscribe", (_, a) => IoInterfaces.PollableType.New(a[0].Get<DatagramStream>().Socket.SubscribeReceive()))
            .DefineFunction("[method]outgoing-datagram-stream.check-send", (_, a) => ComponentValue.Ok(ComponentValue.U64(a[0].Get<DatagramStream>().Permitted = UdpSocketP2.SendPermit)))
            .DefineFunction("[method]outgoing-datagram-stream.send", (_, a) => Send(a[0].Get<DatagramStream>(), a[1].AsElements()))
            .DefineFunction("[method]outgoing-datagram-stream.subscribe", (_, _) => IoInterfaces.PollableType.New(Pollable.Ready));
        DefineUdpSettings(udp, "", socket => socket.Get<UdpSocketP2>().Socket.Settings, NetworkValues.ToEnum);
    }

    private static void DefineLookupP2(ComponentLinkerInstance lookup, WasiHost host) => lookup
        .DefineResource("network", NetworkType)
        .DefineResource("pollable", IoInterfaces.PollableType)
        .DefineResource("resolve-address-stream", ResolvingType)
        .DefineFunction("resolve-addresses", (_, a) =>
        {
            ValueTask<(NetworkError Error, IPAddress[])> resolving = host.Names.ResolveAsync(a[1].AsString(), host.Options.Cancellation);
            // What is wrong with the name itself is said at once.
            if (resolving.IsCompleted && resolving.Result.Error is NetworkError.InvalidArgument or NetworkError.AccessDenied)
                return ComponentValue.Error(NetworkValues.ToEnum(resolving.Result.Error));
            return ComponentValue.Ok(ResolvingType.New(new ResolvedAddresses(resolving.AsTask())));
        })
        .DefineFunction("[method]resolve-address-stream.resolve-next-address", (_, a) => a[0].Get<ResolvedAddresses>().Next(out IPAddress? address)
            .Answer(() => address is null ? ComponentValue.None : ComponentValue.Some(NetworkValues.ToValue(address))))
        .DefineFunction("[method]resolve-address-stream.subscribe", (_, a) => IoInterfaces.PollableType.New(Pollable.Of(a[0].Get<ResolvedAddresses>().Resolving)));

    private static ComponentValue[] Streams(ByteSource source, ByteSink sink, CancellationToken ended) =>
        [IoInterfaces.InputStreamType.New(new InputStream(source, ended)), IoInterfaces.OutputStreamType.New(new OutputStream(sink, ended))];

    private static ComponentValue Send(DatagramStream stream, IReadOnlyList<ComponentValue> datagrams)
    {
        if ((ulong)datagrams.Count > stream.Permitted) throw new TrapException(TrapKind.InterfaceMisuse, $"{datagrams.Count} datagrams are sent where {stream.Permitted} were permitted");
        stream.Permitted = 0;
        return stream.Socket.Send(
            datagrams.Select(datagram => (datagram["data"].AsSpan<byte>().ToArray(), datagram["remote-address"].AsOption() is { } remote ? NetworkValues.ToEndPoint(remote) : null)),
            out ulong sent).Answer(() => ComponentValue.U64(sent));
    }

    /// <summary>What a lookup will find, or has found.</summary>
    private sealed class ResolvedAddresses(Task<(NetworkError Error, IPAddress[] Addresses)> resolving)
    {
        private int _next;

        public Task Resolving => resolving;

        public NetworkErrorP2 Next(out IPAddress? address)
        {
            address = null;
            if (!resolving.IsCompleted) return NetworkErrorP2.WouldBlock;
            (NetworkError error, IPAddress[] addresses) = resolving.GetAwaiter().GetResult();
            if (error == NetworkError.None && _next < addresses.Length) address = addresses[_next++];
            return new NetworkErrorP2(error);
        }
    }
}
