using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>What the two ends of a future share. abi: SharedFutureImpl</summary>
internal sealed class SharedFuture(ElementType element) : ComponentFuture, IShared
{
    private CopyOperation? _pending;

    /// <inheritdoc/>
    public ElementType Element { get; } = element;

    /// <inheritdoc/>
    public ComponentStore Store { get; } = element.Instance.Store;

    /// <inheritdoc/>
    public bool IsDropped { get; private set; }

    /// <inheritdoc/>
    public void Cancel(CopyOperation operation)
    {
        if (_pending == operation) EndPending(CopyResult.Cancelled);
    }

    /// <inheritdoc/>
    public void Drop()
    {
        if (IsDropped) return;
        IsDropped = true;
        if (_pending is not null) EndPending(CopyResult.Dropped);
    }

    /// <summary>abi: read</summary>
    public void Read(CopyOperation read)
    {
        if (_pending is null && IsDropped) read.OnCopyDone(CopyResult.Dropped);
        else if (_pending is null) _pending = read;
        else Meet(read, (ReadableBuffer)_pending.Buffer, (WritableBuffer)read.Buffer);
    }

    /// <summary>abi: write</summary>
    public void Write(CopyOperation write)
    {
        if (IsDropped) write.OnCopyDone(CopyResult.Dropped);
        else if (_pending is null) _pending = write;
        else Meet(write, (ReadableBuffer)write.Buffer, (WritableBuffer)_pending.Buffer);
    }

    private void Meet(CopyOperation operation, ReadableBuffer source, WritableBuffer destination)
    {
        Transfer.CheckParties(operation, _pending!, Element, "future");
        Transfer.Copy(Element, source, destination, 1);
        EndPending(CopyResult.Completed);
        operation.OnCopyDone(CopyResult.Completed);
    }

    /// <summary>abi: reset_and_notify_pending</summary>
    private void EndPending(CopyResult result)
    {
        CopyOperation pending = _pending!;
        _pending = null;
        pending.OnCopyDone(result);
    }
}
