using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The host calls a guest's function that isn't async-typed: C# types go straight to core values and back, and nothing is made for a call. What is kept from call to call
/// is used by one at a time: the instance can't be entered twice. abi: canon_lift
/// </summary>
internal sealed class DirectCallee : TypedCallee
{
    private readonly LiftedFunction _function;
    private readonly InstanceState _instance;
    private readonly DirectTask _task;
    private readonly Value[] _arguments, _results;

    public DirectCallee(LiftedFunction function)
    {
        (_function, _instance, _task) = (function, function.Instance, new DirectTask(function));
        _arguments = new Value[function.Callee.Type.Parameters.Length];
        _results = new Value[function.Callee.Type.Results.Length];
    }

    /// <inheritdoc/>
    public override Func<TParameters, TResult> Bind<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout) =>
        parameters => Call(layout, parameters);

    private TResult Call<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout, TParameters parameters)
    {
        bool isOuter = _instance.Store.EnterAlone(out GuestEntryScope scope);
        try
        {
            return CallInside(layout, parameters);
        }
        finally
        {
            if (isOuter) _instance.Store.LeaveAlone(scope);
        }
    }

    private TResult CallInside<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout, TParameters parameters)
    {
        _task.Enter();
        bool isDone = false;
        try
        {
            LiftLowerContext cx = _task.Context;
            var arguments = new CoreValueWriter(_arguments);
            layout.Parameters.LowerFlatValues(cx, AbiLimits.MaxFlatParams, parameters, ref arguments);
            Call(_function.Callee, _arguments, _results);
            var results = new CoreValueReader(_results);
            TResult result = layout.LiftResult(cx, AbiLimits.MaxFlatResults, ref results);
            _task.Return();
            if (_function.Options.PostReturn is { } postReturn)
            {
                _instance.MayLeave = false;
                Call(postReturn, _results, []);
            }
            _task.Exit();
            isDone = true;
            return result;
        }
        catch (Exception e) when (_instance.Poisoned(e))
        {
            throw;
        }
        finally
        {
            if (!isDone) _task.Abandon();
        }
    }

    /// <summary>abi: call_and_trap_on_throw</summary>
    private static void Call(Function function, Value[] arguments, Value[] results)
    {
        try
        {
            function.InvokeNumbers(arguments, results);
        }
        catch (WasmException e)
        {
            throw TaskErrors.Uncaught(e);
        }
    }
}
