using Caisson.Wasi.Io;

namespace Caisson.Wasi.Http;

/// <summary>Writes each piece through at once: who is at the other end may wait for it.</summary>
/// <param name="inner">Where the pieces go.</param>
internal sealed class FlushingStream(Stream inner) : SequentialStream
{
    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
}
