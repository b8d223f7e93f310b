using Caisson.Components.CanonicalAbi;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The task of a lifted function that isn't async-typed, for callers whose values go another way than through <see cref="ITaskCaller"/>: used again for each call, so
/// that a call makes no objects; its thread is in the instance's table only where something asks for the current thread. While one is under way the instance can't be entered, so that one is enough. Belongs to its store's thread.
/// abi: canon_lift, Task, Thread
/// </summary>
internal sealed class SyncTask : ITaskCaller
{
    private readonly LiftedFunction _function;
    private readonly InstanceState _instance;
    private readonly ComponentStore _store;
    private GuestThread _thread;
    private Running _outer;
    private bool _isRegistered;
    private GuestTask? _outerTask;

    public SyncTask(LiftedFunction function)
    {
        (_function, _instance, _store) = (function, function.Instance, function.Instance.Store);
        Borrows = new BorrowScope();
        Context = new LiftLowerContext(function.Options, _instance, borrowScope: Borrows);
        _thread = NewThread();
    }

    /// <summary>The callee's side of its values.</summary>
    public LiftLowerContext Context { get; }

    /// <inheritdoc/>
    GuestTask? ITaskCaller.Task => (_outer.Unregistered?.Register() ?? _outer.Thread)?.Task;

    private BorrowScope Borrows { get; }

    /// <summary>Begins a call.</summary>
    /// <param name="from">Who calls; null for the host.</param>
    /// <exception cref="TrapException">The instance can't be entered.</exception>
    public void Enter(InstanceState? from)
    {
        _instance.CheckMayEnter(from);
        _instance.EnterFrom(from);
        (_outer, _outerTask) = (_store.Running, _instance.SyncTask);
        Context.BeginCall();
        _instance.SyncTask = _thread.Task;
        _store.Running = new Running(_outer.Thread, this);
    }

    /// <summary>Makes its thread the current one, in the instance's table: something asks for it.</summary>
    public GuestThread Register()
    {
        if (_isRegistered) return _thread;
        _isRegistered = true;
        if (_thread.Task.HasOtherThreads) _instance.SyncTask = (_thread = NewThread()).Task;
        _thread.BeginAgain();
        if (_store.Running.Unregistered == this) _store.Current = _thread;
        return _thread;
    }

    /// <summary>The core function has returned, and its result been lifted.</summary>
    /// <exception cref="TrapException">The callee keeps what was lent to it.</exception>
    public void Return()
    {
        if (Borrows.NumBorrows > 0) throw TaskErrors.BorrowsRemain();
    }

    /// <summary>Ends the call.</summary>
    public void Exit(InstanceState? from)
    {
        _instance.MayLeave = true;
        if (_isRegistered) Unregister();
        _store.Running = _outer;
        _instance.SyncTask = _outerTask;
        _instance.LeaveTo(from);
    }

    /// <summary>What a trap leaves to the host.</summary>
    public void Abandon() => _store.Running = _outer;

    /// <summary>The values go another way.</summary>
    ComponentValue[] ITaskCaller.OnStart() => [];

    void ITaskCaller.OnResolve(ComponentValue[]? result)
    {
    }

    void ITaskCaller.OnFailure(Exception failure)
    {
    }

    private void Unregister()
    {
        _isRegistered = false;
        _thread.Task.HasReturned();
        _thread.Task.ExitImplicitThread();
    }

    private GuestThread NewThread()
    {
        var task = new GuestTask(_function.Type, _function.Options, _instance, this);
        return task.ImplicitThread = new GuestThread(task);
    }

    private sealed class BorrowScope : IBorrowScope
    {
        /// <inheritdoc/>
        public int NumBorrows { get; set; }
    }
}
