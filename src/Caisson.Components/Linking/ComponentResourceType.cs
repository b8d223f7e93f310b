using Caisson.Components.CanonicalAbi;
using Caisson.Components.Values;

namespace Caisson.Components.Linking;

/// <summary>
/// A resource type that the host defines, or that an instance exports. One of the host's may be given to any number of linkers; its resources are objects.
/// Compared by what it stands for; immutable.
/// </summary>
public sealed class ComponentResourceType : IEquatable<ComponentResourceType>
{
    /// <summary>A resource type of the host's.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="destructor">
    /// Gets the object when its last owner drops it. Null: the object is disposed, if it is disposable. Called on the thread that works for the store.
    /// </param>
    public ComponentResourceType(string name, Action<object>? destructor = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Action<object> destroy = destructor ?? (static resource => (resource as IDisposable)?.Dispose());
        Resource = new RuntimeResource(name, null, rep => destroy(rep.Object!));
    }

    internal ComponentResourceType(RuntimeResource resource) => Resource = resource;

    /// <summary>What messages call it.</summary>
    public string? Name => Resource.Name;

    internal RuntimeResource Resource { get; }

    /// <summary>A resource of this type, which the host implements.</summary>
    /// <param name="resource">What it stands for.</param>
    /// <returns>The only owner; to be given to a guest with <see cref="ComponentValue.Own"/>, lent with <see cref="ComponentValue.Borrow"/>, or disposed.</returns>
    /// <exception cref="InvalidOperationException">A guest implements the type.</exception>
    public ComponentResource Create(object resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (Resource.Implementation is not null) throw LinkErrors.GuestResource(this);
        return new ComponentResource(Resource, new ResourceRep(0, resource), isOwner: true);
    }

    /// <summary>Whether both stand for the same type.</summary>
    public bool Equals(ComponentResourceType? other) => other?.Resource == Resource;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ComponentResourceType);

    /// <inheritdoc/>
    public override int GetHashCode() => Resource.GetHashCode();

    /// <summary>The name.</summary>
    public override string ToString() => Resource.ToString();
}
