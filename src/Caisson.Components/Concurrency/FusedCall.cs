using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Fused;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The rules of calls for an adapter between two instances of one tree, neither of which made the other: what <see cref="LoweredFunction"/> and
/// <see cref="LiftedFunction"/> do around values, without making anything for a call. One is enough: while a call is under way, the callee can't be entered.
/// A trap poisons the tree, so that nothing has to be put back. abi: canon_lift, canon_lower
/// </summary>
internal sealed class FusedCall : AdapterCall
{
    private readonly InstanceState _caller;
    private readonly SyncTask _task;
    private readonly Loan _loan;

    private FusedCall(SyncTask task, CanonicalOptions options, InstanceState caller, Loan loan)
        : base(new LiftLowerContext(options, caller, lenderScope: loan), task.Context)
    {
        (_task, _caller, _loan) = (task, caller, loan);
    }

    /// <summary>The core function of an adapter.</summary>
    /// <param name="function">What is called.</param>
    /// <param name="type">Its type as the caller knows it.</param>
    /// <param name="options">The caller's.</param>
    /// <param name="caller">Who calls.</param>
    /// <returns>Null where the interpreter has to do it: see docs/decisions/0029.</returns>
    public static Function? TryMake(LiftedFunction function, Types.ComponentFuncType type, CanonicalOptions options, InstanceState caller)
    {
        if (!caller.Store.UsesAdapters || !CanBeFused(function, type, options, caller)) return null;
        AdapterModule adapter;
        try
        {
            adapter = AdapterWriter.Write(new AdapterShape(
                ShapeOf(type, options), ShapeOf(function.Type, function.Options), function.Options.PostReturn is not null));
        }
        catch (NotSupportedException)
        {
            return null;
        }
        var call = new FusedCall(new SyncTask(function), options, caller, new Loan());
        call.Define(adapter.Handles);
        caller.Store.AdapterCount++;
        Module module = AdapterLinking.Compile(caller.Store.Engine, adapter.Bytes);
        return AdapterLinking.Link(
            module, call, caller.MayLeaveFlag, function.Instance.MayLeaveFlag, function.Callee, function.Options.PostReturn, function.Instance.Add);
    }

    /// <inheritdoc/>
    public override void Enter()
    {
        _caller.CheckMayLeave();
        _task.Enter(_caller);
    }

    /// <inheritdoc/>
    public override void Returned() => _task.Return();

    /// <inheritdoc/>
    public override void Exit()
    {
        _task.Exit(_caller);
        _loan.End();
    }

    private static AdapterSideShape ShapeOf(Types.ComponentFuncType type, CanonicalOptions options) =>
        new(type, options.Memory?.Linear?.Type, options.StringEncoding, options.ReallocFunction is not null);

    private static bool CanBeFused(LiftedFunction function, Types.ComponentFuncType type, CanonicalOptions options, InstanceState caller) =>
        !type.IsAsync && !options.IsAsync && !function.Type.IsAsync && !function.Options.IsAsync
        && function.Instance.Root == caller.Root && !function.Instance.IsRelatedTo(caller)
        && caller.Store.Engine.Options.Fuel is null
        && IsPlain(options) && IsPlain(function.Options);

    // What other threads may change meanwhile has to be copied before it is looked at.
    private static bool IsPlain(CanonicalOptions options) => options.Memory is null or { Linear.Type.Shared: false };

    /// <summary>What the caller lends for a call. abi: Subtask.lenders</summary>
    private sealed class Loan : ILenderScope
    {
        private readonly List<ResourceHandle> _lenders = [];

        /// <inheritdoc/>
        public void AddLender(ResourceHandle handle)
        {
            handle.NumLends++;
            _lenders.Add(handle);
        }

        /// <summary>abi: Subtask.deliver_resolve</summary>
        public void End()
        {
            if (_lenders.Count == 0) return;
            foreach (ResourceHandle handle in _lenders) handle.NumLends--;
            _lenders.Clear();
        }
    }
}
