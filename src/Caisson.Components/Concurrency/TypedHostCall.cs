using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// Calls by a guest of a function of the host that returns at once: core values go straight to C# types and back, and nothing is made for a call. Calls may nest, by way of
/// what the function calls. abi: canon_lower
/// </summary>
internal sealed class TypedHostCall<TParameters, TResult>(
    Func<TParameters, TResult> function, ComponentFuncType type, CanonicalOptions options, InstanceState instance)
{
    private readonly TypedFunctionLayout<TParameters, TResult> _layout = new(FunctionLayout.Of(type, options.Is64), isHosts: true);
    private readonly int _maxFlatParameters = options.IsAsync ? AbiLimits.MaxFlatAsyncParams : AbiLimits.MaxFlatParams;
    private readonly int _maxFlatResults = options.IsAsync ? 0 : AbiLimits.MaxFlatResults;
    private Side? _spare;

    /// <summary>The core function.</summary>
    public void Invoke(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        instance.CheckMayLeave();
        if (type.IsAsync && !options.IsAsync) instance.CheckMayBlock();
        instance.Store.HasCalledHost = true;
        Side side = _spare ?? new Side(options, instance);
        _spare = null;
        LiftLowerContext cx = side.Context;
        cx.BeginCall();
        var reader = new CoreValueReader(arguments);
        TResult result = function(_layout.Parameters.LiftFlatValues(cx, _maxFlatParameters, ref reader));
        bool isStored = _layout.Function.Results.FlatCount > (ulong)_maxFlatResults;
        var writer = new CoreValueWriter(options.IsAsync ? [] : results);
        _layout.LowerResult(cx, _maxFlatResults, result, ref writer, isStored ? FlatValues.Pointer(arguments[^1]) : null);
        if (options.IsAsync) results[0] = (uint)SubtaskState.Returned;
        side.GiveBack();
        _spare = side;
    }

    /// <summary>The guest's side of a call, to be used again.</summary>
    private sealed class Side : ILenderScope
    {
        private readonly List<ResourceHandle> _lenders = [];

        public Side(CanonicalOptions options, InstanceState instance) =>
            Context = new LiftLowerContext(options, instance, lenderScope: this) { Cancellation = instance.Interrupted };

        public LiftLowerContext Context { get; }

        public void AddLender(ResourceHandle handle)
        {
            handle.NumLends++;
            _lenders.Add(handle);
        }

        /// <summary>Ends what was lent, to guests and to the host. abi: deliver_resolve</summary>
        public void GiveBack()
        {
            foreach (ResourceHandle handle in _lenders) handle.NumLends--;
            _lenders.Clear();
            Context.EndBorrows();
        }
    }
}
