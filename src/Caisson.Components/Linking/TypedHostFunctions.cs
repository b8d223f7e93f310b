using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Concurrency;
using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>A function that guests can call in a shorter way than through <see cref="FunctionInstance.Start"/>.</summary>
internal interface IDirectHostFunction
{
    /// <summary>The core function for a guest.</summary>
    /// <param name="type">The function's type, in terms of the component that calls.</param>
    /// <param name="options">Of the definition.</param>
    /// <param name="instance">The instance that calls.</param>
    HostFunction Lower(ComponentFuncType type, CanonicalOptions options, InstanceState instance);
}

/// <summary>A function of the host with C# types, which returns at once.</summary>
/// <exception cref="ArgumentException">The C# types don't fit.</exception>
internal sealed class TypedHostFunction<TParameters, TResult>(InstanceState importer, ComponentFuncType type, Func<TParameters, TResult> function)
    : FunctionInstance(importer, type), IDirectHostFunction
{
    private readonly TypedFunctionLayout<TParameters, TResult> _layout = new(FunctionLayout.Of(type, is64: false), isHosts: true);

    /// <inheritdoc/>
    public override InstanceState Scope => Home;

    /// <inheritdoc/>
    public HostFunction Lower(ComponentFuncType lowered, CanonicalOptions options, InstanceState instance) =>
        new TypedHostCall<TParameters, TResult>(function, lowered, options, instance).Invoke;

    /// <inheritdoc/>
    public override Action<InstanceState?>? Start(ITaskCaller caller, InstanceState? from)
    {
        Store.HasCalledHost = true;
        var call = new DynamicCall<TParameters, TResult>(_layout, Home, Home.Interrupted);
        call.Resolve(caller, function(call.Arguments(caller)));
        return null;
    }
}

/// <summary>The same, for a function that may take time.</summary>
/// <exception cref="ArgumentException">The C# types don't fit.</exception>
internal sealed class TypedAsyncHostFunction<TParameters, TResult>(InstanceState importer, ComponentFuncType type, Func<TParameters, ValueTask<TResult>> function)
    : AsyncHostFunction<TResult>(importer, type)
{
    private readonly TypedFunctionLayout<TParameters, TResult> _layout = new(FunctionLayout.Of(type, is64: false), isHosts: true);
    private TypedFunctionLayout<TParameters, TResult>? _ofGuest;

    /// <inheritdoc/>
    protected override ValueTask<TResult> Begin(ITaskCaller caller, CancellationToken cancellation) => function(caller is ITypedCaller guest
        ? guest.OnStart(Of(guest), cancellation)
        : new DynamicCall<TParameters, TResult>(_layout, Scope, cancellation).Arguments(caller));

    /// <inheritdoc/>
    protected override void Resolve(ITaskCaller caller, TResult result)
    {
        if (caller is ITypedCaller guest) guest.OnResolve(Of(guest), result);
        else new DynamicCall<TParameters, TResult>(_layout, Scope, default).Resolve(caller, result);
    }

    // Mostly one guest calls.
    private TypedFunctionLayout<TParameters, TResult> Of(ITypedCaller guest) =>
        _ofGuest is { } known && known.Function == guest.Layout ? known : _ofGuest = new(guest.Layout, isHosts: true);
}

/// <summary>A call by the host, which has dynamic values.</summary>
internal readonly struct DynamicCall<TParameters, TResult>(
    TypedFunctionLayout<TParameters, TResult> layout, ICanonicalInstance instance, CancellationToken cancellation)
{
    private readonly LiftLowerContext _context = new HostScratch(instance).Context(cancellation);

    /// <summary>The arguments.</summary>
    public TParameters Arguments(ITaskCaller caller)
    {
        var reader = new CoreValueReader(FlatValues.LowerParameters(_context, layout.Function, caller.OnStart()));
        return layout.Parameters.LiftFlatValues(_context, AbiLimits.MaxFlatParams, ref reader);
    }

    /// <summary>Gives the result to who called.</summary>
    public void Resolve(ITaskCaller caller, TResult result)
    {
        var flat = new Value[AbiLimits.MaxFlatResults];
        var writer = new CoreValueWriter(flat);
        layout.LowerResult(_context, AbiLimits.MaxFlatResults, result, ref writer);
        caller.OnResolve(FlatValues.LiftResults(_context, layout.Function, flat));
    }
}
