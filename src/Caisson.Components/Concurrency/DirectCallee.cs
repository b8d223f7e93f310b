using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>Functions of guests that aren't async-typed, for calls by the host with C# types.</summary>
internal sealed class DirectCallee(LiftedFunction function) : TypedCallee
{
    /// <inheritdoc/>
    public override Func<TParameters, TResult> Bind<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout) =>
        new DirectCall<TParameters, TResult>(function, layout).Invoke;
}

/// <summary>
/// Calls by the host: C# types go straight to core values and back, and nothing is made for a call. What is kept from call to call is used by one at a time: the instance
/// can't be entered twice. abi: canon_lift
/// </summary>
internal sealed class DirectCall<TParameters, TResult>(LiftedFunction function, TypedFunctionLayout<TParameters, TResult> layout)
{
    private readonly InstanceState _instance = function.Instance;
    private readonly ComponentStore _store = function.Instance.Store;
    private readonly DirectTask _task = new(function);
    private readonly Function _callee = function.Callee;
    private readonly Function? _postReturn = function.Options.PostReturn;
    private readonly Value[] _arguments = new Value[function.Callee.Type.Parameters.Length];
    private readonly Value[] _results = new Value[function.Callee.Type.Results.Length];

    /// <summary>Calls the function. From any thread.</summary>
    /// <exception cref="TrapException">The guest trapped or can't be entered.</exception>
    public TResult Invoke(TParameters parameters)
    {
        bool isOuter = _store.EnterAlone(out GuestEntryScope scope);
        bool isEntered = false, isDone = false;
        try
        {
            _task.Enter();
            isEntered = true;
            TResult result = Call(parameters);
            _task.Exit();
            isDone = true;
            return result;
        }
        catch (Exception e) when (isEntered && _instance.Poisoned(e))
        {
            throw;
        }
        finally
        {
            if (isEntered && !isDone) _task.Abandon();
            if (isOuter) _store.LeaveAlone(scope);
        }
    }

    private TResult Call(TParameters parameters)
    {
        LiftLowerContext cx = _task.Context;
        var arguments = new CoreValueWriter(_arguments);
        layout.Parameters.LowerFlatValues(cx, AbiLimits.MaxFlatParams, parameters, ref arguments);
        try
        {
            _callee.InvokeNumbers(_arguments, _results);
            var results = new CoreValueReader(_results);
            TResult result = layout.LiftResult(cx, AbiLimits.MaxFlatResults, ref results);
            _task.Return();
            if (_postReturn is null) return result;
            _instance.MayLeave = false;
            _postReturn.InvokeNumbers(_results, []);
            return result;
        }
        catch (WasmException e)
        {
            // abi: call_and_trap_on_throw
            throw TaskErrors.Uncaught(e);
        }
    }
}
