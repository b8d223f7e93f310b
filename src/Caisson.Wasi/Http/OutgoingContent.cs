using System.Net;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Http;

/// <summary>The body of a request, written by the guest while it is sent.</summary>
/// <param name="body">The body.</param>
/// <param name="length">Its length where the guest announced one.</param>
/// <param name="slot">Where the trailers go.</param>
/// <param name="cancellation">Gives up.</param>
internal sealed class OutgoingContent(OutgoingBody body, long? length, TrailerSlot slot, CancellationToken cancellation) : HttpContent
{
    private long _written;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, cancellation);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await body.WriteAsync(new CountingStream(new FlushingStream(stream), this), cancellationToken).ConfigureAwait(false);
        if (length is { } announced && _written != announced)
            throw new HttpFailureException(new HttpError(HttpErrorKind.HttpRequestBodySize) { Size = (ulong)_written });
        HttpFields? trailers = await body.ReadTrailers().ConfigureAwait(false);
        if (length is null) slot.Trailers = trailers is { Entries.Count: > 0 } ? trailers : null;
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long computed)
    {
        computed = length ?? 0;
        return length is not null;
    }

    private void Count(int bytes)
    {
        _written += bytes;
        if (_written > length) throw new HttpFailureException(new HttpError(HttpErrorKind.HttpRequestBodySize) { Size = (ulong)_written });
    }

    private sealed class CountingStream(Stream inner, OutgoingContent owner) : SequentialStream
    {
        public override bool CanWrite => true;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            owner.Count(buffer.Length);
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    }
}
