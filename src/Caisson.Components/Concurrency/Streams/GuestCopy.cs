namespace Caisson.Components.Concurrency;

/// <summary>A guest's read or write: its outcome is an event of the guest's end. abi: stream_copy, future_copy</summary>
/// <param name="instance">Whose.</param>
/// <param name="end">Its end.</param>
/// <param name="buffer">Where elements come from or go to.</param>
/// <param name="code">What the event is called.</param>
/// <param name="index">The handle of the end.</param>
internal sealed class GuestCopy(InstanceState instance, CopyEnd end, CopyBuffer buffer, EventCode code, uint index) : CopyOperation(instance, buffer)
{
    private readonly bool _isFuture = code is EventCode.FutureRead or EventCode.FutureWrite;

    /// <inheritdoc/>
    public override void OnCopy(SharedStream stream) => end.SetPendingEvent(() =>
    {
        stream.ResetPending();
        return Event(CopyResult.Completed);
    });

    /// <inheritdoc/>
    public override void OnCopyDone(CopyResult result)
    {
        // The writer of a future goes away without a word only when it has trapped.
        if (code == EventCode.FutureRead && result == CopyResult.Dropped) Instance!.Poisoned(TaskErrors.FutureNotWritten());
        else end.SetPendingEvent(() => Event(result));
    }

    private EventTuple Event(CopyResult result)
    {
        bool isDone = result == CopyResult.Dropped || (_isFuture && result == CopyResult.Completed);
        end.State = isDone ? CopyState.Done : CopyState.Idle;
        return new EventTuple(code, index, _isFuture ? (uint)result : (uint)result | ((uint)Buffer.Progress << 4));
    }
}
