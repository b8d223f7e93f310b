using System.Diagnostics;

namespace Caisson.Components.Concurrency;

/// <summary>
/// A thread of a task, in the component model's sense: what runs, suspends and is resumed. Between two activations it is an object in a table; while its code
/// is in the middle of something it holds a <see cref="Fiber"/>, or the stack of whoever resumed it. Belongs to its store's thread. abi: Thread
/// </summary>
/// <param name="task">What it works for.</param>
internal sealed partial class GuestThread(GuestTask task)
{
    // How to go on: a step to be called, or the fiber that waits. Null while the thread runs, or blocks where it stands.
    private object? _continuation;
    private Fiber? _fiber;
    private WaitReason? _reason;

    /// <summary>What it works for. abi: task</summary>
    public GuestTask Task { get; } = task;

    /// <summary>Its place in the table of threads. abi: index</summary>
    public uint? Index { get; set; }

    /// <summary>Whether it may be resumed by a cancellation. abi: cancellable</summary>
    public bool Cancellable { get; private set; }

    /// <summary>What belongs to the thread itself. abi: storage</summary>
    public ulong[] Storage { get; } = new ulong[2];

    /// <summary>Its place among the threads that may be ready.</summary>
    public LinkedListNode<GuestThread>? ReadyNode { get; set; }

    /// <summary>abi: running</summary>
    public bool IsRunning => _continuation is null && !IsBlockedInPlace;

    /// <summary>Whether only another thread can resume it. abi: suspended</summary>
    public bool IsSuspended => !IsRunning && _reason is null;

    /// <summary>abi: waiting</summary>
    public bool IsWaiting => !IsRunning && _reason is not null;

    /// <summary>Whether what it waits for has happened, gates apart.</summary>
    public bool HasHappened => _reason is { HasHappened: true };

    /// <summary>What else it waits for.</summary>
    public Gate Gate => _reason?.Gate ?? Gate.None;

    /// <summary>abi: ready</summary>
    public bool IsReady => IsWaiting && HasHappened && IsGateOpen;

    /// <summary>Whether its gate is open.</summary>
    public bool IsGateOpen => Gate switch
    {
        Gate.Exclusive => Instance.ExclusiveThread is null,
        Gate.Enter => !Task.HasBackpressure,
        _ => true,
    };

    private InstanceState Instance => Task.Instance;

    private ComponentStore Store => Task.Instance.Store;

    /// <summary>Says what a thread does when it is resumed for the first time.</summary>
    /// <param name="step">Gets whether it was cancelled; returns the thread to go on with, if any.</param>
    public void BeginWith(Func<bool, GuestThread?> step) => _continuation = step;

    /// <summary>Begins a call for which it does nothing but to be the current thread; it may have been that for one before.</summary>
    public void BeginAgain()
    {
        Storage.AsSpan().Clear();
        Cancellable = false;
        Task.Begin();
    }

    /// <summary>Ends the activation, and says what happens in the next one. abi: wait_until</summary>
    /// <param name="reason">What to wait for.</param>
    /// <param name="step">Gets whether it was cancelled; returns the thread to go on with, if any.</param>
    public GuestThread? WaitThen(WaitReason reason, Func<bool, GuestThread?> step)
    {
        if (Task.DeliverPendingCancel(cancellable: true)) return step(true);
        StartWaiting(reason);
        Cancellable = true;
        _continuation = step;
        Notify();
        return null;
    }

    /// <summary>Calls core code that may block in the middle, on a stack of its own.</summary>
    /// <param name="work">The calls.</param>
    /// <returns>The thread to go on with, if any.</returns>
    /// <exception cref="Runtime.TrapException">There are too many stacks already, or the code trapped.</exception>
    public GuestThread? RunOnFiber(Action work)
    {
        _fiber = Store.RentFiber();
        _fiber.Begin(Store, work);
        return SwitchToFiber(_fiber, cancelled: false);
    }

    /// <summary>Marks it as ready. abi: resume_later</summary>
    public void ResumeLater()
    {
        StartWaiting(WaitReason.Yield());
        Notify();
    }

    /// <summary>Lets the store look whether it is ready: something has changed.</summary>
    public void Notify()
    {
        if (IsWaiting) Store.MayBeReady(this);
    }

