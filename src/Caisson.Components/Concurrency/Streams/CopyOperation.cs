namespace Caisson.Components.Concurrency;

/// <summary>How a read or write ended; the numbers are those that guests get. abi: CopyResult</summary>
internal enum CopyResult : uint
{
    /// <summary>It copied what it could.</summary>
    Completed = 0,

    /// <summary>The other end is gone.</summary>
    Dropped = 1,

    /// <summary>It was cancelled.</summary>
    Cancelled = 2,
}

/// <summary>A read or write under way, of a guest or of the host.</summary>
/// <param name="instance">Whose; null for the host.</param>
/// <param name="buffer">Where elements go to or come from.</param>
internal abstract class CopyOperation(InstanceState? instance, CopyBuffer buffer)
{
    /// <summary>abi: pending_inst</summary>
    public InstanceState? Instance { get; } = instance;

    /// <summary>abi: pending_buffer</summary>
    public CopyBuffer Buffer { get; } = buffer;

    /// <summary>Some elements have been copied; more may come until the stream is told to take the buffer back. abi: OnCopy</summary>
    public abstract void OnCopy(SharedStream stream);

    /// <summary>It is over. abi: OnCopyDone</summary>
    public abstract void OnCopyDone(CopyResult result);
}
