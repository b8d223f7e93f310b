namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>
/// How a function is called with C# types: parameters as one C# tuple, the result as itself, or <see cref="ValueTuple"/> for none. Immutable;
/// safe to share between threads.
/// </summary>
/// <typeparam name="TParameters">A C# tuple of the parameters.</typeparam>
/// <typeparam name="TResult">The result.</typeparam>
internal sealed class TypedFunctionLayout<TParameters, TResult>
{
    /// <summary>Checks that C# types fit a function.</summary>
    /// <param name="layout">Of the function.</param>
    /// <param name="isHosts">Whether the host implements it, so that a <see cref="CancellationToken"/> may stand behind the parameters.</param>
    /// <exception cref="ArgumentException">A C# type doesn't fit; the message says which and why.</exception>
    public TypedFunctionLayout(FunctionLayout layout, bool isHosts = false)
        : this(layout, isHosts ? LiftLowers.HostParameters<TParameters>(layout.Parameters) : LiftLowers.Tuple<TParameters>(layout.Parameters))
    {
    }

    private TypedFunctionLayout(FunctionLayout layout, LiftLower<TParameters> parameters)
    {
        (Function, Parameters) = (layout, parameters);
        if (layout.Results.Fields.IsEmpty) NoResult = LiftLowers.Tuple<TResult>(layout.Results);
        else Results = LiftLowers.Tuple<ValueTuple<TResult>>(layout.Results);
    }

    /// <summary>Of a function of a pool, before whose parameters stands the instance.</summary>
    /// <exception cref="ArgumentException">A C# type doesn't fit; the message says which and why.</exception>
    public static TypedFunctionLayout<TParameters, TResult> OfPool(FunctionLayout layout) => new(layout, LiftLowers.PooledParameters<TParameters>(layout.Parameters));

    /// <summary>How the function's values travel.</summary>
    public FunctionLayout Function { get; }

    /// <summary>Lifts and lowers the parameters.</summary>
    public LiftLower<TParameters> Parameters { get; }

    private LiftLower<ValueTuple<TResult>>? Results { get; }

    private LiftLower<TResult>? NoResult { get; }

    /// <summary>Lifts the result. abi: lift_flat_values</summary>
    public TResult LiftResult(LiftLowerContext cx, int maxFlat, ref CoreValueReader vi) =>
        Results is null ? NoResult!.LiftFlatValues(cx, maxFlat, ref vi) : Results.LiftFlatValues(cx, maxFlat, ref vi).Item1;

    /// <summary>Lowers the result. abi: lower_flat_values</summary>
    public void LowerResult(LiftLowerContext cx, int maxFlat, TResult result, ref CoreValueWriter flat, ulong? outParam = null)
    {
        if (Results is null) NoResult!.LowerFlatValues(cx, maxFlat, result, ref flat, outParam);
        else Results.LowerFlatValues(cx, maxFlat, new ValueTuple<TResult>(result), ref flat, outParam);
    }
}
