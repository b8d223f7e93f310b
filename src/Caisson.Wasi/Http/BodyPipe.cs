using System.IO.Pipelines;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Http;

/// <summary>
/// The body of a message that a guest of 0.2 writes while it is sent: who writes too fast waits. It is whole only when the guest finished it;
/// else the message breaks off. wasi:http/types: outgoing-body
/// </summary>
/// <param name="length">How long the guest announced it to be; null where it didn't.</param>
internal sealed class BodyPipe(long? length)
{
    private const int PauseBytes = 64 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: PauseBytes, resumeWriterThreshold: PauseBytes / 2, useSynchronizationContext: false));
    private HttpFields? _trailers;
    private HttpError? _failure;
    private long _written;
    private bool _isFinished;

    private long? Length => length;

    /// <summary>Where the guest writes.</summary>
    public ByteSink OpenSink() => new Sink(this);

    /// <summary>Ends the body.</summary>
    /// <returns>Why it isn't whole; null where it is.</returns>
    public HttpError? Finish(HttpFields? trailers)
    {
        if (length is { } announced && _written != announced) _failure = new HttpError(HttpErrorKind.HttpRequestBodySize) { Size = (ulong)_written };
        _isFinished = _failure is null;
        _trailers = trailers;
        _pipe.Writer.Complete();
        return _failure;
    }

    /// <summary>The guest gave up, unless it has finished.</summary>
    public void Abandon()
    {
        if (_isFinished) return;
        _failure ??= new HttpError(HttpErrorKind.ConnectionTerminated);
        _pipe.Writer.Complete();
    }

    /// <summary>Writes what the guest writes to the outside.</summary>
    /// <exception cref="HttpFailureException">The guest gave up.</exception>
    public async Task WriteAsync(Stream destination, CancellationToken cancellation)
    {
        try
        {
            await _pipe.Reader.CopyToAsync(destination, cancellation).ConfigureAwait(false);
            if (!_isFinished) throw new HttpFailureException(_failure ?? new HttpError(HttpErrorKind.ConnectionTerminated));
        }
        finally
        {
            // A guest that goes on writing learns that nobody reads.
            await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The trailers, once the body is written.</summary>
    public ValueTask<HttpFields?> ReadTrailersAsync() => ValueTask.FromResult(_trailers?.Freeze());

    private sealed class Sink(BodyPipe body) : ByteSink
    {
        public override async ValueTask<IoError?> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation)
        {
            body._written += source.Length;
            if (body._written > body.Length) return new IoError { Http = new HttpError(HttpErrorKind.HttpRequestBodySize) { Size = (ulong)body._written } };
            FlushResult result = await body._pipe.Writer.WriteAsync(source, cancellation).ConfigureAwait(false);
            return result.IsCompleted ? new IoError { Http = new HttpError(HttpErrorKind.ConnectionTerminated) } : null;
        }
    }
}
