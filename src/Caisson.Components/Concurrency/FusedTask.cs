using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The task of a call through an adapter. The adapter's code begins and ends it by flags alone: it puts its number where the store looks for who runs, and keeps the one
/// that was there. Only where a thread was asked for it calls <see cref="Exit"/>.
/// </summary>
internal sealed class FusedTask : SyncTask
{
    private int _outer;

    public FusedTask(LiftedFunction function)
        : base(function) => Number = new Global(new GlobalType(ValType.I32, Mutable: true), Store.Add(this));

    /// <summary>Its number in the store.</summary>
    public Global Number { get; }

    /// <summary>The number of the adapter whose callee calls; negative where something has asked for the thread.</summary>
    public Global OuterNumber { get; } = new(new GlobalType(ValType.I32, Mutable: true), 0);

    /// <inheritdoc/>
    protected override GuestThread? Outer => Store.ThreadOf(IsRegistered ? _outer : OuterNumber.Int32);

    /// <inheritdoc/>
    public override GuestThread Register()
    {
        if (!IsRegistered) (_outer, OuterNumber.Int32) = (OuterNumber.Int32, -1);
        return base.Register();
    }

    /// <summary>Ends a call whose thread is registered.</summary>
    public void Exit()
    {
        Unregister();
        Store.RunningAdapter.Int32 = _outer;
    }
}
