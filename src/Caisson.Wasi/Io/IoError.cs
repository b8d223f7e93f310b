using Caisson.Wasi.Http;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Io;

/// <summary>
/// Why a transfer failed, in the words of where the bytes come from or go to, so that each interface can say it in its own.
/// wasi:io/error
/// </summary>
internal sealed record IoError
{
    /// <summary>What a file or a standard stream said.</summary>
    public Errno? Errno { get; init; }

    /// <summary>What a connection said.</summary>
    public NetworkError? Network { get; init; }

    /// <summary>What a message said.</summary>
    public HttpError? Http { get; init; }

    /// <summary>A failure of a file or a standard stream; null for success.</summary>
    public static IoError? Of(Errno errno) => errno == Wasi.Errno.Success ? null : new IoError { Errno = errno };

    /// <summary>A failure of a connection; null for success.</summary>
    public static IoError? Of(NetworkError error) => error == NetworkError.None ? null : new IoError { Network = error };

    /// <summary>For people: nothing to rely on.</summary>
    public override string ToString() => Http is not null ? Http.ToString() : Network is { } network ? network.ToString() : Errno.ToString() ?? "unknown";
}
