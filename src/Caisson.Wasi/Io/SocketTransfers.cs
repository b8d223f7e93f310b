using System.Net.Sockets;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Io;

/// <summary>What comes over a connection. When nobody reads any more, that direction is shut down.</summary>
/// <param name="socket">The connection; a user of it.</param>
internal sealed class SocketSource(TcpSocket socket) : ByteSource
{
    /// <inheritdoc/>
    public override async ValueTask<ReadResult> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        (NetworkError error, int count) = await socket.ReceiveAsync(destination, cancellation).ConfigureAwait(false);
        return new ReadResult(count, IoError.Of(error));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _ = socket.Shutdown(SocketShutdown.Receive);
        socket.Dispose();
        base.Dispose();
    }
}

/// <summary>What goes over a connection. When nothing more is written, that direction is shut down, and the peer sees the end.</summary>
/// <param name="socket">The connection; a user of it.</param>
internal sealed class SocketSink(TcpSocket socket) : ByteSink
{
    /// <inheritdoc/>
    public override async ValueTask<IoError?> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation)
    {
        while (!source.IsEmpty)
        {
            (NetworkError error, int count) = await socket.SendAsync(source, cancellation).ConfigureAwait(false);
            if (error != NetworkError.None) return IoError.Of(error);
            source = source[count..];
        }
        return null;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _ = socket.Shutdown(SocketShutdown.Send);
        socket.Dispose();
        base.Dispose();
    }
}
