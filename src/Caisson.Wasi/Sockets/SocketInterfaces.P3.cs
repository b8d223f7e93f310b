using System.Net;
using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Sockets;

/// <summary>The sockets of 0.3.</summary>
internal static partial class SocketInterfaces
{
    private static readonly ComponentResourceType TcpSocketType = new("tcp-socket"), UdpSocketType = new("udp-socket");

    private static void DefineTcpP3(ComponentLinkerInstance types, WasiHost host)
    {
        types
            .DefineResource("tcp-socket", TcpSocketType)
            .DefineFunction("[static]tcp-socket.create", (_, a) => TcpSocket.Create(NetworkValues.ToFamily(a[0]), host.Network, out TcpSocket? socket) is not NetworkError.None and var error
                ? ComponentValue.Error(NetworkValues.ToVariant(error))
                : ComponentValue.Ok(TcpSocketType.New(socket!)))
            .DefineFunction("[method]tcp-socket.bind", (_, a) => Answer(a[0].Get<TcpSocket>().Bind(NetworkValues.ToEndPoint(a[1])), NetworkValues.ToVariant))
            .DefineAsyncFunction("[method]tcp-socket.connect", async (_, a, c) =>
                Answer(await a[0].Get<TcpSocket>().ConnectAsync(NetworkValues.ToEndPoint(a[1]), c).ConfigureAwait(false), NetworkValues.ToVariant))
            .DefineFunction("[method]tcp-socket.listen", (_, a) => Listen(a[0].Get<TcpSocket>()))
            .DefineFunction("[method]tcp-socket.send", (_, a) => a[0].Get<TcpSocket>().OpenSink(out ByteSink? sink) is not NetworkError.None and var error
                ? HostValues.Unwritable(a[1], NetworkValues.ToVariant(error))
                : HostValues.WriteVia(a[1], sink!, ToError))
            .DefineFunction("[method]tcp-socket.receive", (_, a) => a[0].Get<TcpSocket>().OpenSource(out ByteSource? source) is not NetworkError.None and var error
                ? HostValues.Unreadable(NetworkValues.ToVariant(error))
                : HostValues.ReadVia(source!, ToError))
            .DefineFunction("[method]tcp-socket.get-local-address", (_, a) => Answer(a[0].Get<TcpSocket>().GetLocal(out IPEndPoint? local), local, NetworkValues.ToVariant))
            .DefineFunction("[method]tcp-socket.get-remote-address", (_, a) => Answer(a[0].Get<TcpSocket>().GetRemote(out IPEndPoint? remote), remote, NetworkValues.ToVariant))
            .DefineFunction("[method]tcp-socket.get-is-listening", (_, a) => ComponentValue.Bool(a[0].Get<TcpSocket>().IsListening))
            .DefineFunction("[method]tcp-socket.get-address-family", (_, a) => NetworkValues.ToValue(a[0].Get<TcpSocket>().Family))
            .DefineFunction("[method]tcp-socket.set-listen-backlog-size", (_, a) => Answer(a[0].Get<TcpSocket>().SetBacklog(a[1].AsUInt64()), NetworkValues.ToVariant));
        DefineTcpSettings(types, "get-", socket => socket.Get<TcpSocket>().Settings, NetworkValues.ToVariant);
    }

    private static void DefineUdpP3(ComponentLinkerInstance types, WasiHost host)
    {
        types
            .DefineResource("udp-socket", UdpSocketType)
            .DefineFunction("[static]udp-socket.create", (_, a) => UdpSocket.Create(NetworkValues.ToFamily(a[0]), host.Network, out UdpSocket? socket) is not NetworkError.None and var error
                ? ComponentValue.Error(NetworkValues.ToVariant(error))
                : ComponentValue.Ok(UdpSocketType.New(socket!)))
            .DefineFunction("[method]udp-socket.bind", (_, a) => Answer(a[0].Get<UdpSocket>().Bind(NetworkValues.ToEndPoint(a[1])), NetworkValues.ToVariant))
            .DefineFunction("[method]udp-socket.connect", (_, a) => Answer(a[0].Get<UdpSocket>().Connect(NetworkValues.ToEndPoint(a[1])), NetworkValues.ToVariant))
            .DefineFunction("[method]udp-socket.disconnect", (_, a) => Answer(a[0].Get<UdpSocket>().Disconnect(), NetworkValues.ToVariant))
            .DefineAsyncFunction("[method]udp-socket.send", async (_, a, c) => Answer(
                await a[0].Get<UdpSocket>().SendAsync(a[1].AsSpan<byte>().ToArray(), a[2].AsOption() is { } remote ? NetworkValues.ToEndPoint(remote) : null, c).ConfigureAwait(false),
                NetworkValues.ToVariant))
            .DefineAsyncFunction("[method]udp-socket.receive", async (_, a, c) =>
            {
                byte[] buffer = new byte[UdpSocket.MaxDatagram];
                (NetworkError error, int count, IPEndPoint? sender) = await a[0].Get<UdpSocket>().ReceiveAsync(buffer, c).ConfigureAwait(false);
                return error == NetworkError.None
                    ? ComponentValue.Ok(ComponentValue.Tuple(HostValues.Bytes(buffer.AsSpan(0, count)), NetworkValues.ToValue(sender!)))
                    : ComponentValue.Error(NetworkValues.ToVariant(error));
            })
            .DefineFunction("[method]udp-socket.get-local-address", (_, a) => Answer(a[0].Get<UdpSocket>().GetLocal(out IPEndPoint? local), local, NetworkValues.ToVariant))
            .DefineFunction("[method]udp-socket.get-remote-address", (_, a) => Answer(
                a[0].Get<UdpSocket>().Peer is null ? NetworkError.InvalidState : NetworkError.None, a[0].Get<UdpSocket>().Peer, NetworkValues.ToVariant))
            .DefineFunction("[method]udp-socket.get-address-family", (_, a) => NetworkValues.ToValue(a[0].Get<UdpSocket>().Family));
        DefineUdpSettings(types, "get-", socket => socket.Get<UdpSocket>().Settings, NetworkValues.ToVariant);
    }

    private static ComponentValue Listen(TcpSocket socket)
    {
        NetworkError error = socket.Listen();
        return error == NetworkError.None
            ? ComponentValue.Ok(ComponentValue.Stream(ComponentStreams.FromEnumerable(new IncomingConnections(socket.Share()))))
            : ComponentValue.Error(NetworkValues.ToVariant(error));
    }

    private static ComponentValue ToError(IoError error) => NetworkValues.ToVariant(error.Network ?? NetworkError.Unknown);

    /// <summary>The connections that come to a socket that listens. One that nobody has taken yet is closed at the end.</summary>
    /// <param name="listener">The socket; a user of it.</param>
    private sealed class IncomingConnections(TcpSocket listener) : IAsyncEnumerable<ComponentValue>, IAsyncEnumerator<ComponentValue>
    {
        private CancellationToken _ended;
        private int _isClosed;

        public ComponentValue Current { get; private set; }

        public IAsyncEnumerator<ComponentValue> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            _ended = cancellationToken;
            // At once: who drops the stream may bind to the address in the next moment.
            _ = cancellationToken.Register(Close);
            return this;
        }

        public async ValueTask<bool> MoveNextAsync()
        {
            (NetworkError error, TcpSocket? connection) = await listener.AcceptAsync(_ended).ConfigureAwait(false);
            if (error != NetworkError.None) return false;
            Current = TcpSocketType.New(connection!);
            return true;
        }

        public ValueTask DisposeAsync()
        {
            Close();
            return default;
        }

        private void Close()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0) listener.Dispose();
        }
    }
}
