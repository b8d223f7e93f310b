using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>Who may come in. abi: may_enter</summary>
internal sealed partial class InstanceState
{
    /// <summary>Whether the instance has trapped, and will never be entered again.</summary>
    public Exception? Poison { get; private set; }

    /// <summary>Whether it and its ancestors can be entered. abi: may_enter_from</summary>
    /// <param name="caller">Who comes; null for the host.</param>
    public bool MayEnterFrom(InstanceState? caller)
    {
        if (Root.Poison is not null) return false;
        for (InstanceState? entered = this; entered is not null && !entered.Contains(caller); entered = entered.Parent)
            if (!entered._mayEnter) return false;
        return true;
    }

    /// <summary>abi: enter_from</summary>
    public void EnterFrom(InstanceState? caller) => SetMayEnter(caller, false);

    /// <summary>abi: leave_to</summary>
    public void LeaveTo(InstanceState? caller) => SetMayEnter(caller, true);

    /// <summary>Whether one of the two is the other, or has made it, directly or not.</summary>
    public bool IsRelatedTo(InstanceState other) => Contains(other) || other.Contains(this);

    /// <exception cref="TrapException">The instance can't be entered.</exception>
    public void CheckMayEnter(InstanceState? caller)
    {
        if (!MayEnterFrom(caller)) throw TaskErrors.CannotEnter();
    }

    /// <summary>
    /// What was thrown through its code has left it in the middle of something: it, and what was made with it, is never entered again.
    /// </summary>
    /// <returns>False: to be used as an exception filter, which runs before anything is unwound.</returns>
    public bool Poisoned(Exception trap)
    {
        if (Root.Poison is not null) return false;
        Root.Poison = trap;
        Store.WasPoisoned(Root);
        return false;
    }

    /// <summary>The entering set is what an instance and its ancestors have that the caller and its ancestors haven't. abi: entering_set</summary>
    private void SetMayEnter(InstanceState? caller, bool mayEnter)
    {
        for (InstanceState? entered = this; entered is not null && !entered.Contains(caller); entered = entered.Parent) entered._mayEnter = mayEnter;
    }

    private bool Contains(InstanceState? other)
    {
        for (; other is not null; other = other.Parent) if (other == this) return true;
        return false;
    }
}
