using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>The task of a call by the host. abi: canon_lift</summary>
internal sealed class DirectTask : SyncTask
{
    private readonly Global _mayLeave, _poison;
    private readonly Global[] _mayEnter;
    private Running _outer;
    private GuestTask? _outerTask;

    public DirectTask(LiftedFunction function)
        : base(function)
    {
        (_mayLeave, _poison) = (Instance.MayLeaveFlag, Instance.Root.PoisonFlag);
        _mayEnter = [.. Instance.EnteringSet(null).Select(instance => instance.MayEnterFlag)];
    }

    /// <summary>Nobody below waits in the component's sense: the host does.</summary>
    protected override GuestThread? Outer => null;

    /// <summary>Begins a call. abi: may_enter_from, enter_from</summary>
    /// <exception cref="TrapException">The instance can't be entered.</exception>
    public void Enter()
    {
        if (_poison.Int32 != 0) throw TaskErrors.CannotEnter();
        foreach (Global flag in _mayEnter) if (flag.Int32 != 1) throw TaskErrors.CannotEnter();
        foreach (Global flag in _mayEnter) flag.Int32 = 0;
        (_outer, _outerTask) = (Store.Running, Instance.SyncTask);
        Context.BeginCall();
        Instance.SyncTask = Task;
        Store.Running = new Running(_outer.Thread, this, 0);
    }

    /// <summary>Ends the call. abi: exit_implicit_thread, leave_to</summary>
    public void Exit()
    {
        _mayLeave.Int32 = 1;
        if (IsRegistered) Unregister();
        Store.Running = _outer;
        Instance.SyncTask = _outerTask;
        foreach (Global flag in _mayEnter) flag.Int32 = 1;
    }

    /// <summary>What a trap leaves to the host.</summary>
    public void Abandon() => Store.Running = _outer;
}
