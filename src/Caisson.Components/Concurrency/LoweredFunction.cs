using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Linking;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>A function of the component level seen as a core function. Immutable. abi: canon_lower, Store.lower</summary>
internal sealed class LoweredFunction(FunctionInstance callee, ComponentFuncType type, CanonicalOptions options, InstanceState instance)
{
    private readonly FunctionLayout _layout = FunctionLayout.Of(type, options.Is64);

    /// <summary>The core function.</summary>
    public Function ToCore() =>
        (callee is LiftedFunction lifted ? FusedCall.TryMake(lifted, type, options, instance) : null)
        ?? Function.FromHost(instance.Store.Engine, _layout.FlattenForLower(options.IsAsync), (callee as IDirectHostFunction)?.Lower(type, options, instance) ?? Invoke);

    private void Invoke(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        instance.CheckMayLeave();

        // The ABI would let a parent and its child call each other; the suite, and so all other engines, don't yet. abi: donut wrapping
        if (callee is LiftedFunction lifted && lifted.Instance.IsRelatedTo(instance)) throw TaskErrors.CannotEnter();
        if (type.IsAsync && !options.IsAsync) instance.CheckMayBlock();
        var call = new Call(this, arguments.ToArray(), instance.Store.Current!);
        Action<InstanceState?>? cancel = callee.Start(call, instance);
        if (options.IsAsync) results[0] = call.StateOrHandle(cancel);
        else call.WaitForResult().CopyTo(results);
    }

    /// <summary>One call, seen by the caller. abi: Subtask</summary>
    private sealed class Call : ITypedCaller
    {
        private readonly LoweredFunction _function;
        private readonly Value[] _arguments;
        private readonly GuestThread _thread;
        private readonly Subtask _subtask = new();
        private readonly LiftLowerContext _context;
        private uint _handle;

        public Call(LoweredFunction function, Value[] arguments, GuestThread thread)
        {
            (_function, _arguments, _thread) = (function, arguments, thread);
            _context = new LiftLowerContext(function.Options, function.Instance, lenderScope: _subtask);
        }

        /// <inheritdoc/>
        public GuestTask? Task => _thread.Task;

        /// <inheritdoc/>
        public FunctionLayout Layout => _function.Layout;

        private InstanceState Instance => _function.Instance;

        private bool IsAsync => _function.Options.IsAsync;

        /// <inheritdoc/>
        public ComponentValue[] OnStart()
        {
            Begin();
            return FlatValues.LiftParameters(_context, Layout, _arguments, IsAsync);
        }

        /// <inheritdoc/>
        public TParameters OnStart<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout, CancellationToken cancellation)
        {
            Begin();
            _context.Cancellation = cancellation;
            return FlatValues.LiftParameters(_context, layout, _arguments, IsAsync);
        }

        /// <inheritdoc/>
        public void OnResolve(ComponentValue[]? result)
        {
            try
            {
                OnProgress();
                if (result is not null) _subtask.Resolve(SubtaskState.Returned, FlatValues.LowerResults(_context, Layout, result, _arguments, IsAsync));
                else if (_subtask.State == SubtaskState.Starting) _subtask.Resolve(SubtaskState.CancelledBeforeStarted, []);
                else _subtask.Resolve(SubtaskState.CancelledBeforeReturned, []);
            }
            catch (Exception e) when (Instance.Poisoned(e))
            {
                throw;
            }
        }

        /// <inheritdoc/>
        public void OnResolve<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout, TResult result)
        {
            try
            {
                OnProgress();
                _subtask.Resolve(SubtaskState.Returned, FlatValues.LowerResult(_context, layout, result, _arguments, IsAsync));
            }
            catch (Exception e) when (Instance.Poisoned(e))
            {
                throw;
            }
        }

        private void Begin()
        {
            OnProgress();
            _subtask.State = SubtaskState.Started;
        }

        /// <inheritdoc/>
        public void OnFailure(Exception failure) => Instance.Poisoned(failure);

        /// <summary>The result of a call that is waited for.</summary>
        public Value[] WaitForResult()
        {
            if (!_subtask.IsResolved)
            {
                _subtask.OutcomeWaiter = _thread;
                _thread.WaitUntil(WaitReason.ForOutcome(_subtask), cancellable: false);
            }
            Deliver();
            return _subtask.FlatResults;
        }

        /// <summary>How far the call has come, and a handle for the rest of it, if there is one.</summary>
        public uint StateOrHandle(Action<InstanceState?>? cancel)
        {
            if (_subtask.IsResolved)
            {
                Deliver();
                return (uint)_subtask.State;
            }
            _subtask.OnCancel = cancel;
            _handle = Instance.Handles.Add(_subtask);
            return (uint)_subtask.State | (_handle << 4);
        }

        /// <summary>Ends what was lent, to guests and to the host.</summary>
        private void Deliver()
        {
            _subtask.DeliverResolve();
            _context.EndBorrows();
        }

        private void OnProgress()
        {
            if (_handle != 0) _subtask.SetPendingEvent(Progress);
        }

        private EventTuple Progress()
        {
            if (_subtask.IsResolved) Deliver();
            return new EventTuple(EventCode.Subtask, _handle, (uint)_subtask.State);
        }
    }

    private InstanceState Instance => instance;

    private CanonicalOptions Options => options;

    private FunctionLayout Layout => _layout;
}
