namespace Caisson.Components.Types;

/// <summary>
/// A resource type, compared by identity. In the type of a component it is abstract: an import, an export, or a definition that no instance
/// has yet. Each instance of the component has one of its own for every definition in it. abi: ResourceType
/// </summary>
/// <param name="name">What messages call it.</param>
public sealed class ResourceType(string? name) : IDefType
{
    /// <summary>What messages call it; null where nothing named it.</summary>
    public string? Name { get; } = name;

    /// <summary>The name, for messages.</summary>
    public override string ToString() => Name ?? "(resource)";
}
