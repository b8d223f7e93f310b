using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Fused;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// What a call through an adapter means, beside its values: what <see cref="LoweredFunction"/> and <see cref="LiftedFunction"/> do around them, without making anything
/// for a call. Between two instances of one tree, neither of which made the other: a trap poisons the tree, so that nothing has to be put back.
/// abi: canon_lift, canon_lower
/// </summary>
internal sealed class FusedCall : AdapterCall
{
    private readonly FusedTask _task;
    private readonly Loan _loan;

    private FusedCall(FusedTask task, CanonicalOptions options, InstanceState caller, Loan loan)
        : base(new LiftLowerContext(options, caller, lenderScope: loan), task.Context) => (_task, _loan) = (task, loan);

    /// <summary>The core function of an adapter.</summary>
    /// <param name="function">What is called.</param>
    /// <param name="type">Its type as the caller knows it.</param>
    /// <param name="options">The caller's.</param>
    /// <param name="caller">Who calls.</param>
    /// <returns>Null where the interpreter has to do it: see docs/decisions/0029.</returns>
    public static Function? TryMake(LiftedFunction function, Types.ComponentFuncType type, CanonicalOptions options, InstanceState caller)
    {
        if (!caller.Store.UsesAdapters || !CanBeFused(function, type, options, caller)) return null;
        InstanceState[] entering = [.. function.Instance.EnteringSet(caller)];
        AdapterModule adapter;
        try
        {
            adapter = AdapterWriter.Write(new AdapterShape(
                ShapeOf(type, options), ShapeOf(function.Type, function.Options), function.Options.PostReturn is not null, entering.Length));
        }
        catch (NotSupportedException)
        {
            return null;
        }
        var task = new FusedTask(function);
        var call = new FusedCall(task, options, caller, new Loan());
        call.Define(adapter.Handles);
        var flags = new AdapterFlags(
            caller.MayLeaveFlag,
            function.Instance.MayLeaveFlag,
            caller.Root.PoisonFlag,
            caller.Store.RunningAdapter,
            task.Number,
            task.OuterNumber,
            [.. entering.Select(instance => instance.MayEnterFlag)]);
        Module module = AdapterLinking.Compile(caller.Store.Engine, adapter.Bytes);
        return AdapterLinking.Link(module, call, flags, function.Callee, function.Options.PostReturn, function.Instance.Add);
    }

    /// <inheritdoc/>
    public override void Returned() => _task.Return();

    /// <inheritdoc/>
    public override void ExitRegistered() => _task.Exit();

    /// <inheritdoc/>
    public override void EndLoan() => _loan.End();

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
