namespace Caisson.Wasi.Io;

/// <summary>How a read ended: with bytes, at the end (none, and no error), or with an error.</summary>
/// <param name="Count">How many bytes there were.</param>
/// <param name="Error">Why there were none.</param>
internal readonly record struct ReadResult(int Count, IoError? Error)
{
    /// <summary>Whether nothing will come any more.</summary>
    public bool IsEnd => Count == 0;
}

/// <summary>
/// Where bytes for a guest come from: a file, a standard stream, a connection, a body. Every version of the interface puts its own
/// streams on top. One read at a time. Reading never touches the guest, so that it may end on any thread; what never waits ends at once.
/// </summary>
internal abstract class ByteSource : IDisposable
{
    /// <summary>Reads some bytes, waiting for the first.</summary>
    /// <param name="destination">Room for them; not empty.</param>
    /// <param name="cancellation">Gives up, with <see cref="OperationCanceledException"/>.</param>
    public abstract ValueTask<ReadResult> ReadAsync(Memory<byte> destination, CancellationToken cancellation);

    /// <summary>Says that nobody reads any more.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
