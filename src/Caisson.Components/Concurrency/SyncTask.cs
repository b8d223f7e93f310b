using Caisson.Components.CanonicalAbi;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The task of a lifted function that isn't async-typed, for callers whose values go another way than through <see cref="ITaskCaller"/>: used again for each call, so
/// that a call makes no objects; its thread is in the instance's table only where something asks for the current thread. While one is under way the instance can't be
/// entered, so that one is enough. Belongs to its store's thread. abi: canon_lift, Task, Thread
/// </summary>
internal abstract class SyncTask : ITaskCaller
{
    private readonly LiftedFunction _function;
    private GuestThread _thread;

    protected SyncTask(LiftedFunction function)
    {
        _function = function;
        Context = new LiftLowerContext(function.Options, function.Instance, borrowScope: Borrows);
        _thread = NewThread();
    }

    /// <summary>The callee's side of its values.</summary>
    public LiftLowerContext Context { get; }

    /// <inheritdoc/>
    GuestTask? ITaskCaller.Task => Outer?.Task;

    /// <summary>Who waits for the result.</summary>
    protected abstract GuestThread? Outer { get; }

    protected InstanceState Instance => _function.Instance;

    protected ComponentStore Store => _function.Instance.Store;

    protected GuestTask Task => _thread.Task;

    /// <summary>Whether its thread is in the table.</summary>
    protected bool IsRegistered { get; private set; }

    private BorrowScope Borrows { get; } = new();

    /// <summary>Its thread, which is in the instance's table from now on: something asks for it.</summary>
    public virtual GuestThread Register()
    {
        if (IsRegistered) return _thread;
        IsRegistered = true;
        if (_thread.Task.HasOtherThreads) _thread = NewThread();
        _thread.BeginAgain();
        return _thread;
    }

    /// <summary>The core function has returned, and its result been lifted.</summary>
    /// <exception cref="TrapException">The callee keeps what was lent to it.</exception>
    public void Return()
    {
        if (Borrows.NumBorrows > 0) throw TaskErrors.BorrowsRemain();
    }

    /// <summary>Takes its thread out of the table again.</summary>
    protected void Unregister()
    {
        IsRegistered = false;
        _thread.Task.HasReturned();
        _thread.Task.ExitImplicitThread();
    }

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
        var task = new GuestTask(_function.Type, _function.Options, Instance, this);
        return task.ImplicitThread = new GuestThread(task);
    }

    private sealed class BorrowScope : IBorrowScope
    {
        /// <inheritdoc/>
        public int NumBorrows { get; set; }
    }
}
