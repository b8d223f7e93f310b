using System.Net;
using System.Net.Sockets;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Sockets;

/// <summary>
/// A TCP socket as guests know it: a machine of states, on top of one of the system's. Operations that wait are asynchronous and
/// touch no guest; versions of the interface that can't wait start them and look later. Closed when its last user, the guest or one of its
/// streams, lets go. Safe from any thread.
/// </summary>
internal sealed class TcpSocket : IDisposable
{
    /// <summary>What systems take for a backlog when nobody says anything.</summary>
    private const int DefaultBacklog = 128;

    /// <summary>SOL_SOCKET and SO_REUSEADDR of Linux.</summary>
    private const int SocketLevel = 1, ReuseAddress = 2;

    private readonly Socket _socket;
    private readonly NetworkAccess _access;
    private readonly Lock _turn = new();
    private int _users = 1, _backlog = DefaultBacklog;
    private bool _isReceiving, _isSending;
    private TcpState _state;

    // The system's socket forgets it when one direction ends.
    private IPEndPoint? _remote;

    private TcpSocket(Socket socket, NetworkAccess access, TcpState state) => (_socket, _access, _state) = (socket, access, state);

    /// <summary>Creates an unbound one.</summary>
    public static NetworkError Create(AddressFamily family, NetworkAccess access, out TcpSocket? socket)
    {
        Socket? created = null;
        NetworkError error = NetworkErrors.Try(() =>
        {
            created = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            // A connection that has just ended doesn't keep its port. .NET's own option would share it with others.
            if (OperatingSystem.IsLinux()) created.SetRawSocketOption(SocketLevel, ReuseAddress, BitConverter.GetBytes(1));
        });
        socket = created is null ? null : new TcpSocket(created, access, TcpState.Unbound);
        return error;
    }

