namespace Caisson.Wasi.Sockets;

/// <summary>The states of a TCP socket, in the words of the interface.</summary>
internal enum TcpState
{
    Unbound,
    Bound,
    Listening,
    Connecting,
    Connected,
    Closed,
}
