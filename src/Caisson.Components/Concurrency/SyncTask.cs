using Caisson.Components.CanonicalAbi;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The task of a lifted function that isn't async-typed, for callers whose values go another way than through <see cref="ITaskCaller"/>: used again for each call, so
/// that a call makes no objects. While one is under way the instance can't be entered, so that one is enough. Belongs to its store's thread.
/// abi: canon_lift, Task, Thread
/// </summary>
internal sealed class SyncTask : ITaskCaller
{
    private readonly LiftedFunction _function;
    private readonly InstanceState _instance;
    private readonly ComponentStore _store;
    private GuestThread _thread;
    private GuestThread? _outerThread;
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
    GuestTask? ITaskCaller.Task => _outerThread?.Task;

    private BorrowScope Borrows { get; }

    /// <summary>Begins a call.</summary>
    /// <param name="from">Who calls; null for the host.</param>
    /// <exception cref="TrapException">The instance can't be entered.</exception>
    public void Enter(InstanceState? from)
    {
        _instance.CheckMayEnter(from);
        _instance.EnterFrom(from);
        (_outerThread, _outerTask) = (_store.Current, _instance.SyncTask);
        if (_thread.Task.HasOtherThreads) _thread = NewThread();
        Borrows.NumBorrows = 0;
        Context.BeginCall();
        _thread.BeginAgain();
        _instance.SyncTask = _thread.Task;
        _store.Current = _thread;
    }

    /// <summary>The core function has returned, and its result been lifted.</summary>
    /// <exception cref="TrapException">The callee keeps what was lent to it.</exception>
    public void Return()
    {
        if (Borrows.NumBorrows > 0) throw TaskErrors.BorrowsRemain();
        _thread.Task.HasReturned();
    }

    /// <summary>Ends the call.</summary>
    public void Exit(InstanceState? from)
    {
        _instance.MayLeave = true;
        _thread.Task.ExitImplicitThread();
        _store.Current = _outerThread;
        _instance.SyncTask = _outerTask;
        _instance.LeaveTo(from);
    }

    /// <summary>What a trap leaves to the host.</summary>
    public void Abandon() => _store.Current = _outerThread;

    /// <summary>The values go another way.</summary>
    ComponentValue[] ITaskCaller.OnStart() => [];

    void ITaskCaller.OnResolve(ComponentValue[]? result)
    {
    }

    void ITaskCaller.OnFailure(Exception failure)
    {
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
