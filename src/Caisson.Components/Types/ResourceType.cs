using System.Runtime.CompilerServices;

namespace Caisson.Components.Types;

/// <summary>
/// A resource type. In the type of a component it is abstract: an import, an export, or a definition that no instance has yet. Each
/// instance of the component has one of its own for every definition in it. abi: ResourceType
/// </summary>
/// <remarks>
/// Compared by identity, except that imports and exports make further names of a resource, which are objects of their own and equal
/// to it: validation has to know by which name a type mentions it.
/// </remarks>
public sealed class ResourceType : IDefType, IEquatable<ResourceType>
{
    private readonly ResourceType? _original;

    /// <summary>A resource that differs from all others.</summary>
    /// <param name="name">What messages call it; null where nothing names it.</param>
    public ResourceType(string? name) => Name = name;

    private ResourceType(string? name, ResourceType of) => (Name, _original, NameOf) = (name, of.Original, of);

    /// <summary>What messages call it; null where nothing named it.</summary>
    public string? Name { get; }

    /// <summary>The resource that this is a name of, which may be itself.</summary>
    internal ResourceType Original => _original ?? this;

    /// <summary>What this was made a further name of, by an import or export; null for none.</summary>
    internal ResourceType? NameOf { get; }

    /// <summary>Whether two are the same resource.</summary>
    public static bool operator ==(ResourceType? left, ResourceType? right) => Equals(left, right);

    /// <summary>Whether two are different resources.</summary>
    public static bool operator !=(ResourceType? left, ResourceType? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(ResourceType? other) => other is not null && ReferenceEquals(Original, other.Original);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResourceType);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(Original);

    /// <summary>The name, for messages.</summary>
    public override string ToString() => Name ?? "(resource)";

    /// <summary>A further name of the same resource.</summary>
    internal ResourceType Alias(string? name) => new(name ?? Name, this);
}
