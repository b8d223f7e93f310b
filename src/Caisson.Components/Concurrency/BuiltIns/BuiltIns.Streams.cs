using Caisson.Components.CanonicalAbi;

namespace Caisson.Components.Concurrency;

/// <summary>Streams and futures.</summary>
internal sealed partial class BuiltIns
{
    /// <summary>abi: canon_stream_new</summary>
    public ulong StreamNew(ElementType element)
    {
        instance.CheckMayLeave();
        var shared = new SharedStream(element);
        return Pair(new ReadableStreamEnd(shared), new WritableStreamEnd(shared));
    }

    /// <summary>abi: canon_future_new</summary>
    public ulong FutureNew(ElementType element)
    {
        instance.CheckMayLeave();
        var shared = new SharedFuture(element);
        return Pair(new ReadableFutureEnd(shared), new WritableFutureEnd(shared));
    }

    /// <summary>abi: canon_stream_read</summary>
    public uint StreamRead(ElementType element, CanonicalOptions options, uint index, ulong address, ulong count) => Copy<ReadableStreamEnd>(
        element, options, index, EventCode.StreamRead, context => new GuestDestination(context, element, address, Length(count)));

    /// <summary>abi: canon_stream_write</summary>
    public uint StreamWrite(ElementType element, CanonicalOptions options, uint index, ulong address, ulong count) => Copy<WritableStreamEnd>(
        element, options, index, EventCode.StreamWrite, context => new GuestSource(context, element, address, Length(count)));

    /// <summary>abi: canon_future_read</summary>
    public uint FutureRead(ElementType element, CanonicalOptions options, uint index, ulong address) => Copy<ReadableFutureEnd>(
        element, options, index, EventCode.FutureRead, context => new GuestDestination(context, element, address, 1));

    /// <summary>abi: canon_future_write</summary>
    public uint FutureWrite(ElementType element, CanonicalOptions options, uint index, ulong address) => Copy<WritableFutureEnd>(
        element, options, index, EventCode.FutureWrite, context => new GuestSource(context, element, address, 1));

    /// <summary>abi: cancel_copy</summary>
    public uint CancelCopy<T>(ElementType element, bool isAsync, uint index) where T : CopyEnd
    {
        instance.CheckMayLeave();
        if (!isAsync) instance.CheckMayBlock();
        T end = GetEnd<T>(element, index);
        if (end.State != CopyState.Copying || end.HasSyncWaiter) throw TaskErrors.NotCopying();
        if (end.Set is not null && !isAsync) throw TaskErrors.InWaitableSet();
        end.State = CopyState.CancellingCopy;
        end.Shared.Cancel(end.Operation!);
        return Outcome(end, isAsync);
    }

    /// <summary>abi: drop</summary>
    public void DropEnd<T>(ElementType element, uint index) where T : CopyEnd
    {
        instance.CheckMayLeave();
        T end = GetEnd<T>(element, index);
        instance.Handles.Remove(index);
        end.Drop();
    }

    /// <summary>abi: stream_copy, future_copy</summary>
    private uint Copy<T>(ElementType element, CanonicalOptions options, uint index, EventCode code, Func<LiftLowerContext, CopyBuffer> buffer) where T : CopyEnd
    {
        instance.CheckMayLeave();
        if (!options.IsAsync) instance.CheckMayBlock();
        T end = GetEnd<T>(element, index);
        end.CheckNotDone();
        if (end.State != CopyState.Idle) throw TaskErrors.Busy();
        if (end.Set is not null && !options.IsAsync) throw TaskErrors.InWaitableSet();
        var operation = new GuestCopy(instance, end, buffer(new LiftLowerContext(options, instance)), code, index);
        (end.State, end.Operation) = (CopyState.Copying, operation);
        end.Copy(operation);
        return Outcome(end, options.IsAsync);
    }

    private uint Outcome(CopyEnd end, bool isAsync)
    {
        if (!end.HasPendingEvent)
        {
            if (isAsync) return Blocked;
            end.WaitForPendingEvent(CurrentThread);
        }
        return end.GetPendingEvent().Payload;
    }

    private T GetEnd<T>(ElementType element, uint index) where T : CopyEnd
    {
        T end = instance.Get<T>(index);
        return end.Shared.Element.IsSameAs(element) ? end : throw TaskErrors.WrongElementType(index);
    }

    private ulong Pair(CopyEnd readable, CopyEnd writable)
    {
        ulong first = instance.Handles.Add(readable);
        return first | ((ulong)instance.Handles.Add(writable) << 32);
    }

    private static int Length(ulong count) => count <= CopyBuffer.MaxLength ? (int)count : throw TaskErrors.CountTooLarge();
}
