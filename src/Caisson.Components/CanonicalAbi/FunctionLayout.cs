using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// How a function's parameters and results travel, for one size of pointers. Made once for each type; immutable; safe to share between threads.
/// </summary>
internal sealed class FunctionLayout
{
    private static readonly ConditionalWeakTable<ComponentFuncType, FunctionLayout> Layouts32 = [];
    private static readonly ConditionalWeakTable<ComponentFuncType, FunctionLayout> Layouts64 = [];

    private FunctionLayout(ComponentFuncType type, bool is64)
    {
        Type = type;
        Is64 = is64;
        Parameters = Layout.OfTuple([.. type.Parameters.Select(p => p.Type)], is64);
        Results = Layout.OfTuple(type.Result is null ? [] : [type.Result], is64);
    }

    /// <summary>The type.</summary>
    public ComponentFuncType Type { get; }

    /// <summary>Whether pointers and lengths are <c>i64</c>.</summary>
    public bool Is64 { get; }

    /// <summary>The parameters as one tuple; its fields are theirs.</summary>
    public Layout Parameters { get; }

    /// <summary>The result as a tuple of one, or of none.</summary>
    public Layout Results { get; }

    private ValType PointerType => Is64 ? ValType.I64 : ValType.I32;

    /// <summary>The layout of a function type.</summary>
    /// <param name="type">A valid type.</param>
    /// <param name="is64">Whether pointers and lengths are <c>i64</c>.</param>
    /// <exception cref="NotSupportedException">Its types are larger than validation lets pass.</exception>
    public static FunctionLayout Of(ComponentFuncType type, bool is64) =>
        (is64 ? Layouts64 : Layouts32).GetValue(type, is64 ? static t => new FunctionLayout(t, true) : static t => new FunctionLayout(t, false));

    /// <summary>The type of the core function that is lifted to this one. abi: flatten_functype</summary>
    /// <param name="isAsync">Whether it follows the asynchronous convention.</param>
    /// <param name="hasCallback">Whether it does so with a callback.</param>
    public FuncType FlattenForLift(bool isAsync, bool hasCallback) => new(
        FlatOrPointer(Parameters, AbiLimits.MaxFlatParams),
        !isAsync ? FlatOrPointer(Results, AbiLimits.MaxFlatResults) : hasCallback ? [ValType.I32] : []);

    /// <summary>The type of the core function that this one is lowered to. abi: flatten_functype</summary>
    /// <param name="isAsync">Whether it follows the asynchronous convention.</param>
    public FuncType FlattenForLower(bool isAsync)
    {
        ImmutableArray<ValType> parameters = FlatOrPointer(Parameters, isAsync ? AbiLimits.MaxFlatAsyncParams : AbiLimits.MaxFlatParams);
        bool isResultStored = Results.FlatCount > (isAsync ? 0u : AbiLimits.MaxFlatResults);
        return new FuncType(
            isResultStored ? parameters.Add(PointerType) : parameters,
            isAsync ? [ValType.I32] : isResultStored ? [] : Results.Flat);
    }

    private ImmutableArray<ValType> FlatOrPointer(Layout layout, int maxFlat) =>
        layout.FlatCount > (uint)maxFlat ? [PointerType] : layout.Flat;
}
