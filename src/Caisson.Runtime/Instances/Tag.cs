using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>A tag of exceptions; its identity is what <c>catch</c> compares. Immutable. spec: syntax-taginst</summary>
/// <param name="type">The parameters are the payload; no results.</param>
public sealed class Tag(FuncType type) : Extern
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Tag;

    /// <summary>The parameters are the payload.</summary>
    public FuncType Type { get; } = type;
}
