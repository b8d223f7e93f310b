using Caisson.Wasi.Io;

namespace Caisson.Wasi.Http;

/// <summary>The body of a response: each piece must come in time, and failures are those of the interface.</summary>
/// <param name="inner">The client's stream.</param>
/// <param name="betweenBytes">How long a piece may take.</param>
internal sealed class TimedBody(Stream inner, TimeSpan betweenBytes) : SequentialStream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(betweenBytes);
        try
        {
            return await inner.ReadAsync(buffer, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpFailureException(new HttpError(HttpErrorKind.ConnectionReadTimeout));
        }
        catch (Exception failure) when (failure is HttpIOException or HttpRequestException or IOException and not HttpFailureException)
        {
            throw new HttpFailureException(HttpErrors.OfBody(failure));
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
