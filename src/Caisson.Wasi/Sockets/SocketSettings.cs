using System.Net.Sockets;

namespace Caisson.Wasi.Sockets;

/// <summary>The options of a socket that guests can read and set. Numbers beyond what the system takes become what it takes.</summary>
/// <param name="Socket">The system's socket.</param>
internal readonly record struct SocketSettings(Socket Socket)
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Linux reserves twice what was asked for, for its own use, and tells the double.</summary>
    private static int Overhead => OperatingSystem.IsLinux() ? 2 : 1;

    public NetworkError GetKeepAlive(out bool value)
    {
        NetworkError error = Get(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, out int number);
        value = number != 0;
        return error;
    }

    public NetworkError SetKeepAlive(bool value) => Set(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, value ? 1 : 0);

    public NetworkError GetKeepAliveIdleTime(out ulong nanoseconds) => GetSeconds(SocketOptionName.TcpKeepAliveTime, out nanoseconds);

    public NetworkError SetKeepAliveIdleTime(ulong nanoseconds) => SetSeconds(SocketOptionName.TcpKeepAliveTime, nanoseconds);

    public NetworkError GetKeepAliveInterval(out ulong nanoseconds) => GetSeconds(SocketOptionName.TcpKeepAliveInterval, out nanoseconds);

    public NetworkError SetKeepAliveInterval(ulong nanoseconds) => SetSeconds(SocketOptionName.TcpKeepAliveInterval, nanoseconds);

    public NetworkError GetKeepAliveCount(out uint value)
    {
        NetworkError error = Get(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, out int number);
        value = (uint)number;
        return error;
    }

    /// <summary>At most 127, which is what Linux counts to.</summary>
    public NetworkError SetKeepAliveCount(uint value) => value == 0
        ? NetworkError.InvalidArgument
        : Set(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, (int)Math.Min(value, 127u));

    public NetworkError GetHopLimit(out byte value)
    {
        NetworkError error = Get(InternetLevel, SocketOptionName.IpTimeToLive, out int number);
        value = (byte)number;
        return error;
    }

    public NetworkError SetHopLimit(byte value) => value == 0 ? NetworkError.InvalidArgument : Set(InternetLevel, SocketOptionName.IpTimeToLive, value);

    public NetworkError GetReceiveBufferSize(out ulong bytes) => GetBuffer(SocketOptionName.ReceiveBuffer, out bytes);

    public NetworkError SetReceiveBufferSize(ulong bytes) => SetBuffer(SocketOptionName.ReceiveBuffer, bytes);

    public NetworkError GetSendBufferSize(out ulong bytes) => GetBuffer(SocketOptionName.SendBuffer, out bytes);

    public NetworkError SetSendBufferSize(ulong bytes) => SetBuffer(SocketOptionName.SendBuffer, bytes);

    private SocketOptionLevel InternetLevel => Socket.AddressFamily == AddressFamily.InterNetworkV6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;

    private NetworkError GetSeconds(SocketOptionName name, out ulong nanoseconds)
    {
        NetworkError error = Get(SocketOptionLevel.Tcp, name, out int seconds);
        nanoseconds = (ulong)seconds * NanosecondsPerSecond;
        return error;
    }

    /// <summary>Rounded up to seconds; at most 32,767, which is what Linux counts to.</summary>
    private NetworkError SetSeconds(SocketOptionName name, ulong nanoseconds)
    {
        if (nanoseconds == 0) return NetworkError.InvalidArgument;
        ulong seconds = nanoseconds / NanosecondsPerSecond + (nanoseconds % NanosecondsPerSecond == 0 ? 0UL : 1);
        return Set(SocketOptionLevel.Tcp, name, (int)Math.Min(seconds, (ulong)short.MaxValue));
    }

    private NetworkError GetBuffer(SocketOptionName name, out ulong bytes)
    {
        NetworkError error = Get(SocketOptionLevel.Socket, name, out int number);
        bytes = (ulong)(number / Overhead);
        return error;
    }

    private NetworkError SetBuffer(SocketOptionName name, ulong bytes) =>
        bytes == 0 ? NetworkError.InvalidArgument : Set(SocketOptionLevel.Socket, name, (int)Math.Min(bytes, int.MaxValue / 2UL));

    private NetworkError Get(SocketOptionLevel level, SocketOptionName name, out int value)
    {
        Socket socket = Socket;
        int found = 0;
        NetworkError error = NetworkErrors.Try(() => found = (int)socket.GetSocketOption(level, name)!);
        value = found;
        return error;
    }

    private NetworkError Set(SocketOptionLevel level, SocketOptionName name, int value)
    {
        Socket socket = Socket;
        return NetworkErrors.Try(() => socket.SetSocketOption(level, name, value));
    }
}
