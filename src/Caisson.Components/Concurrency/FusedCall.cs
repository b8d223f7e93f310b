using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Fused;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The rules of calls for an adapter between two instances of one tree, neither of which made the other: what <see cref="LoweredFunction"/> and
/// <see cref="LiftedFunction"/> do around values, without making anything for a call. One is enough: while a call is under way, the callee can't be entered.
/// A trap poisons the tree, so that nothing has to be put back. abi: canon_lift, canon_lower
/// </summary>
internal sealed class FusedCall : AdapterCall, ITaskCaller
{
    private readonly InstanceState _caller, _callee;
    private readonly ComponentStore _store;
    private readonly LiftedFunction _function;
    private readonly Loan _loan;
    private GuestThread _thread;
    private GuestThread? _outerThread;
    private GuestTask? _outerTask;

    private FusedCall(LiftedFunction function, CanonicalOptions options, InstanceState caller, Loan loan)
        : base(new LiftLowerContext(options, caller, lenderScope: loan), new LiftLowerContext(function.Options, function.Instance, borrowScope: loan))
    {
        (_function, _caller, _callee, _store, _loan) = (function, caller, function.Instance, caller.Store, loan);
        _thread = NewThread();
    }

    /// <inheritdoc/>
    GuestTask? ITaskCaller.Task => _outerThread!.Task;

    /// <summary>The core function of an adapter.</summary>
    /// <param name="function">What is called.</param>
    /// <param name="type">Its type as the caller knows it.</param>
    /// <param name="options">The caller's.</param>
    /// <param name="caller">Who calls.</param>
    /// <returns>Null where the interpreter has to do it: see docs/decisions/0028.</returns>
    public static Function? TryMake(LiftedFunction function, Types.ComponentFuncType type, CanonicalOptions options, InstanceState caller)
    {
        if (!caller.Store.UsesAdapters || !CanBeFused(function, type, options, caller)) return null;
        AdapterModule adapter;
        try
        {
            adapter = AdapterWriter.Write(new AdapterShape(
                type, function.Type, options.Memory?.Linear?.Type, function.Options.Memory?.Linear?.Type, function.Options.PostReturn is not null));
        }
        catch (NotSupportedException)
        {
            return null;
        }
        var call = new FusedCall(function, options, caller, new Loan());
        call.Define(adapter.Handles);
        Module module = AdapterLinking.Compile(caller.Store.Engine, adapter.Bytes);
        return AdapterLinking.Link(module, call, function.Callee, function.Options.PostReturn, function.Instance.Add);
    }

    /// <inheritdoc/>
    public override void Enter()
    {
        _caller.CheckMayLeave();
        _callee.CheckMayEnter(_caller);
        _callee.EnterFrom(_caller);
        (_outerThread, _outerTask) = (_store.Current, _callee.SyncTask);
        if (_thread.Task.HasOtherThreads) _thread = NewThread();
        _thread.BeginAgain();
        _callee.SyncTask = _thread.Task;
        _store.Current = _thread;
    }

    /// <inheritdoc/>
    public override void Returned()
    {
        if (_loan.NumBorrows > 0) throw TaskErrors.BorrowsRemain();
        _thread.Task.HasReturned();
    }

    /// <inheritdoc/>
    public override void Exit()
    {
        _callee.MayLeave = true;
        _thread.Task.ExitImplicitThread();
        _store.Current = _outerThread;
        _callee.SyncTask = _outerTask;
        _callee.LeaveTo(_caller);
        _loan.End();
    }

    /// <summary>The values go another way.</summary>
    ComponentValue[] ITaskCaller.OnStart() => [];

    void ITaskCaller.OnResolve(ComponentValue[]? result)
    {
    }

    void ITaskCaller.OnFailure(Exception failure)
    {
    }

    private static bool CanBeFused(LiftedFunction function, Types.ComponentFuncType type, CanonicalOptions options, InstanceState caller) =>
        !type.IsAsync && !options.IsAsync && !function.Type.IsAsync && !function.Options.IsAsync
        && function.Instance.Root == caller.Root && !function.Instance.IsRelatedTo(caller)
        && caller.Store.Engine.Options.Fuel is null
        && IsPlain(options) && IsPlain(function.Options);

    // What other threads may change meanwhile has to be copied before it is looked at.
    private static bool IsPlain(CanonicalOptions options) => options.Memory is null or { Linear.Type.Shared: false };

    private GuestThread NewThread()
    {
        var task = new GuestTask(_function.Type, _function.Options, _callee, this);
        return task.ImplicitThread = new GuestThread(task);
    }

    /// <summary>What is lent for a call. abi: Subtask.lenders, Task.num_borrows</summary>
    private sealed class Loan : ILenderScope, IBorrowScope
    {
        private readonly List<ResourceHandle> _lenders = [];

        /// <inheritdoc/>
        public int NumBorrows { get; set; }

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
