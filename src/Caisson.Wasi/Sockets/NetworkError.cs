namespace Caisson.Wasi.Sockets;

/// <summary>How an operation on a socket or a name ended, for all versions of the interface; each has its own names for these.</summary>
internal enum NetworkError
{
    None,
    AccessDenied,
    NotSupported,
    InvalidArgument,
    OutOfMemory,
    Timeout,
    InvalidState,
    NewSocketLimit,
    AddressNotBindable,
    AddressInUse,
    RemoteUnreachable,
    ConnectionRefused,
    ConnectionBroken,
    ConnectionReset,
    ConnectionAborted,
    DatagramTooLarge,
    NameUnresolvable,
    TemporaryResolverFailure,
    PermanentResolverFailure,
    Unknown,
}
