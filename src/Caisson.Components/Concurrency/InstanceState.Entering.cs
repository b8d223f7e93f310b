using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Concurrency;

/// <summary>Who may come in. abi: may_enter</summary>
internal sealed partial class InstanceState
{
    /// <summary>What <see cref="MayEnterFlag"/> is during a call through an adapter, which must not wait.</summary>
    public const int EnteredByAdapter = 2;

    /// <summary>Whether the instance has trapped, and will never be entered again.</summary>
    public Exception? Poison
    {
        get;
        private set
        {
            field = value;
            PoisonFlag.Int32 = value is null ? 0 : 1;
        }
    }

    /// <summary>Not 0 when the instance has trapped; for the code of adapters.</summary>
    public Global PoisonFlag { get; } = NewFlag(0);

    /// <summary>1 while the instance itself may be entered; for the code of adapters, which sets it.</summary>
    public Global MayEnterFlag { get; } = NewFlag(1);

    private bool MayEnter
    {
        get => MayEnterFlag.Int32 == 1;
        set => MayEnterFlag.Int32 = value ? 1 : 0;
    }

    /// <summary>What a call changes. abi: entering_set</summary>
    public IEnumerable<InstanceState> EnteringSet(InstanceState? caller)
    {
        for (InstanceState? entered = this; entered is not null && !entered.Contains(caller); entered = entered.Parent) yield return entered;
    }

    /// <summary>Whether it and its ancestors can be entered. abi: may_enter_from</summary>
    /// <param name="caller">Who comes; null for the host.</param>
    public bool MayEnterFrom(InstanceState? caller)
    {
        if (Root.Poison is not null) return false;
        for (InstanceState? entered = this; entered is not null && !entered.Contains(caller); entered = entered.Parent)
            if (!entered.MayEnter) return false;
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
        for (InstanceState? entered = this; entered is not null && !entered.Contains(caller); entered = entered.Parent) entered.MayEnter = mayEnter;
    }

    private static Global NewFlag(int value) => new(new GlobalType(ValType.I32, Mutable: true), value);

    private bool Contains(InstanceState? other)
    {
        for (; other is not null; other = other.Parent) if (other == this) return true;
        return false;
    }
}
