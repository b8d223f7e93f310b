using System.Net.Sockets;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Cli;

/// <summary>What the failures of a .NET stream are to a guest.</summary>
internal static class StreamErrors
{
    private const int BrokenPipeOnUnix = 32, BrokenPipeOnWindows = unchecked((int)0x8007006D), NoDataOnWindows = unchecked((int)0x800700E8);

    /// <summary>Maps a failure that is the stream's; others are the host's own and go on.</summary>
    public static bool TryMap(Exception failure, out Errno errno)
    {
        errno = failure switch
        {
            IOException { InnerException: SocketException socket } => SocketErrors.Map(socket.SocketErrorCode),
            IOException { HResult: BrokenPipeOnUnix or BrokenPipeOnWindows or NoDataOnWindows } => Errno.Pipe,
            IOException => Errno.Io,
            ObjectDisposedException => Errno.BadDescriptor,
            NotSupportedException => Errno.NotSupported,
            _ => Errno.Success,
        };
        return errno != Errno.Success;
    }
}
