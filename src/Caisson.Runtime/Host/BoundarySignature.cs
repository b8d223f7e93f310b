using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Runtime;

/// <summary>The parameters and results of a function where it is called from the host, or calls it. Immutable.</summary>
internal sealed class BoundarySignature
{
    public BoundarySignature(FuncType type, TypeMatcher? matcher, ObjectTypes? types)
    {
        Parameters = Of(type.Parameters);
        Results = Of(type.Results);

        ImmutableArray<BoundaryType> Of(ImmutableArray<ValType> values)
        {
            var boundaries = new BoundaryType[values.Length];
            for (int i = 0; i < boundaries.Length; i++) boundaries[i] = new BoundaryType(values[i], matcher?.Canonical(values[i]) ?? values[i], types);
            return boundaries.Freeze();
        }
    }

    public ImmutableArray<BoundaryType> Parameters { get; }

    public ImmutableArray<BoundaryType> Results { get; }

    /// <summary>Whether a delegate's signature stands for this one.</summary>
    public bool Fits(Type delegateType)
    {
        FuncType own = HostTypes.FuncTypeOf(delegateType);
        return Fit(own.Parameters, Parameters) && Fit(own.Results, Results);
    }

    /// <summary>A reference to a function of a concrete type may be called a Function, or object as any other reference.</summary>
    private static bool Fit(ImmutableArray<ValType> own, ImmutableArray<BoundaryType> types) =>
        own.Length == types.Length
        && own.Zip(types).All(pair => HostTypes.Of(pair.First) == HostTypes.Of(pair.Second.Type) || (pair.First == ValType.FuncRef && pair.Second.IsFunction));
}
