using Caisson.Components.Concurrency;

namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// A resource type as it exists at run time: each instance of a component that defines one has its own, and the host has those that it
/// defines. Compared by identity; immutable. abi: ResourceType
/// </summary>
/// <param name="name">What messages call it.</param>
/// <param name="implementation">The instance that defines it; null where the host does.</param>
/// <param name="destructor">Destroys a resource of the host's when its last owner drops it. Null where there is nothing to do.</param>
internal sealed class RuntimeResource(string? name, ICanonicalInstance? implementation, Action<ResourceRep>? destructor)
{
    /// <summary>What messages call it.</summary>
    public string? Name { get; } = name;

    /// <summary>The instance that defines it; null where the host does. abi: ResourceType.impl</summary>
    public ICanonicalInstance? Implementation { get; } = implementation;

    /// <summary>Destroys a resource of this type, where the host implements it. abi: ResourceType.dtor</summary>
    public Action<ResourceRep>? Destructor { get; } = destructor;

    /// <summary>The same, where an instance does.</summary>
    public FunctionInstance? GuestDestructor { get; init; }

    /// <summary>The name, for messages.</summary>
    public override string ToString() => Name ?? "(resource)";
}

/// <summary>What the implementation of a resource knows it by: a number of a guest's choice, or an object of the host. abi: ResourceHandle.rep</summary>
/// <param name="Number">The number.</param>
/// <param name="Object">The object, where the host implements the resource.</param>
internal readonly record struct ResourceRep(uint Number, object? Object = null);
