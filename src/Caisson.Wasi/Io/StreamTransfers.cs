using Caisson.Wasi.Cli;
using Caisson.Wasi.Http;

namespace Caisson.Wasi.Io;

/// <summary>The bytes of a stream of .NET's.</summary>
/// <param name="stream">The stream.</param>
/// <param name="isOwned">Whether it is closed with this.</param>
internal sealed class StreamSource(Stream stream, bool isOwned) : ByteSource
{
    /// <inheritdoc/>
    public override async ValueTask<ReadResult> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        try
        {
            return new ReadResult(await stream.ReadAsync(destination, cancellation).ConfigureAwait(false), null);
        }
        catch (Exception failure) when (StreamFailures.TryMap(failure, out IoError? error))
        {
            return new ReadResult(0, error);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (isOwned) stream.Dispose();
        base.Dispose();
    }
}

/// <summary>A stream of .NET's that is written to, and flushed at each write.</summary>
/// <param name="stream">The stream.</param>
/// <param name="isOwned">Whether it is closed with this.</param>
internal sealed class StreamSink(Stream stream, bool isOwned) : ByteSink
{
    /// <inheritdoc/>
    public override async ValueTask<IoError?> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation)
    {
        try
        {
            await stream.WriteAsync(source, cancellation).ConfigureAwait(false);
            await stream.FlushAsync(cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (StreamFailures.TryMap(failure, out IoError? error))
        {
            return error;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (isOwned) stream.Dispose();
        base.Dispose();
    }
}

/// <summary>What failures of streams are.</summary>
internal static class StreamFailures
{
    public static bool TryMap(Exception failure, out IoError? error)
    {
        error = failure is HttpFailureException http ? new IoError { Http = http.Error }
            : StreamErrors.TryMap(failure, out Errno errno) ? IoError.Of(errno) : null;
        return error is not null;
    }
}
