using System.Net;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Sockets;

/// <summary>A datagram that came.</summary>
internal readonly record struct Datagram(byte[] Data, IPEndPoint Sender);

/// <summary>
/// A UDP socket as 0.2 has it, where nothing waits. It and its streams share one of the system's, which is closed with the last of them.
/// Not safe for several threads at once. wasi:sockets/udp
/// </summary>
/// <param name="socket">The socket; closed with the last user.</param>
internal sealed class UdpSocketP2(UdpSocket socket) : IDisposable
{
    /// <summary>Datagrams that may be sent at once.</summary>
    public const ulong SendPermit = 16;

    private int _users = 1;
    private bool _isBinding;
    private Task<(NetworkError Error, int Count, IPEndPoint? Sender)>? _receiving;
    private readonly byte[] _buffer = new byte[UdpSocket.MaxDatagram];

    public UdpSocket Socket => socket;

    public NetworkErrorP2 StartBind(IPEndPoint local)
    {
        if (_isBinding) return NetworkErrorP2.ConcurrencyConflict;
        NetworkError error = socket.Bind(local);
        _isBinding = error == NetworkError.None;
        return new NetworkErrorP2(error);
    }

    public NetworkErrorP2 FinishBind()
    {
        if (!_isBinding) return NetworkErrorP2.NotInProgress;
        _isBinding = false;
        return NetworkErrorP2.None;
    }

    /// <summary>Chooses whom the streams talk to; null for everybody.</summary>
    public NetworkErrorP2 Open(IPEndPoint? remote)
    {
        if (!socket.IsBound || _isBinding) return new NetworkErrorP2(NetworkError.InvalidState);
        if (remote is not null) return new NetworkErrorP2(socket.Connect(remote));
        return new NetworkErrorP2(socket.Peer is null ? NetworkError.None : socket.Disconnect());
    }

    /// <summary>Takes what has come; an error only where nothing has.</summary>
    public NetworkErrorP2 Receive(ulong max, out List<Datagram> datagrams)
    {
        datagrams = [];
        while ((ulong)datagrams.Count < Math.Min(max, Limits.Datagrams) && Receiving().IsCompleted)
        {
            (NetworkError error, int count, IPEndPoint? sender) = _receiving!.GetAwaiter().GetResult();
            if (error != NetworkError.None && datagrams.Count > 0) break;
            _receiving = null;
            if (error != NetworkError.None) return new NetworkErrorP2(error);
            datagrams.Add(new Datagram(_buffer[..count], sender!));
        }
        return NetworkErrorP2.None;
    }

    /// <summary>Sends datagrams until one fails; an error only where none was sent.</summary>
    public NetworkErrorP2 Send(IEnumerable<(byte[] Data, IPEndPoint? Remote)> datagrams, out ulong sent)
    {
        sent = 0;
        foreach ((byte[] data, IPEndPoint? remote) in datagrams)
        {
            NetworkError error = socket.SendAsync(data, remote, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (error != NetworkError.None) return sent == 0 ? new NetworkErrorP2(error) : NetworkErrorP2.None;
            sent++;
        }
        return NetworkErrorP2.None;
    }

    /// <summary>Ready when something has come.</summary>
    public Pollable SubscribeReceive() => new(() => Receiving().IsCompleted, Receiving);

    /// <summary>Adds a user, who lets go by <see cref="Dispose"/>.</summary>
    public UdpSocketP2 Share()
    {
        _users++;
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (--_users == 0) socket.Dispose();
    }

    private Task<(NetworkError, int, IPEndPoint?)> Receiving() => _receiving ??= socket.ReceiveAsync(_buffer, CancellationToken.None).AsTask();
}

/// <summary>One of the streams of a socket.</summary>
/// <param name="socket">The socket; a user of it.</param>
internal sealed class DatagramStream(UdpSocketP2 socket) : IDisposable
{
    /// <summary>How many datagrams the guest was permitted to send.</summary>
    public ulong Permitted { get; set; }

    public UdpSocketP2 Socket => socket;

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
