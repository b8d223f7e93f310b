namespace Caisson.Components.Concurrency;

/// <summary>
/// What can have an event to deliver: a subtask, or an end of a stream or future. Knows who waits for it, so that nobody has to ask again and
/// again. Belongs to its store's thread. abi: Waitable
/// </summary>
internal abstract class Waitable
{
    private readonly LinkedListNode<Waitable> _node;
    private Func<EventTuple>? _pendingEvent;
    private GuestThread? _syncWaiter;

    protected Waitable() => _node = new LinkedListNode<Waitable>(this);

    /// <summary>The set it is in. abi: wset</summary>
    public WaitableSet? Set { get; private set; }

    /// <summary>Whether an event is there. abi: has_pending_event</summary>
    public bool HasPendingEvent => _pendingEvent is not null;

    /// <summary>Whether a thread waits for it without a set. abi: has_sync_waiter</summary>
    public bool HasSyncWaiter => _syncWaiter is not null;

    /// <summary>Has an event that will say what is the case when it is delivered. abi: set_pending_event</summary>
    public void SetPendingEvent(Func<EventTuple> pendingEvent)
    {
        bool isNew = !HasPendingEvent;
        _pendingEvent = pendingEvent;
        if (isNew) Set?.AddPending(_node);
        _syncWaiter?.Notify();
    }

    /// <summary>Blocks the current thread until there is an event. abi: wait_for_pending_event</summary>
    public void WaitForPendingEvent(GuestThread current)
    {
        _syncWaiter = current;
        current.WaitUntil(WaitReason.For(this), cancellable: false);
        _syncWaiter = null;
    }

    /// <summary>Takes the event. abi: get_pending_event</summary>
    public EventTuple GetPendingEvent()
    {
        Func<EventTuple> pendingEvent = _pendingEvent!;
        _pendingEvent = null;
        Set?.RemovePending(_node);
        return pendingEvent();
    }

    /// <summary>Goes into a set, or out of the one it is in. abi: join</summary>
    public void Join(WaitableSet? set)
    {
        Set?.Remove(_node);
        Set = set;
        set?.Add(_node, HasPendingEvent);
    }

    /// <summary>Says goodbye. abi: drop</summary>
    public virtual void Drop() => Join(null);
}
