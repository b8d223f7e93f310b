namespace Caisson.Components.Concurrency;

/// <summary>Waitables whose events a thread takes one after the other, in the order in which they came. abi: WaitableSet</summary>
internal sealed class WaitableSet
{
    private readonly LinkedList<Waitable> _pending = new();
    private readonly List<GuestThread> _waiting = [];
    private int _count;

    /// <summary>Whether one has an event. abi: has_pending_event</summary>
    public bool HasPendingEvent => _pending.Count > 0;

    public void Add(LinkedListNode<Waitable> waitable, bool isPending)
    {
        _count++;
        if (isPending) AddPending(waitable);
    }

    public void Remove(LinkedListNode<Waitable> waitable)
    {
        _count--;
        if (waitable.List == _pending) _pending.Remove(waitable);
    }

    /// <summary>One of the waitables has an event: lets the waiting threads look whether it is for them.</summary>
    public void AddPending(LinkedListNode<Waitable> waitable)
    {
        _pending.AddLast(waitable);
        foreach (GuestThread thread in _waiting) thread.Notify();
    }

    public void RemovePending(LinkedListNode<Waitable> waitable) => _pending.Remove(waitable);

    /// <summary>Notes that a thread waits. abi: num_waiting</summary>
    public void BeginWait(GuestThread thread) => _waiting.Add(thread);

    /// <summary>Ends a wait; there is an event. abi: wait_for_event_and</summary>
    public EventTuple EndWait(GuestThread thread, bool cancelled)
    {
        _waiting.Remove(thread);
        return cancelled ? EventTuple.Cancelled : _pending.First!.Value.GetPendingEvent();
    }

    /// <summary>Blocks the current thread until there is an event. abi: wait_for_event</summary>
    public EventTuple WaitForEvent(GuestThread current, bool cancellable)
    {
        BeginWait(current);
        return EndWait(current, current.WaitUntil(WaitReason.For(this), cancellable));
    }

    /// <summary>An event, if there is one. abi: poll</summary>
    public EventTuple Poll(GuestTask current, bool cancellable)
    {
        if (current.DeliverPendingCancel(cancellable)) return EventTuple.Cancelled;
        return HasPendingEvent ? _pending.First!.Value.GetPendingEvent() : default;
    }

    /// <summary>Ends the set. abi: drop</summary>
    public void Drop()
    {
        if (_waiting.Count > 0) throw TaskErrors.WaitersRemain();
        if (_count > 0) throw TaskErrors.WaitablesRemain();
    }
}