    /// <summary>Goes on with it, and those that it switches to, until one blocks or ends. abi: resume</summary>
    public void Resume(bool cancelled = false)
    {
        if (IsWaiting) StopWaiting();
        for (GuestThread? thread = this; thread is not null; cancelled = false)
        {
            // Its stack lies below: it goes on when everything above has returned.
            if (thread.IsBlockedInPlace)
            {
                thread.WakeInPlace(cancelled);
                return;
            }
            thread = thread.Run(cancelled);
        }
    }

    /// <summary>Blocks until another thread resumes it. abi: suspend</summary>
    public bool Suspend(bool cancellable) => Task.DeliverPendingCancel(cancellable) || Block(cancellable, null);

    /// <summary>Blocks until something has happened. abi: wait_until</summary>
    public bool WaitUntil(WaitReason reason, bool cancellable)
    {
        if (Task.DeliverPendingCancel(cancellable)) return true;
        if (reason.HasHappened) return false;
        StartWaiting(reason);
        return Block(cancellable, null);
    }

    /// <summary>Lets others go first. abi: yield_</summary>
    public bool Yield(bool cancellable)
    {
        if (Task.DeliverPendingCancel(cancellable)) return true;
        StartWaiting(WaitReason.Yield());
        return Block(cancellable, null);
    }

    /// <summary>Lets a suspended thread go on in its place. abi: suspend_then_resume</summary>
    public bool SuspendThenResume(bool cancellable, GuestThread other) => Task.DeliverPendingCancel(cancellable) || Block(cancellable, other);

    /// <summary>Lets a suspended thread go first. abi: yield_then_resume</summary>
    public bool YieldThenResume(bool cancellable, GuestThread other)
    {
        if (Task.DeliverPendingCancel(cancellable)) return true;
        StartWaiting(WaitReason.Yield());
        return Block(cancellable, other);
    }

    /// <summary>Lets a ready thread go on in its place, if it is one. abi: suspend_then_promote</summary>
    public bool SuspendThenPromote(bool cancellable, GuestThread other)
    {
        if (Task.DeliverPendingCancel(cancellable)) return true;
        return other.TryPromote() ? SuspendThenResume(cancellable, other) : Suspend(cancellable);
    }

    /// <summary>Lets a ready thread go first, if it is one. abi: yield_then_promote</summary>
    public bool YieldThenPromote(bool cancellable, GuestThread other)
    {
        if (Task.DeliverPendingCancel(cancellable)) return true;
        return other.TryPromote() ? YieldThenResume(cancellable, other) : Yield(cancellable);
    }

    /// <summary>Ends it without running anything more of the guest's code.</summary>
    public void Abandon()
    {
        if (_reason is not null) StopWaiting();
        object? continuation = _continuation;
        _continuation = null;
        if (continuation is not Fiber fiber) return;
        _fiber = null;
        fiber.Abort();
        Store.ReturnFiber(fiber);
    }

    private bool TryPromote()
    {
        if (!IsReady) return false;
        StopWaiting();
        return true;
    }

    /// <summary>abi: start_waiting_internal</summary>
    private void StartWaiting(WaitReason reason) => _reason = reason;

    /// <summary>abi: stop_waiting_internal</summary>
    private void StopWaiting()
    {
        _reason = null;
        Store.IsNotWaiting(this);
    }

    private GuestThread? Run(bool cancelled)
    {
        object continuation = _continuation ?? throw new UnreachableException();
        _continuation = null;
        ComponentStore store = Store;
        Running outer = store.Running;
        int switches = store.FiberSwitches;
        store.Current = this;
        try
        {
            return continuation is Fiber fiber ? SwitchToFiber(fiber, cancelled) : ((Func<bool, GuestThread?>)continuation)(cancelled);
        }
        finally
        {
            store.Running = outer;
            if (switches != store.FiberSwitches) store.Current?.Instance.Reenter();
        }
    }

    private GuestThread? SwitchToFiber(Fiber fiber, bool cancelled)
    {
        Store.FiberSwitches++;
        GuestThread? next = fiber.Switch(cancelled);
        if (!fiber.IsDone) return next;
        _fiber = null;
        Store.ReturnFiber(fiber);
        fiber.ThrowIfFailed();
        return null;
    }

    /// <summary>abi: block_internal, switch_to_internal</summary>
    private bool Block(bool cancellable, GuestThread? switchTo)
    {
        Cancellable = cancellable;
        if (_fiber is null) return BlockInPlace(switchTo);
        _continuation = _fiber;
        Notify();
        bool cancelled = _fiber.Block(switchTo);
        Instance.Reenter();
        return cancelled;
    }
}
