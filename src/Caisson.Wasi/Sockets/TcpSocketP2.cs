using System.Net;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Sockets;

/// <summary>
/// A TCP socket as 0.2 has it, where nothing waits: an operation is started, and finished when it is over. One at a time. Errors that only 0.2 has are told
/// by <see cref="NetworkErrorP2"/>. Not safe for several threads at once. wasi:sockets/tcp
/// </summary>
/// <param name="socket">The socket; a user of it.</param>
internal sealed class TcpSocketP2(TcpSocket socket) : IDisposable
{
    private Operation _pending;
    private Task<NetworkError>? _connecting;
    private Task<(NetworkError Error, TcpSocket? Connection)>? _accepting;

    private enum Operation
    {
        None,
        Bind,
        Connect,
        Listen,
    }

    public TcpSocket Socket => socket;

    public NetworkErrorP2 StartBind(IPEndPoint local) => Start(Operation.Bind, () => socket.Bind(local));

    public NetworkErrorP2 FinishBind() => Finish(Operation.Bind);

    public NetworkErrorP2 StartListen() => Start(Operation.Listen, () => socket.State == TcpState.Bound ? socket.Listen() : NetworkError.InvalidState);

    public NetworkErrorP2 FinishListen() => Finish(Operation.Listen);

    public NetworkErrorP2 StartConnect(IPEndPoint remote) => Start(Operation.Connect, () =>
    {
        ValueTask<NetworkError> connecting = socket.ConnectAsync(remote, CancellationToken.None);
        if (connecting.IsCompleted && socket.State is TcpState.Unbound or TcpState.Bound or TcpState.Listening) return connecting.GetAwaiter().GetResult();
        _connecting = connecting.AsTask();
        return NetworkError.None;
    });

    public NetworkErrorP2 FinishConnect(out ByteSource? source, out ByteSink? sink)
    {
        (source, sink) = (null, null);
        if (_pending != Operation.Connect) return NetworkErrorP2.NotInProgress;
        if (!_connecting!.IsCompleted) return NetworkErrorP2.WouldBlock;
        _pending = Operation.None;
        NetworkError error = _connecting.GetAwaiter().GetResult();
        return error == NetworkError.None ? OpenStreams(socket, out source, out sink) : new NetworkErrorP2(error);
    }

    public NetworkErrorP2 Accept(out TcpSocketP2? connection, out ByteSource? source, out ByteSink? sink)
    {
        (connection, source, sink) = (null, null, null);
        if (socket.State != TcpState.Listening || _pending != Operation.None) return new NetworkErrorP2(NetworkError.InvalidState);
        if (!Accepting().IsCompleted) return NetworkErrorP2.WouldBlock;
        (NetworkError error, TcpSocket? accepted) = _accepting!.GetAwaiter().GetResult();
        _accepting = null;
        if (error != NetworkError.None) return new NetworkErrorP2(error);
        connection = new TcpSocketP2(accepted!);
        return OpenStreams(accepted!, out source, out sink);
    }

    /// <summary>Ready when an operation that has been started, or accepting, would not have to wait.</summary>
    public Pollable Subscribe() => new(() => Waiting is null or { IsCompleted: true }, () => Waiting ?? Task.CompletedTask);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = _accepting?.ContinueWith(static accepting => accepting.Result.Connection?.Dispose(), TaskScheduler.Default);
        socket.Dispose();
    }

    private Task? Waiting => _pending == Operation.Connect ? _connecting : _pending == Operation.None && socket.IsListening ? Accepting() : null;

    private static NetworkErrorP2 OpenStreams(TcpSocket socket, out ByteSource? source, out ByteSink? sink)
    {
        _ = socket.OpenSource(out source);
        _ = socket.OpenSink(out sink);
        return NetworkErrorP2.None;
    }

    private Task<(NetworkError, TcpSocket?)> Accepting() => _accepting ??= socket.AcceptAsync(CancellationToken.None).AsTask();

    private NetworkErrorP2 Start(Operation operation, Func<NetworkError> start)
    {
        if (_pending != Operation.None) return NetworkErrorP2.ConcurrencyConflict;
        NetworkError error = start();
        if (error == NetworkError.None) _pending = operation;
        return new NetworkErrorP2(error);
    }

    private NetworkErrorP2 Finish(Operation operation)
    {
        if (_pending != operation) return NetworkErrorP2.NotInProgress;
        _pending = Operation.None;
        return NetworkErrorP2.None;
    }
}