    /// <summary>Where it stands.</summary>
    public TcpState State
    {
        get { lock (_turn) return _state; }
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => _socket.AddressFamily;

    /// <summary>Its options.</summary>
    public SocketSettings Settings => new(_socket);

    /// <summary>Whether it listens.</summary>
    public bool IsListening => State == TcpState.Listening;

    /// <summary>What comes over the connection; asked for once.</summary>
    public NetworkError OpenSource(out ByteSource? source)
    {
        lock (_turn)
        {
            bool isFirst = _state == TcpState.Connected && !_isReceiving;
            source = isFirst ? new SocketSource(Share()) : null;
            _isReceiving |= isFirst;
            return isFirst ? NetworkError.None : NetworkError.InvalidState;
        }
    }

    /// <summary>What goes over the connection; asked for once.</summary>
    public NetworkError OpenSink(out ByteSink? sink)
    {
        lock (_turn)
        {
            bool isFirst = _state == TcpState.Connected && !_isSending;
            sink = isFirst ? new SocketSink(Share()) : null;
            _isSending |= isFirst;
            return isFirst ? NetworkError.None : NetworkError.InvalidState;
        }
    }

    /// <summary>Adds a user, who lets go by <see cref="Dispose"/>.</summary>
    public TcpSocket Share()
    {
        _ = Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>Where it is bound.</summary>
    public NetworkError GetLocal(out IPEndPoint? local)
    {
        IPEndPoint? found = null;
        NetworkError error = State is TcpState.Unbound or TcpState.Closed
            ? NetworkError.InvalidState
            : NetworkErrors.Try(() => found = (IPEndPoint?)_socket.LocalEndPoint);
        local = found;
        return error == NetworkError.None && found is null ? NetworkError.InvalidState : error;
    }

    /// <summary>Whom it is connected to.</summary>
    public NetworkError GetRemote(out IPEndPoint? remote)
    {
        remote = State == TcpState.Connected ? _remote : null;
        return remote is null ? NetworkError.InvalidState : NetworkError.None;
    }

    /// <summary>Binds it. It may be tried again when it failed.</summary>
    public NetworkError Bind(IPEndPoint local)
    {
        lock (_turn)
        {
            if (_state != TcpState.Unbound) return NetworkError.InvalidState;
            if (!EndPointRules.CanBeLocal(local, Family)) return NetworkError.InvalidArgument;
            if (!_access.AllowsLocal(local)) return NetworkError.AccessDenied;
            NetworkError error = NetworkErrors.Try(() => _socket.Bind(local));
            if (error == NetworkError.None) _state = TcpState.Bound;
            return error;
        }
    }

    /// <summary>Connects it; when that fails, it is of no more use.</summary>
    public async ValueTask<NetworkError> ConnectAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        NetworkError refused = StartConnect(remote);
        if (refused != NetworkError.None) return refused;
        NetworkError error;
        try
        {
            await _socket.ConnectAsync(remote, cancellation).ConfigureAwait(false);
            _socket.NoDelay = true;
            _remote = remote;
            error = NetworkError.None;
        }
        catch (SocketException failure)
        {
            // A connection has no local address to complain of: the system ran out of ports.
            error = failure.SocketErrorCode == SocketError.AddressNotAvailable ? NetworkError.AddressInUse : NetworkErrors.Map(failure.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            error = NetworkError.ConnectionAborted;
        }
        catch (OperationCanceledException)
        {
            EndConnect(TcpState.Closed);
            throw;
        }
        EndConnect(error == NetworkError.None ? TcpState.Connected : TcpState.Closed);
        return error;
    }

    /// <summary>Says how many connections may wait to be accepted. Beyond what the system takes it takes less.</summary>
    public NetworkError SetBacklog(ulong size)
    {
        if (size == 0) return NetworkError.InvalidArgument;
        lock (_turn)
        {
            if (_state is TcpState.Connecting or TcpState.Connected or TcpState.Closed) return NetworkError.InvalidState;
            _backlog = (int)Math.Min(size, int.MaxValue);
            return _state == TcpState.Listening ? NetworkErrors.Try(() => _socket.Listen(_backlog)) : NetworkError.None;
        }
    }

    /// <summary>Listens, on a port that the system chooses where it isn't bound.</summary>
    public NetworkError Listen()
    {
        lock (_turn)
        {
            if (_state is not (TcpState.Unbound or TcpState.Bound)) return NetworkError.InvalidState;
            if (_state == TcpState.Unbound && !_access.IsGranted) return NetworkError.AccessDenied;
            NetworkError error = NetworkErrors.Try(() =>
            {
                if (_state == TcpState.Unbound) _socket.Bind(new IPEndPoint(AnyOf(Family), 0));
                _socket.Listen(_backlog);
            });
            if (error == NetworkError.None) _state = TcpState.Listening;
            return error;
        }
    }

    /// <summary>Accepts a connection that was granted; failures of single connections are passed over.</summary>
    public async ValueTask<(NetworkError Error, TcpSocket? Connection)> AcceptAsync(CancellationToken cancellation)
    {
        if (State != TcpState.Listening) return (NetworkError.InvalidState, null);
        while (true)
        {
            try
            {
                Socket connection = await _socket.AcceptAsync(cancellation).ConfigureAwait(false);
                connection.NoDelay = true;
                return (NetworkError.None, new TcpSocket(connection, _access, TcpState.Connected) { _remote = (IPEndPoint?)connection.RemoteEndPoint });
            }
            catch (SocketException failure) when (failure.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                return (NetworkErrors.Map(failure.SocketErrorCode), null);
            }
            catch (SocketException failure) when (failure.SocketErrorCode is not (SocketError.OperationAborted or SocketError.InvalidArgument))
            {
                cancellation.ThrowIfCancellationRequested();
            }
            catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
            {
                return (NetworkError.InvalidState, null);
            }
        }
    }

    /// <summary>Receives what has come; zero bytes are the end.</summary>
    public async ValueTask<(NetworkError Error, int Count)> ReceiveAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (State != TcpState.Connected) return (NetworkError.InvalidState, 0);
        try
        {
            return (NetworkError.None, await _socket.ReceiveAsync(destination, cancellation).ConfigureAwait(false));
        }
        catch (SocketException failure)
        {
            return (NetworkErrors.Map(failure.SocketErrorCode), 0);
        }
        catch (ObjectDisposedException)
        {
            return (NetworkError.ConnectionAborted, 0);
        }
    }

    /// <summary>Sends some of the bytes, at least one.</summary>
    public async ValueTask<(NetworkError Error, int Count)> SendAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation)
    {
        if (State != TcpState.Connected) return (NetworkError.InvalidState, 0);
        try
        {
            return (NetworkError.None, await _socket.SendAsync(source, cancellation).ConfigureAwait(false));
        }
        catch (SocketException failure)
        {
            return (NetworkErrors.Map(failure.SocketErrorCode), 0);
        }
        catch (ObjectDisposedException)
        {
            return (NetworkError.ConnectionBroken, 0);
        }
    }

    /// <summary>Ends one or both directions of a connection; again is no error, and neither is a peer that ended it before.</summary>
    public NetworkError Shutdown(SocketShutdown how)
    {
        if (State != TcpState.Connected) return NetworkError.InvalidState;
        NetworkError error = NetworkErrors.Try(() => _socket.Shutdown(how));
        return error == NetworkError.InvalidState ? NetworkError.None : error;
    }

    /// <summary>Removes a user; the last one closes it.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) > 0) return;
        lock (_turn) _state = TcpState.Closed;
        _socket.Dispose();
    }

    private static IPAddress AnyOf(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;

    private NetworkError StartConnect(IPEndPoint remote)
    {
        lock (_turn)
        {
            if (_state is not (TcpState.Unbound or TcpState.Bound)) return NetworkError.InvalidState;
            if (!EndPointRules.CanBePeer(remote, Family)) return NetworkError.InvalidArgument;
            if (!_access.AllowsPeer(remote)) return NetworkError.AccessDenied;
            _state = TcpState.Connecting;
            return NetworkError.None;
        }
    }

    private void EndConnect(TcpState state)
    {
        lock (_turn)
        {
            if (_state == TcpState.Connecting) _state = state;
        }
    }
}
