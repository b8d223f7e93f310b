using Caisson.Wasi.Io;

namespace Caisson.Wasi.Http;

/// <summary>A request or response that a guest of 0.2 gets. wasi:http/types: incoming-request, incoming-response</summary>
/// <param name="body">Its body; disposed of by whoever has it last.</param>
internal abstract class IncomingMessageP2(IncomingBodyP2 body) : IDisposable
{
    private bool _isConsumed;

    /// <summary>The body, once.</summary>
    public IncomingBodyP2? Consume()
    {
        if (_isConsumed) return null;
        _isConsumed = true;
        return body;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isConsumed) body.Dispose();
    }
}

/// <summary>A request that a guest of 0.2 gets.</summary>
internal sealed class IncomingRequestP2(RequestHead head, IncomingBodyP2 body) : IncomingMessageP2(body)
{
    public RequestHead Head => head;
}

/// <summary>A response that a guest of 0.2 gets.</summary>
internal sealed class IncomingResponseP2(IncomingResponse response) : IncomingMessageP2(new IncomingBodyP2(response.Body, response.ReadTrailers))
{
    public IncomingResponse Response => response;
}

/// <summary>A body that a guest of 0.2 gets. wasi:http/types: incoming-body</summary>
/// <param name="stream">The bytes.</param>
/// <param name="trailers">The trailers, once all bytes are read.</param>
internal sealed class IncomingBodyP2(Stream stream, Func<HttpFields?> trailers) : IDisposable
{
    private readonly Stream _stream = stream;
    private readonly Func<HttpFields?> _trailers = trailers;
    private readonly TaskCompletionSource<(HttpFields? Trailers, HttpError? Error)> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOpen;

    /// <summary>The trailers, or why there are none, once the body has been read or nobody reads it any more.</summary>
    public Task<(HttpFields? Trailers, HttpError? Error)> Ended => _ended.Task;

    /// <summary>The bytes, once.</summary>
    public ByteSource? Open()
    {
        if (_isOpen) return null;
        _isOpen = true;
        return new Source(this);
    }

    /// <summary>Lets go of the body: what hasn't been read is for nobody, and then there are the trailers.</summary>
    public void Dispose()
    {
        if (!_isOpen) _ = DrainAsync();
        _isOpen = true;
    }

    private async Task DrainAsync()
    {
        using ByteSource rest = new Source(this);
        byte[] buffer = new byte[4096];
        while (!(await rest.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false)).IsEnd) { }
    }

    private sealed class Source(IncomingBodyP2 body) : ByteSource
    {
        private readonly StreamSource _bytes = new(body._stream, isOwned: true);

        public override async ValueTask<ReadResult> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
        {
            ReadResult result = await _bytes.ReadAsync(destination, cancellation).ConfigureAwait(false);
            if (result.IsEnd) _ = body._ended.TrySetResult(result.Error is { } error ? (null, error.Http ?? new HttpError(HttpErrorKind.ConnectionTerminated)) : (body._trailers(), null));
            return result;
        }

        public override void Dispose()
        {
            _bytes.Dispose();
            _ = body._ended.TrySetResult((null, null));
            base.Dispose();
        }
    }
}

/// <summary>A request or response that a guest of 0.2 makes. wasi:http/types: outgoing-request, outgoing-response</summary>
/// <param name="headers">Its header.</param>
internal abstract class OutgoingMessageP2(HttpFields headers)
{
    public HttpFields Headers { get; } = headers.Freeze();

    /// <summary>The body that the guest has opened; null where it didn't.</summary>
    public BodyPipe? Body { get; private set; }

    /// <summary>The body, once.</summary>
    public OutgoingBodyP2? OpenBody()
    {
        if (Body is not null) return null;
        // What isn't a length is refused when the message is sent.
        _ = OutgoingClient.TryReadLength(Headers, out long? length);
        Body = new BodyPipe(length);
        return new OutgoingBodyP2(Body);
    }
}

/// <summary>A request that a guest of 0.2 makes.</summary>
internal sealed class OutgoingRequestP2(HttpFields headers) : OutgoingMessageP2(headers)
{
    public RequestHead Head { get; } = new(headers);
}

/// <summary>A response that a guest of 0.2 makes.</summary>
internal sealed class OutgoingResponseP2(HttpFields headers) : OutgoingMessageP2(headers)
{
    public int Status { get; private set; } = 200;

    public bool SetStatus(ushort status)
    {
        if (status is < 100 or > 599) return false;
        Status = status;
        return true;
    }
}

/// <summary>A body that a guest of 0.2 writes. wasi:http/types: outgoing-body</summary>
/// <param name="pipe">Where it goes.</param>
internal sealed class OutgoingBodyP2(BodyPipe pipe) : IDisposable
{
    private bool _isOpen;

    public BodyPipe Pipe => pipe;

    /// <summary>Where to write, once.</summary>
    public ByteSink? Open()
    {
        if (_isOpen) return null;
        _isOpen = true;
        return pipe.OpenSink();
    }

    /// <inheritdoc/>
    public void Dispose() => pipe.Abandon();
}

/// <summary>Something that is there later, and can be taken once. wasi:http/types: future-incoming-response, future-trailers</summary>
/// <typeparam name="T">What it is.</typeparam>
/// <param name="task">When it is there.</param>
internal sealed class OnceP2<T>(Task<T> task)
{
    private bool _isTaken;

    public Task Task => task;

    /// <summary>Takes it.</summary>
    /// <param name="value">What it is.</param>
    /// <returns>Null while it isn't there, false when it was taken before.</returns>
    public bool? TryTake(out T? value)
    {
        value = default;
        if (!task.IsCompleted) return null;
        if (_isTaken) return false;
        _isTaken = true;
        value = task.GetAwaiter().GetResult();
        return true;
    }
}

/// <summary>Where a guest of 0.2 gives its response. wasi:http/types: response-outparam</summary>
internal sealed class ResponseOutparam : IDisposable
{
    private readonly TaskCompletionSource<(OutgoingResponseP2? Response, HttpError? Error)> _response = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The response, or what the guest says instead; neither where it never gave one.</summary>
    public Task<(OutgoingResponseP2? Response, HttpError? Error)> Response => _response.Task;

    public void Set(OutgoingResponseP2? response, HttpError? error) => _ = _response.TrySetResult((response, error));

    /// <inheritdoc/>
    public void Dispose() => Set(null, null);
}
