using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>A tag of exceptions; its identity is what <c>catch</c> compares. Immutable. spec: syntax-taginst</summary>
public sealed class Tag : Extern
{
    /// <summary>A tag of the host's, to be imported by modules.</summary>
    /// <param name="engine">The engine of the modules that will import it.</param>
    /// <param name="type">The parameters are the payload; no results.</param>
    public Tag(Engine engine, FuncType type) : this(engine, type, Function.HostTypeId(engine, type)) { }

    internal Tag(Engine engine, FuncType type, long typeId) => (TypeEngine, Type, TypeId) = (engine, type, typeId);

    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Tag;

    /// <summary>The parameters are the payload.</summary>
    public FuncType Type { get; }

    internal override Engine TypeEngine { get; }

    /// <summary>Identity of the type.</summary>
    internal long TypeId { get; }
}
