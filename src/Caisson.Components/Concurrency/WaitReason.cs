namespace Caisson.Components.Concurrency;

/// <summary>What else must be the case before a waiting thread may go on.</summary>
internal enum Gate
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The instance takes new tasks. abi: has_backpressure</summary>
    Enter,

    /// <summary>No other thread of the instance runs code that wants to be alone. abi: exclusive_thread</summary>
    Exclusive,
}

/// <summary>
/// Why a thread waits: for an event of a set or waitable, the outcome of a subtask, a gate, or nothing at all, when it only lets others go first.
/// Data rather than a condition, so that it is looked at when something changes and not all the time. abi: ready_func
/// </summary>
internal readonly record struct WaitReason
{
    private readonly object? _source;
    private readonly bool _wantsOutcome;

    private WaitReason(object? source, Gate gate, bool wantsOutcome = false) => (_source, Gate, _wantsOutcome) = (source, gate, wantsOutcome);

    public Gate Gate { get; }

    /// <summary>To be resumed at any time, gates apart. abi: yield_</summary>
    public static WaitReason Yield(Gate gate = Gate.None) => new(null, gate);

    public static WaitReason For(WaitableSet set, Gate gate = Gate.None) => new(set, gate);

    public static WaitReason For(Waitable waitable) => new(waitable, Gate.None);

    /// <summary>Until a subtask has its outcome, which needn't be an event.</summary>
    public static WaitReason ForOutcome(Subtask subtask) => new(subtask, Gate.None, wantsOutcome: true);

    /// <summary>Whether what the thread waits for is there, gates apart.</summary>
    public bool HasHappened => _source switch
    {
        null => true,
        WaitableSet set => set.HasPendingEvent,
        Subtask subtask when _wantsOutcome => subtask.IsResolved,
        var waitable => ((Waitable)waitable).HasPendingEvent,
    };
}
