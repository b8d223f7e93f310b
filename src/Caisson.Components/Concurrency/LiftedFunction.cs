using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>A core function seen as one of the component level. Immutable. abi: canon_lift, Store.lift</summary>
internal sealed class LiftedFunction : FunctionInstance
{
    private readonly Func<int, int, int, int>? _callback;

    public LiftedFunction(InstanceState instance, ComponentFuncType type, CanonicalOptions options, Function callee)
        : base(instance, type)
    {
        (Instance, Options, Callee) = (instance, options, callee);
        Layout = FunctionLayout.Of(type, options.Is64);
        _callback = options.Callback?.As<Func<int, int, int, int>>();
    }

    /// <summary>abi: inst</summary>
    public InstanceState Instance { get; }

    /// <inheritdoc/>
    public override InstanceState Scope => Instance;

    /// <summary>abi: opts</summary>
    public CanonicalOptions Options { get; }

    public Function Callee { get; }

    public FunctionLayout Layout { get; }

    /// <inheritdoc/>
    public override Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from)
    {
        Instance.CheckMayEnter(from);
        var call = new LiftedCall(this, caller);
        try
        {
            Instance.EnterFrom(from);
            if (Type.IsAsync) call.Begin();
            else BeginSync(call);
            Instance.LeaveTo(from);
        }
        catch (Exception e) when (Instance.Poisoned(e))
        {
            throw;
        }
        return Type.IsAsync && call.Task.State != TaskState.Resolved ? call.Task.RequestCancellation : null;
    }

    /// <summary>Gives an event to the guest.</summary>
    public uint Callback(EventTuple happened)
    {
        try
        {
            return (uint)_callback!((int)happened.Code, (int)happened.Index, (int)happened.Payload);
        }
        catch (WasmException e)
        {
            throw TaskErrors.Uncaught(e);
        }
    }

    /// <summary>Calls a core function, out of which no exception may come. abi: call_and_trap_on_throw</summary>
    public static Value[] Call(Function function, ReadOnlySpan<Value> arguments)
    {
        try
        {
            return function.Invoke(arguments);
        }
        catch (WasmException e)
        {
            throw TaskErrors.Uncaught(e);
        }
    }

    private void BeginSync(LiftedCall call)
    {
        GuestTask? outer = Instance.SyncTask;
        Instance.SyncTask = call.Task;
        call.Begin();
        Instance.SyncTask = outer;
    }
}
