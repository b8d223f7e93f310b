using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>Functions of guests that aren't async-typed, for calls by the host with C# types.</summary>
internal sealed class DirectCallee(LiftedFunction function, ComponentStore store) : TypedCallee
{
    /// <inheritdoc/>
    public override Func<TParameters, TResult> Bind<TParameters, TResult>(FunctionLayout layout)
    {
        var call = new DirectCall<TParameters, TResult>(function, new TypedFunctionLayout<TParameters, TResult>(layout));
        return parameters => call.Invoke(store, parameters);
    }
}

/// <summary>
/// Calls by the host: C# types go straight to core values and back, and nothing is made for a call. What is kept from call to call is used by one at a time: the instance
/// can't be entered twice. abi: canon_lift
/// </summary>
internal sealed class DirectCall<TParameters, TResult>(LiftedFunction function, TypedFunctionLayout<TParameters, TResult> layout)
{
    private readonly InstanceState _instance = function.Instance;
    private readonly DirectTask _task = new(function);
    private readonly Function _callee = function.Callee;
    private readonly Function? _postReturn = function.Options.PostReturn;
    private readonly Value[] _arguments = new Value[function.Callee.Type.Parameters.Length];
    private readonly Value[] _results = new Value[function.Callee.Type.Results.Length];

    /// <summary>Calls the function. From any thread.</summary>
    /// <param name="store">Where the function lived when it was asked for.</param>
    /// <param name="parameters">The arguments.</param>
    /// <exception cref="TrapException">The guest trapped or can't be entered.</exception>
    /// <exception cref="InvalidOperationException">The store has been disposed.</exception>
    public TResult Invoke(ComponentStore store, TParameters parameters)
    {
        HostThread thread = HostThread.Current;
        if (store.IsServedBy(thread)) return InvokeInside(store, thread, parameters);
        GuestEntryScope scope = store.EnterAlone(thread);
        try
        {
            return EnterAndCall(thread, parameters);
        }
        finally
        {
            store.Running = default;
            store.LeaveAlone(scope);
        }
    }

    /// <summary>The same, where guests that have called the host wait below.</summary>
    private TResult InvokeInside(ComponentStore store, HostThread thread, TParameters parameters)
    {
        store.CheckUsable();
        Running outer = store.Running;
        try
        {
            return EnterAndCall(thread, parameters);
        }
        finally
        {
            store.Running = outer;
        }
    }

    private TResult EnterAndCall(HostThread thread, TParameters parameters)
    {
        _task.Enter();
        try
        {
            TResult result = Call(thread, parameters);
            _task.Exit();
            return result;
        }
        catch (WasmException e)
        {
            // abi: call_and_trap_on_throw
            TrapException trap = TaskErrors.Uncaught(e);
            _ = _instance.Poisoned(trap);
            throw trap;
        }
        catch (Exception e) when (_instance.Poisoned(e))
        {
            throw;
        }
    }

    private TResult Call(HostThread thread, TParameters parameters)
    {
        LiftLowerContext cx = _task.Context;
        if (typeof(TParameters) != typeof(ValueTuple))
        {
            var arguments = new CoreValueWriter(_arguments);
            layout.Parameters.LowerFlatValues(cx, AbiLimits.MaxFlatParams, parameters, ref arguments);
        }
        _callee.InvokeNumbers(thread, _arguments, _results);
        TResult result = default!;
        if (typeof(TResult) != typeof(ValueTuple))
        {
            var results = new CoreValueReader(_results);
            result = layout.LiftResult(cx, AbiLimits.MaxFlatResults, ref results);
        }
        _task.Return();
        if (_postReturn is null) return result;
        _instance.MayLeave = false;
        _postReturn.InvokeNumbers(thread, _results, []);
        return result;
    }
}
