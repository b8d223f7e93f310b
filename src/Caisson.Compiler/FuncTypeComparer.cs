using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>Compares function types as they compare themselves; a table that is given none first makes one by reflection. Thread-safe.</summary>
internal sealed class FuncTypeComparer : IEqualityComparer<FuncType>
{
    /// <summary>The only one.</summary>
    public static readonly FuncTypeComparer Instance = new();

    /// <inheritdoc/>
    public bool Equals(FuncType? x, FuncType? y) => x is null ? y is null : x.Equals(y);

    /// <inheritdoc/>
    public int GetHashCode(FuncType obj) => obj.GetHashCode();
}
