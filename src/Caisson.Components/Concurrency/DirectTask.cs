using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>The task of a call by the host. abi: canon_lift</summary>
internal sealed class DirectTask : SyncTask
{
    private readonly Global _mayLeave, _poison;
    private readonly Global[] _mayEnter;

    public DirectTask(LiftedFunction function)
        : base(function)
    {
        (_mayLeave, _poison) = (Instance.MayLeaveFlag, Instance.Root.PoisonFlag);
        _mayEnter = [.. Instance.EnteringSet(null).Select(instance => instance.MayEnterFlag)];
    }

    /// <summary>Nobody below waits in the component's sense: the host does.</summary>
    protected override GuestThread? Outer => null;

    /// <summary>Begins a call. What runs in the store is to be put back after it. abi: may_enter_from, enter_from</summary>
    /// <exception cref="TrapException">The instance can't be entered.</exception>
    public void Enter()
    {
        if (_poison.Int32 != 0) throw TaskErrors.CannotEnter();
        foreach (Global flag in _mayEnter) if (flag.Int32 != 1) throw TaskErrors.CannotEnter();
        foreach (Global flag in _mayEnter) flag.Int32 = 0;
        Context.BeginCall();

        // While the instance can be entered, it has none of its own.
        Instance.SyncTask = Task;
        Store.IsDirectly(this);
    }

    /// <summary>Ends a call. abi: exit_implicit_thread, leave_to</summary>
    public void Exit()
    {
        _mayLeave.Int32 = 1;
        if (IsRegistered) Unregister();
        Instance.SyncTask = null;
        foreach (Global flag in _mayEnter) flag.Int32 = 1;
    }
}
