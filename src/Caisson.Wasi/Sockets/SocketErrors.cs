using System.Net.Sockets;

namespace Caisson.Wasi.Sockets;

/// <summary>What socket errors are here.</summary>
internal static class SocketErrors
{
    public static Errno Map(SocketError error) => error switch
    {
        SocketError.Success => Errno.Success,
        SocketError.AccessDenied => Errno.Access,
        SocketError.AddressAlreadyInUse => Errno.AddressInUse,
        SocketError.AddressFamilyNotSupported => Errno.AddressFamilyNotSupported,
        SocketError.AddressNotAvailable => Errno.AddressNotAvailable,
        SocketError.AlreadyInProgress => Errno.Already,
        SocketError.ConnectionAborted => Errno.ConnectionAborted,
        SocketError.ConnectionRefused => Errno.ConnectionRefused,
        SocketError.ConnectionReset => Errno.ConnectionReset,
        SocketError.DestinationAddressRequired => Errno.DestinationRequired,
        SocketError.Disconnecting or SocketError.Shutdown => Errno.Pipe,
        SocketError.HostUnreachable => Errno.HostUnreachable,
        SocketError.InProgress => Errno.InProgress,
        SocketError.Interrupted => Errno.Interrupted,
        SocketError.InvalidArgument => Errno.Invalid,
        SocketError.IsConnected => Errno.IsConnected,
        SocketError.MessageSize => Errno.MessageSize,
        SocketError.NetworkDown => Errno.NetworkDown,
        SocketError.NetworkReset => Errno.NetworkReset,
        SocketError.NetworkUnreachable => Errno.NetworkUnreachable,
        SocketError.NoBufferSpaceAvailable => Errno.NoBuffers,
        SocketError.NotConnected => Errno.NotConnected,
        SocketError.NotSocket => Errno.NotSocket,
        SocketError.OperationAborted => Errno.Canceled,
        SocketError.OperationNotSupported => Errno.NotSupported,
        SocketError.ProtocolNotSupported => Errno.ProtocolNotSupported,
        SocketError.TimedOut => Errno.TimedOut,
        SocketError.TooManyOpenSockets => Errno.ProcessFilesFull,
        SocketError.WouldBlock => Errno.Again,
        _ => Errno.Io,
    };
}
