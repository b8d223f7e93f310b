using Caisson.Components.Concurrency;
using Caisson.Components.Values;
using Caisson.Wasi.Components;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Http;

/// <summary>
/// The body of a message of 0.3: from the host, or written by a guest while somebody reads it. Consumed once. Its writer learns how the
/// transmission ended. wasi:http/types
/// </summary>
internal sealed class MessageBody : IDisposable
{
    private readonly TaskCompletionSource<ComponentValue> _transmitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stream? _stream;
    private readonly Func<HttpFields?>? _trailers;
    private readonly ComponentValue? _contents, _guestTrailers;
    private readonly Func<HttpFields?, ComponentValue> _toValue;
    private bool _isConsumed;

    /// <summary>The body of a message that came from outside.</summary>
    /// <param name="stream">The bytes; failures are <see cref="HttpFailureException"/>.</param>
    /// <param name="trailers">The trailers, once all bytes are read.</param>
    /// <param name="toValue">An option of fields for a guest.</param>
    public MessageBody(Stream stream, Func<HttpFields?> trailers, Func<HttpFields?, ComponentValue> toValue) =>
        (_stream, _trailers, _toValue) = (stream, trailers, toValue);

    /// <summary>The body of a message that a guest makes.</summary>
    /// <param name="contents">Its option of a stream.</param>
    /// <param name="trailers">Its future of trailers.</param>
    /// <param name="toValue">An option of fields for a guest.</param>
    public MessageBody(ComponentValue contents, ComponentValue trailers, Func<HttpFields?, ComponentValue> toValue) =>
        (_contents, _guestTrailers, _toValue) = (contents.AsOption(), trailers, toValue);

    /// <summary>How the transmission ended: a result without a value.</summary>
    public Task<ComponentValue> Transmitted => _transmitted.Task;

    /// <summary>Gives the body to a guest: its stream, and a future of its trailers.</summary>
    /// <param name="processed">The guest's future of whether it could use the body, which is how the transmission ends.</param>
    public ComponentValue Consume(ComponentValue processed)
    {
        _isConsumed = true;
        _ = ForwardAsync(processed.AsFuture());
        if (_stream is null) return ComponentValue.Tuple(_contents ?? ComponentValue.Stream(ComponentStreams.FromStream(Stream.Null)), _guestTrailers!.Value);
        return HostValues.ReadVia(
            new StreamSource(_stream, isOwned: true),
            error => HttpValues.ToValue(error.Http ?? new HttpError(HttpErrorKind.ConnectionTerminated)),
            () => ComponentValue.Ok(_toValue(_trailers!())));
    }

    /// <summary>Whether there are no bytes for sure.</summary>
    public bool IsEmpty => _stream is null && _contents is null;

    /// <summary>Writes the body to the outside. What fails is told to the writer.</summary>
    /// <exception cref="HttpFailureException">The guest gave up, or the other side is gone.</exception>
    public async Task WriteAsync(Stream destination, CancellationToken cancellation)
    {
        _isConsumed = true;
        Stream? source = _stream ?? _contents?.AsStream().ToStream();
        if (source is null) return;
        await using (source.ConfigureAwait(false)) await source.CopyToAsync(destination, cancellation).ConfigureAwait(false);
    }

    /// <summary>The trailers, once the body is written.</summary>
    /// <exception cref="HttpFailureException">The guest has none to give: something went wrong.</exception>
    public async ValueTask<HttpFields?> ReadTrailersAsync()
    {
        _isConsumed = true;
        if (_stream is not null) return _trailers!();
        ComponentValue result = await _guestTrailers!.Value.AsFuture().ToTask().ConfigureAwait(false);
        if (result.IsError) throw new HttpFailureException(HttpValues.ToError(result.Payload!.Value));
        return result.Payload!.Value.AsOption() is { } fields ? Take(fields) : null;
    }

    /// <summary>Tells the writer how the transmission ended.</summary>
    public void SetTransmitted(HttpError? error) =>
        _ = _transmitted.TrySetResult(error is null ? ComponentValue.Ok() : ComponentValue.Error(HttpValues.ToValue(error)));

    /// <summary>Nobody will read it any more.</summary>
    public void Dispose()
    {
        if (_isConsumed) return;
        _isConsumed = true;
        _stream?.Dispose();
        _contents?.AsStream().ToStream().Dispose();
        if (_guestTrailers is { } trailers) _ = IgnoreAsync(trailers.AsFuture());
        SetTransmitted(new HttpError(HttpErrorKind.ConnectionTerminated));
    }

    /// <summary>What a guest handed over, and the host owns by that.</summary>
    private static HttpFields Take(ComponentValue fields)
    {
        using ComponentResource handle = fields.AsResource();
        return ((HttpFields)handle.HostObject!).Freeze();
    }

    private static async Task IgnoreAsync(ComponentFuture future)
    {
        try
        {
            _ = await future.ToTask(new CancellationToken(canceled: true)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or InvalidOperationException)
        {
            // That is what was wanted.
        }
    }

    private async Task ForwardAsync(ComponentFuture processed)
    {
        try
        {
            _ = _transmitted.TrySetResult(await processed.ToTask().ConfigureAwait(false));
        }
        catch (InvalidOperationException)
        {
            SetTransmitted(new HttpError(HttpErrorKind.ConnectionTerminated));
        }
    }
}
