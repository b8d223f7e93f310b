using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>The task of a call by the host. abi: canon_lift</summary>
internal sealed class DirectTask(LiftedFunction function) : SyncTask(function)
{
    private Running _outer;
    private GuestTask? _outerTask;

    /// <summary>Nobody below waits in the component's sense: the host does.</summary>
    protected override GuestThread? Outer => null;

    /// <summary>Begins a call.</summary>
    /// <exception cref="TrapException">The instance can't be entered.</exception>
    public void Enter()
    {
        Instance.CheckMayEnter(null);
        Instance.EnterFrom(null);
        (_outer, _outerTask) = (Store.Running, Instance.SyncTask);
        Context.BeginCall();
        Instance.SyncTask = Task;
        Store.Running = new Running(_outer.Thread, this, 0);
    }

    /// <summary>Ends the call.</summary>
    public void Exit()
    {
        Instance.MayLeave = true;
        if (IsRegistered) Unregister();
        Store.Running = _outer;
        Instance.SyncTask = _outerTask;
        Instance.LeaveTo(null);
    }

    /// <summary>What a trap leaves to the host.</summary>
    public void Abandon() => Store.Running = _outer;
}
