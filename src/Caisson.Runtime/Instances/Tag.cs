using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// A tag of exceptions; its identity is what <c>catch</c> compares. Each instance has tags of its own for those that its module
/// defines, and shares those that it imports. Immutable. spec: syntax-taginst
/// </summary>
public sealed class Tag : Extern
{
    private readonly ModuleSyntax? _module;
    private readonly uint _index;

    /// <summary>A tag of the host's, to be imported by modules.</summary>
    /// <param name="engine">The engine of the modules that will import it.</param>
    /// <param name="type">The parameters are the payload; no results.</param>
    /// <exception cref="ArgumentException">The type has results.</exception>
    public Tag(Engine engine, FuncType type)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(type);
        if (!type.Results.IsEmpty) throw RuntimeErrors.TagWithResults(type);
        (TypeEngine, Type, TypeId) = (engine, type, Function.HostTypeId(engine, type));
        Signature = new BoundarySignature(type, null, null);
    }

    /// <summary>A tag that a module defines.</summary>
    internal Tag(Module module, int index)
    {
        (_module, _index) = (module.Syntax, (uint)index);
        TypeIdx type = _module.Tags[index].Type;
        (TypeEngine, Type, TypeId) = (module.Engine, _module.FuncTypeAt(type), module.TypeIds.Of(type));
        Signature = module.TypeIds.SignatureOf(type);
    }

    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Tag;

    /// <summary>The parameters are the payload.</summary>
    public FuncType Type { get; }

    /// <summary>Its name, from the name section or an export; null when it has none or belongs to the host.</summary>
    public string? Name => _module?.NameOf(new TagIdx(_index));

    internal override Engine TypeEngine { get; }

    /// <summary>What the payload takes from the host.</summary>
    internal BoundarySignature Signature { get; }

    /// <summary>Identity of the type.</summary>
    internal long TypeId { get; }
}
