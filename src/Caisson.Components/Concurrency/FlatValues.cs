using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Concurrency;

/// <summary>The core values of calls: those of parameters and results, from either side. abi: lift_flat_values, lower_flat_values</summary>
internal static class FlatValues
{
    /// <summary>What a lifted function gets.</summary>
    public static Value[] LowerParameters(LiftLowerContext context, FunctionLayout layout, ComponentValue[] arguments)
    {
        ulong count = layout.Parameters.FlatCount;
        var flat = new Value[count > AbiLimits.MaxFlatParams ? 1 : count];
        var writer = new CoreValueWriter(flat);
        Abi.LowerFlatValues(context, AbiLimits.MaxFlatParams, arguments, layout.Parameters, ref writer);
        return flat;
    }

    /// <summary>What a lifted function has returned.</summary>
    public static ComponentValue[] LiftResults(LiftLowerContext context, FunctionLayout layout, ReadOnlySpan<Value> results)
    {
        var reader = new CoreValueReader(results);
        return Abi.LiftFlatValues(context, AbiLimits.MaxFlatResults, ref reader, layout.Results);
    }

    /// <summary>What a guest passes to a lowered function.</summary>
    public static ComponentValue[] LiftParameters(LiftLowerContext context, FunctionLayout layout, ReadOnlySpan<Value> arguments, bool isAsync)
    {
        var reader = new CoreValueReader(arguments);
        return Abi.LiftFlatValues(context, isAsync ? AbiLimits.MaxFlatAsyncParams : AbiLimits.MaxFlatParams, ref reader, layout.Parameters);
    }

    /// <summary>The same as a C# tuple.</summary>
    public static TParameters LiftParameters<TParameters, TResult>(
        LiftLowerContext context, TypedFunctionLayout<TParameters, TResult> layout, ReadOnlySpan<Value> arguments, bool isAsync)
    {
        var reader = new CoreValueReader(arguments);
        return layout.Parameters.LiftFlatValues(context, isAsync ? AbiLimits.MaxFlatAsyncParams : AbiLimits.MaxFlatParams, ref reader);
    }

    /// <summary>What a lowered function returns; nothing where it goes to the memory that the last argument points to.</summary>
    public static Value[] LowerResults(
        LiftLowerContext context, FunctionLayout layout, ComponentValue[] result, ReadOnlySpan<Value> arguments, bool isAsync)
    {
        int maxFlat = isAsync ? 0 : AbiLimits.MaxFlatResults;
        bool isStored = layout.Results.FlatCount > (ulong)maxFlat;
        var flat = new Value[isStored ? 0 : layout.Results.FlatCount];
        var writer = new CoreValueWriter(flat);
        Abi.LowerFlatValues(context, maxFlat, result, layout.Results, ref writer, isStored ? Pointer(arguments[^1]) : null);
        return flat;
    }

    /// <summary>The same for a C# type.</summary>
    public static Value[] LowerResult<TParameters, TResult>(
        LiftLowerContext context, TypedFunctionLayout<TParameters, TResult> layout, TResult result, ReadOnlySpan<Value> arguments, bool isAsync)
    {
        int maxFlat = isAsync ? 0 : AbiLimits.MaxFlatResults;
        ulong count = layout.Function.Results.FlatCount;
        bool isStored = count > (ulong)maxFlat;
        var flat = new Value[isStored ? 0 : count];
        var writer = new CoreValueWriter(flat);
        layout.LowerResult(context, maxFlat, result, ref writer, isStored ? Pointer(arguments[^1]) : null);
        return flat;
    }

    /// <summary>An address or a length.</summary>
    public static ulong Pointer(Value value) => value.Kind == ValKind.I64 ? (ulong)value.AsInt64() : (uint)value.AsInt32();
}
