using System.Net.Sockets;

namespace Caisson.Wasi.Sockets;

/// <summary>What socket errors are as <see cref="NetworkError"/>.</summary>
internal static class NetworkErrors
{
    public static NetworkError Map(SocketError error) => error switch
    {
        SocketError.Success => NetworkError.None,
        SocketError.AccessDenied => NetworkError.AccessDenied,
        SocketError.OperationNotSupported or SocketError.ProtocolNotSupported or SocketError.ProtocolOption
            or SocketError.ProtocolFamilyNotSupported or SocketError.SocketNotSupported => NetworkError.NotSupported,
        SocketError.InvalidArgument or SocketError.DestinationAddressRequired or SocketError.AddressFamilyNotSupported
            or SocketError.Fault => NetworkError.InvalidArgument,
        SocketError.NoBufferSpaceAvailable => NetworkError.OutOfMemory,
        SocketError.TooManyOpenSockets => NetworkError.NewSocketLimit,
        SocketError.TimedOut => NetworkError.Timeout,
        SocketError.AlreadyInProgress or SocketError.InProgress or SocketError.IsConnected or SocketError.NotConnected => NetworkError.InvalidState,
        SocketError.AddressNotAvailable => NetworkError.AddressNotBindable,
        SocketError.AddressAlreadyInUse => NetworkError.AddressInUse,
        SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkDown or SocketError.NetworkUnreachable
            or SocketError.NetworkReset => NetworkError.RemoteUnreachable,
        SocketError.ConnectionRefused => NetworkError.ConnectionRefused,
        SocketError.Shutdown or SocketError.Disconnecting => NetworkError.ConnectionBroken,
        SocketError.ConnectionReset => NetworkError.ConnectionReset,
        SocketError.ConnectionAborted or SocketError.OperationAborted => NetworkError.ConnectionAborted,
        SocketError.MessageSize => NetworkError.DatagramTooLarge,
        SocketError.HostNotFound or SocketError.NoData => NetworkError.NameUnresolvable,
        SocketError.TryAgain => NetworkError.TemporaryResolverFailure,
        SocketError.NoRecovery => NetworkError.PermanentResolverFailure,
        _ => NetworkError.Unknown,
    };

    /// <summary>Runs an operation of the system's.</summary>
    public static NetworkError Try(Action operation)
    {
        try
        {
            operation();
            return NetworkError.None;
        }
        catch (SocketException failure)
        {
            return Map(failure.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.InvalidState;
        }
    }
}
