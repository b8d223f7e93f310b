using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Runtime;

/// <summary>The parameters and results of a function where it is called from the host, or calls it. Immutable.</summary>
internal sealed class BoundarySignature
{
    public BoundarySignature(FuncType type, TypeMatcher? matcher, ObjectTypes? types)
    {
        Parameters = [.. type.Parameters.Select(Of)];
        Results = [.. type.Results.Select(Of)];
        BoundaryType Of(ValType value) => new(value, matcher?.Canonical(value) ?? value, types);
    }

    public ImmutableArray<BoundaryType> Parameters { get; }

    public ImmutableArray<BoundaryType> Results { get; }
}
