using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>What the two ends of a stream share. Elements go from one end's buffer to the other's; nothing lies in between. abi: SharedStreamImpl</summary>
internal sealed class SharedStream(ElementType element) : ComponentStream, IShared
{
    private CopyOperation? _pending;

    /// <inheritdoc/>
    public ElementType Element { get; } = element;

    /// <inheritdoc/>
    public ComponentStore Store { get; } = element.Instance.Store;

    /// <inheritdoc/>
    public bool IsDropped { get; private set; }

    /// <summary>Told when either end is dropped, for a writer that has no write under way to be told by.</summary>
    public Action? OnDropped { get; init; }

    /// <summary>Takes the buffer back of the operation that waits. abi: reset_pending</summary>
    public void ResetPending() => _pending = null;

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
        OnDropped?.Invoke();
        if (_pending is not null) EndPending(CopyResult.Dropped);
    }

    /// <summary>abi: read</summary>
    public void Read(CopyOperation read)
    {
        if (!Meets(read, out CopyOperation? write)) return;
        if (write.Buffer.Remain > 0)
        {
            if (read.Buffer.Remain > 0) Copy(write, read, write);
            read.OnCopyDone(CopyResult.Completed);
        }
        else
        {
            EndPending(CopyResult.Completed);
            _pending = read;
        }
    }

    /// <summary>abi: write</summary>
    public void Write(CopyOperation write)
    {
        if (!Meets(write, out CopyOperation? read)) return;
        if (read.Buffer.Remain > 0)
        {
            if (write.Buffer.Remain > 0) Copy(write, read, read);
            write.OnCopyDone(CopyResult.Completed);
        }
        else if (write.Buffer.IsZeroLength && read.Buffer.IsZeroLength)
        {
            write.OnCopyDone(CopyResult.Completed);
        }
        else
        {
            EndPending(CopyResult.Completed);
            _pending = write;
        }
    }

    /// <summary>Whether an operation finds one of the other end. Else it is over, or waits.</summary>
    private bool Meets(CopyOperation operation, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CopyOperation? other)
    {
        other = IsDropped ? null : _pending;
        if (IsDropped) operation.OnCopyDone(CopyResult.Dropped);
        else if (_pending is null) _pending = operation;
        else Transfer.CheckParties(operation, _pending, Element, "stream");
        return other is not null;
    }

    private void Copy(CopyOperation write, CopyOperation read, CopyOperation pending)
    {
        var (source, destination) = ((ReadableBuffer)write.Buffer, (WritableBuffer)read.Buffer);
        Transfer.Copy(Element, source, destination, Math.Min(source.Remain, destination.Remain));
        pending.OnCopy(this);
    }

    /// <summary>abi: reset_and_notify_pending</summary>
    private void EndPending(CopyResult result)
    {
        CopyOperation pending = _pending!;
        _pending = null;
        pending.OnCopyDone(result);
    }
}
