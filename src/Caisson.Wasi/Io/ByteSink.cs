namespace Caisson.Wasi.Io;

/// <summary>
/// Where bytes of a guest go: a file, a standard stream, a connection, a body. Every version of the interface puts its own streams on
/// top. One write at a time. Writing never touches the guest; what never waits ends at once.
/// </summary>
internal abstract class ByteSink : IDisposable
{
    /// <summary>Writes all bytes.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="cancellation">Gives up, with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Why not all are written; null where they are.</returns>
    public abstract ValueTask<IoError?> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation);

    /// <summary>Brings what is written to where others see it.</summary>
    public virtual ValueTask<IoError?> FlushAsync(CancellationToken cancellation) => default;

    /// <summary>Says that nothing more is written.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
