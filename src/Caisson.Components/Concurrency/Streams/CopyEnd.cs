namespace Caisson.Components.Concurrency;

/// <summary>What an end of a stream or future is doing. abi: CopyState</summary>
internal enum CopyState
{
    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>It reads or writes.</summary>
    Copying,

    /// <summary>It has been told to stop reading or writing.</summary>
    CancellingCopy,

    /// <summary>Nothing, and it never will again.</summary>
    Done,
}

/// <summary>A guest's end of a stream or future. abi: CopyEnd</summary>
internal abstract class CopyEnd(IShared shared) : Waitable
{
    public CopyState State { get; set; }

    public IShared Shared { get; } = shared;

    /// <summary>abi: copying</summary>
    public bool IsCopying => State is CopyState.Copying or CopyState.CancellingCopy;

    /// <summary>What it is an end of, for messages.</summary>
    public abstract string Noun { get; }

    /// <summary>What it is doing.</summary>
    public CopyOperation? Operation { get; set; }

    private bool IsReadable => this is ReadableStreamEnd or ReadableFutureEnd;

    /// <summary>Reads or writes. abi: copy</summary>
    public abstract void Copy(CopyOperation operation);

    /// <exception cref="Runtime.TrapException">It can't be read from, or written to, any more.</exception>
    public abstract void CheckNotDone();

    /// <inheritdoc/>
    public override void Drop()
    {
        if (IsCopying) throw IsReadable ? TaskErrors.LiftBusy(Noun) : TaskErrors.DropBusy(Noun);
        Shared.Drop();
        base.Drop();
    }

    /// <summary>Its instance has trapped: the other end learns that it is gone.</summary>
    public void GiveUp() => Shared.Drop();
}

/// <summary>abi: ReadableStreamEnd</summary>
internal sealed class ReadableStreamEnd(SharedStream shared) : CopyEnd(shared)
{
    /// <inheritdoc/>
    public override string Noun => "stream";

    /// <inheritdoc/>
    public override void Copy(CopyOperation operation) => shared.Read(operation);

    /// <inheritdoc/>
    public override void CheckNotDone()
    {
        if (State == CopyState.Done) throw TaskErrors.ReadDone(Noun);
    }
}

/// <summary>abi: WritableStreamEnd</summary>
internal sealed class WritableStreamEnd(SharedStream shared) : CopyEnd(shared)
{
    /// <inheritdoc/>
    public override string Noun => "stream";

    /// <inheritdoc/>
    public override void Copy(CopyOperation operation) => shared.Write(operation);

    /// <inheritdoc/>
    public override void CheckNotDone()
    {
        if (State == CopyState.Done) throw TaskErrors.WriteDone(Noun);
    }
}

/// <summary>abi: ReadableFutureEnd</summary>
internal sealed class ReadableFutureEnd(SharedFuture shared) : CopyEnd(shared)
{
    /// <inheritdoc/>
    public override string Noun => "future";

    /// <inheritdoc/>
    public override void Copy(CopyOperation operation) => shared.Read(operation);

    /// <inheritdoc/>
    public override void CheckNotDone()
    {
        if (State == CopyState.Done) throw TaskErrors.ReadDone(Noun);
    }
}

/// <summary>abi: WritableFutureEnd</summary>
internal sealed class WritableFutureEnd(SharedFuture shared) : CopyEnd(shared)
{
    /// <inheritdoc/>
    public override string Noun => "future";

    /// <inheritdoc/>
    public override void Copy(CopyOperation operation) => shared.Write(operation);

    /// <inheritdoc/>
    public override void CheckNotDone()
    {
        if (State == CopyState.Done) throw TaskErrors.WriteDone(Noun);
    }

    /// <inheritdoc/>
    public override void Drop()
    {
        if (State != CopyState.Done && !IsCopying) throw TaskErrors.FutureNotWritten();
        base.Drop();
    }
}
