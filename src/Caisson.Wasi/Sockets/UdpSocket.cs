using System.Net;
using System.Net.Sockets;
using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Sockets;

/// <summary>
/// A UDP socket as guests know it. Operations that wait are asynchronous and touch no guest. Safe from any thread.
/// </summary>
internal sealed class UdpSocket : IDisposable
{
    /// <summary>The largest datagram, its headers included.</summary>
    public const int MaxDatagram = 65_535;

    private readonly Socket _socket;
    private readonly NetworkAccess _access;
    private readonly Lock _turn = new();
    private bool _isBound, _isClosed;
    private IPEndPoint? _peer;

    private UdpSocket(Socket socket, NetworkAccess access) => (_socket, _access) = (socket, access);

    /// <summary>Creates an unbound one.</summary>
    public static NetworkError Create(AddressFamily family, NetworkAccess access, out UdpSocket? socket)
    {
        Socket? created = null;
        NetworkError error = NetworkErrors.Try(() => created = new Socket(family, SocketType.Dgram, ProtocolType.Udp));
        socket = created is null ? null : new UdpSocket(created, access);
        return error;
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => _socket.AddressFamily;

    /// <summary>Its options.</summary>
    public SocketSettings Settings => new(_socket);

    /// <summary>Whether it has a local address.</summary>
    public bool IsBound
    {
        get { lock (_turn) return _isBound; }
    }

    /// <summary>The only one it talks to; null where it talks to everybody.</summary>
    public IPEndPoint? Peer
    {
        get { lock (_turn) return _peer; }
    }

    /// <summary>Where it is bound.</summary>
    public NetworkError GetLocal(out IPEndPoint? local)
    {
        IPEndPoint? found = null;
        NetworkError error = IsBound ? NetworkErrors.Try(() => found = (IPEndPoint?)_socket.LocalEndPoint) : NetworkError.InvalidState;
        local = found;
        return error;
    }

    /// <summary>Binds it.</summary>
    public NetworkError Bind(IPEndPoint local)
    {
        lock (_turn)
        {
            if (_isBound || _isClosed) return NetworkError.InvalidState;
            if (local.AddressFamily != Family || local.Address.IsIPv4MappedToIPv6) return NetworkError.InvalidArgument;
            if (!_access.AllowsLocal(local)) return NetworkError.AccessDenied;
            NetworkError error = NetworkErrors.Try(() => _socket.Bind(local));
            _isBound = error == NetworkError.None;
            return error;
        }
    }

    /// <summary>Limits it to one peer; another call to another one.</summary>
    public NetworkError Connect(IPEndPoint peer)
    {
        lock (_turn)
        {
            if (_isClosed) return NetworkError.InvalidState;
            if (!EndPointRules.CanBePeer(peer, Family)) return NetworkError.InvalidArgument;
            if (!_access.AllowsPeer(peer)) return NetworkError.AccessDenied;
            NetworkError error = _peer is null ? NetworkError.None : Dissociate();
            if (error == NetworkError.None) error = NetworkErrors.Try(() => _socket.Connect(peer));
            if (error != NetworkError.None) return error;
            (_peer, _isBound) = (peer, true);
            return NetworkError.None;
        }
    }

    /// <summary>Lets it talk to everybody again.</summary>
    public NetworkError Disconnect()
    {
        lock (_turn) return _peer is null ? NetworkError.InvalidState : Dissociate();
    }

    /// <summary>Sends one datagram.</summary>
    /// <param name="data">Its contents.</param>
    /// <param name="remote">Where it goes; null for the peer that it is limited to.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask<NetworkError> SendAsync(ReadOnlyMemory<byte> data, IPEndPoint? remote, CancellationToken cancellation)
    {
        NetworkError refused = CheckSend(remote, out bool isConnected);
        if (refused != NetworkError.None) return refused;
        try
        {
            int sent = isConnected
                ? await _socket.SendAsync(data, cancellation).ConfigureAwait(false)
                : await _socket.SendToAsync(data, SocketFlags.None, remote!, cancellation).ConfigureAwait(false);
            lock (_turn) _isBound = true;
            return sent == data.Length ? NetworkError.None : NetworkError.DatagramTooLarge;
        }
        catch (SocketException failure)
        {
            return NetworkErrors.Map(failure.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.InvalidState;
        }
    }

    /// <summary>Receives one datagram, waiting for it.</summary>
    /// <param name="destination">At least <see cref="MaxDatagram"/> bytes.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask<(NetworkError Error, int Count, IPEndPoint? Sender)> ReceiveAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (!IsBound) return (NetworkError.InvalidState, 0, null);
        try
        {
            var any = new IPEndPoint(Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
            SocketReceiveFromResult received = await _socket.ReceiveFromAsync(destination, SocketFlags.None, any, cancellation).ConfigureAwait(false);
            return (NetworkError.None, received.ReceivedBytes, (IPEndPoint)received.RemoteEndPoint);
        }
        catch (SocketException failure)
        {
            return (NetworkErrors.Map(failure.SocketErrorCode), 0, null);
        }
        catch (ObjectDisposedException)
        {
            return (NetworkError.InvalidState, 0, null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn) _isClosed = true;
        _socket.Dispose();
    }

    private NetworkError CheckSend(IPEndPoint? remote, out bool isConnected)
    {
        lock (_turn)
        {
            isConnected = _peer is not null;
            if (_isClosed) return NetworkError.InvalidState;
            if (remote is null) return isConnected ? NetworkError.None : NetworkError.InvalidArgument;
            if (!EndPointRules.CanBePeer(remote, Family) || (isConnected && !remote.Equals(_peer))) return NetworkError.InvalidArgument;
            return _access.AllowsPeer(remote) ? NetworkError.None : NetworkError.AccessDenied;
        }
    }

    /// <summary>The local port stays, which no operation of .NET's does.</summary>
    private NetworkError Dissociate()
    {
        if (!Libc.IsSupported) return NetworkError.NotSupported;
        if (Libc.Dissociate(_socket.SafeHandle) != 0) return NetworkError.Unknown;
        _peer = null;
        return NetworkError.None;
    }
}
