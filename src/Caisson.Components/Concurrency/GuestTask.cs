using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>How far a task has come. abi: Task.State</summary>
internal enum TaskState
{
    /// <summary>It hasn't taken its arguments.</summary>
    Initial,

    /// <summary>It runs.</summary>
    Started,

    /// <summary>It shall end, and doesn't know.</summary>
    PendingCancel,

    /// <summary>It shall end, and knows.</summary>
    CancelDelivered,

    /// <summary>It has returned, or was cancelled.</summary>
    Resolved,
}

/// <summary>Who called: gives the arguments and takes the result, each once.</summary>
internal interface ITaskCaller
{
    /// <summary>The task of the caller; null where the host calls.</summary>
    GuestTask? Task { get; }

    /// <summary>The arguments. abi: OnStart</summary>
    ComponentValue[] OnStart();

    /// <summary>Takes what the callee returned, or that it was cancelled. abi: OnResolve</summary>
    /// <param name="result">The result, or none for a function without; null when it was cancelled.</param>
    void OnResolve(ComponentValue[]? result);

    /// <summary>The callee trapped, or will never return for another reason.</summary>
    void OnFailure(Exception failure);
}

/// <summary>A call from the side of the callee. abi: Task</summary>
internal sealed class GuestTask : IBorrowScope
{
    private readonly List<GuestThread> _threads = [];

    public GuestTask(ComponentFuncType type, CanonicalOptions options, InstanceState instance, ITaskCaller caller) =>
        (Type, Options, Instance, Caller) = (type, options, instance, caller);

    /// <summary>abi: ft</summary>
    public ComponentFuncType Type { get; }

    /// <summary>abi: opts</summary>
    public CanonicalOptions Options { get; }

    /// <summary>abi: inst</summary>
    public InstanceState Instance { get; }

    public ITaskCaller Caller { get; }

    public TaskState State { get; private set; }

    /// <inheritdoc/>
    public int NumBorrows { get; set; }

    /// <summary>abi: implicit_thread</summary>
    public GuestThread? ImplicitThread { get; set; }

    /// <summary>Its threads that haven't ended.</summary>
    public IReadOnlyList<GuestThread> Threads => _threads;

    /// <summary>Whether its code wants to be the only one that runs in the instance, apart from what is called synchronously. abi: needs_exclusive</summary>
    public bool NeedsExclusive => !Options.IsAsync || Options.Callback is not null;

    /// <summary>Whether the instance doesn't take it at the moment. abi: has_backpressure</summary>
    public bool HasBackpressure => Instance.Backpressure > 0 || (NeedsExclusive && Instance.ExclusiveThread is not null);

    /// <summary>abi: register_thread</summary>
    public void RegisterThread(GuestThread thread)
    {
        _threads.Add(thread);
        thread.Index = Instance.Threads.Add(thread);
    }

    /// <summary>Ends the task with its last thread. abi: unregister_thread</summary>
    public void UnregisterThread(GuestThread thread)
    {
        _threads.Remove(thread);
        if (_threads.Count == 0 && State != TaskState.Resolved) throw TaskErrors.NoResult();
        Instance.Threads.Remove(thread.Index!.Value);
        thread.Index = null;
        if (_threads.Count == 0) Instance.Tasks.Remove(this);
    }

    /// <summary>Its code may run now. abi: enter_implicit_thread</summary>
    public void EnterImplicitThread()
    {
        if (Type.IsAsync && NeedsExclusive) Instance.ExclusiveThread = ImplicitThread;
        RegisterThread(ImplicitThread!);
    }

    /// <summary>Its code has ended. abi: exit_implicit_thread</summary>
    public void ExitImplicitThread()
    {
        UnregisterThread(ImplicitThread!);
        if (Type.IsAsync && NeedsExclusive) Instance.ReleaseExclusive();
    }

    /// <summary>The caller asks it to end. abi: request_cancellation</summary>
    public void RequestCancellation(InstanceState? caller)
    {
        if (Instance.Root.Poison is not null) return;
        if (State == TaskState.Initial)
        {
            State = TaskState.CancelDelivered;
            ImplicitThread!.Resume(cancelled: true);
        }
        else if (State == TaskState.Started)
        {
            GuestThread? candidate = Instance.MayEnterFrom(caller) ? Cancellable() : null;
            State = candidate is null ? TaskState.PendingCancel : TaskState.CancelDelivered;
            if (candidate is null) return;
            Instance.EnterFrom(caller);
            candidate.Resume(cancelled: true);
            Instance.LeaveTo(caller);
        }
    }

    /// <summary>Whether the task learns here that it shall end. abi: deliver_pending_cancel</summary>
    public bool DeliverPendingCancel(bool cancellable)
    {
        if (!cancellable || State != TaskState.PendingCancel) return false;
        State = TaskState.CancelDelivered;
        return true;
    }

    /// <summary>Ends it before it has begun. abi: enter_implicit_thread</summary>
    public void CancelBeforeStart()
    {
        Instance.Tasks.Remove(this);
        Cancel();
    }

    /// <summary>Whether threads that it has started go on without it.</summary>
    public bool HasOtherThreads => _threads.Count > 0;

    /// <summary>Begins, or begins again: its arguments go another way. abi: start</summary>
    public void Begin()
    {
        State = TaskState.Started;
        EnterImplicitThread();
    }

    /// <summary>Has a result, which goes another way. abi: return_</summary>
    public void HasReturned() => State = TaskState.Resolved;

    /// <summary>Takes the arguments. abi: start</summary>
    public ComponentValue[] Start()
    {
        State = TaskState.Started;
        return Caller.OnStart();
    }

    /// <summary>Gives the result. abi: return_</summary>
    public void Return(ComponentValue[] result)
    {
        if (State == TaskState.Resolved) throw TaskErrors.ReturnedTwice();
        Resolve(result);
    }

    /// <summary>Ends without a result. abi: cancel</summary>
    public void Cancel()
    {
        if (State == TaskState.Resolved) throw TaskErrors.ReturnedTwice();
        if (State != TaskState.CancelDelivered) throw TaskErrors.NotCancelled();
        Resolve(null);
    }

    /// <summary>Ends it when its instance has trapped.</summary>
    public void GiveUp(Exception trap)
    {
        if (State != TaskState.Resolved) Caller.OnFailure(trap);
        if (_threads.Count == 0) ImplicitThread?.Abandon();
        foreach (GuestThread thread in _threads.ToArray()) thread.Abandon();
    }

    private void Resolve(ComponentValue[]? result)
    {
        if (NumBorrows > 0) throw TaskErrors.BorrowsRemain();
        Caller.OnResolve(result);
        State = TaskState.Resolved;
    }

    private GuestThread? Cancellable()
    {
        bool isAlone = !NeedsExclusive || Instance.ExclusiveThread is null || Instance.ExclusiveThread == ImplicitThread;
        return _threads.Find(thread => thread.Cancellable && !thread.IsRunning && (isAlone || thread != ImplicitThread));
    }
}
