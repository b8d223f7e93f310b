using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Validation;
using Caisson.Runtime;

namespace Caisson.Components.Types;

/// <summary>
/// The type of what a component can import and export, resolved. A closed family; immutable. spec: externtype
/// </summary>
public abstract record ComponentExternType : ITypeNode
{
    private TypeFacts? _facts;

    private protected ComponentExternType()
    {
    }

    /// <summary>A copy, whose facts are its own.</summary>
    protected ComponentExternType(ComponentExternType original) => _ = original;

    TypeFacts ITypeNode.Facts => _facts ??= TypeFacts.Of(this);

    void ITypeNode.Describe(TypeShape shape) => Describe(shape);

    /// <summary>The text form of WIT, cut off where it gets long.</summary>
    public sealed override string ToString() => TypeText.Of(this);

    private protected abstract void Describe(TypeShape shape);
}

/// <summary>A named import or export of a component or instance.</summary>
/// <param name="Name">The whole name, such as <c>wasi:io/streams@0.2.0</c> or <c>[method]pollable.block</c>. spec: externname</param>
/// <param name="Type">Its type.</param>
public readonly record struct ExternDecl(string Name, ComponentExternType Type)
{
    private readonly ImmutableArray<NameAttribute> _attributes;

    /// <summary>What is said of the name besides; no part of the type. spec: attribute</summary>
    public ImmutableArray<NameAttribute> Attributes
    {
        get => _attributes.IsDefault ? [] : _attributes;
        init => _attributes = value;
    }

    /// <summary>Whether name and type are the same.</summary>
    public bool Equals(ExternDecl other) => Name == other.Name && Type.Equals(other.Type);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type);
}

/// <summary>A parameter of a function.</summary>
/// <param name="Label">Its name, in kebab case.</param>
/// <param name="Type">The type of its value.</param>
public readonly record struct ParameterType(string Label, ComponentValType Type);

/// <summary>The type of a function. abi: FuncType</summary>
/// <param name="Parameters">Its parameters; labels are unique.</param>
/// <param name="Result">The type of what it returns; null where it returns nothing.</param>
/// <param name="IsAsync">Whether it may wait before it returns.</param>
public sealed record ComponentFuncType(ImmutableArray<ParameterType> Parameters, ComponentValType? Result, bool IsAsync) : ComponentExternType, IDefType
{
    /// <inheritdoc/>
    public bool Equals(ComponentFuncType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        shape.Mark(IsAsync);
        foreach (ParameterType parameter in Parameters)
        {
            shape.Mark(parameter.Label);
            shape.Part(parameter.Type);
        }
        shape.Part(Result);
    }
}

/// <summary>The type of an instance: what it exports. abi: InstanceType</summary>
/// <param name="Exports">In order; later ones may refer to resources of earlier ones.</param>
public sealed record InstanceType(ImmutableArray<ExternDecl> Exports) : ComponentExternType, IDefType
{
    private Dictionary<string, ComponentExternType>? _byName;

    /// <summary>The type of an export; null where there is none of the name.</summary>
    /// <param name="name">Its name.</param>
    public ComponentExternType? Find(string name) =>
        (_byName ??= Exports.ToDictionary(export => export.Name, export => export.Type)).GetValueOrDefault(name);

    /// <inheritdoc/>
    public bool Equals(InstanceType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        foreach (ExternDecl export in Exports)
        {
            shape.Mark(export.Name);
            shape.Part(export.Type);
        }
    }
}

/// <summary>The type of a component. abi: ComponentType</summary>
/// <param name="Imports">What it needs, in order; later ones may refer to resources of earlier ones.</param>
/// <param name="Exports">What its instances have, in order.</param>
public sealed record ComponentType(ImmutableArray<ExternDecl> Imports, ImmutableArray<ExternDecl> Exports) : ComponentExternType, IDefType
{
    /// <inheritdoc/>
    public bool Equals(ComponentType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        shape.Mark(Imports.Length);
        foreach (ExternDecl declaration in Imports.Concat(Exports))
        {
            shape.Mark(declaration.Name);
            shape.Part(declaration.Type);
        }
    }
}

/// <summary>The type of a core module. abi: ModuleType</summary>
/// <param name="Imports">What it needs.</param>
/// <param name="Exports">What its instances have.</param>
public sealed record CoreModuleType(ImmutableArray<ImportType> Imports, ImmutableArray<ExportType> Exports) : ComponentExternType
{
    /// <inheritdoc/>
    public bool Equals(CoreModuleType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    /// <summary>The type as validation sees it; null where none made it.</summary>
    internal CoreModuleShape? Shape { get; init; }

    private protected override void Describe(TypeShape shape)
    {
        shape.Mark(Imports.Length);
        foreach (ImportType import in Imports) shape.Mark(import);
        foreach (ExportType export in Exports) shape.Mark(export);
    }
}

/// <summary>An import or export of a type. spec: typebound</summary>
/// <param name="Type">What the name stands for.</param>
/// <param name="IsAbstract">Whether it is a resource that nobody else knows, <c>(sub resource)</c>, rather than equal to a known type.</param>
public sealed record TypeExternType(IDefType Type, bool IsAbstract) : ComponentExternType
{
    /// <inheritdoc/>
    public bool Equals(TypeExternType? other) => TypeEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((ITypeNode)this).Facts.Hash;

    private protected override void Describe(TypeShape shape)
    {
        shape.Mark(IsAbstract);
        shape.Part(Type);
    }
}
