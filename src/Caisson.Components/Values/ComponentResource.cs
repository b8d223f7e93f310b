using Caisson.Components.CanonicalAbi;
using Caisson.Components.Concurrency;

namespace Caisson.Components.Values;

/// <summary>
/// A resource that the host owns or was lent, whoever implements it. Compared by identity. An owner must dispose it, or hand it over as
/// <see cref="ComponentValue.Own"/>: the garbage collector doesn't drop it. Not safe for use by several threads at once.
/// </summary>
public sealed class ComponentResource : IDisposable
{
    private readonly ComponentStore? _home;
    private bool _isGone;

    internal ComponentResource(RuntimeResource resource, ResourceRep rep, bool isOwner)
    {
        (Resource, Rep, IsOwner) = (resource, rep, isOwner);
        _home = (resource.Implementation as InstanceState)?.Store;
    }

    /// <summary>Whether it is the host's to drop or to hand over.</summary>
    public bool IsOwner { get; }

    /// <summary>The object of a resource that the host implements; null where a guest does.</summary>
    public object? HostObject => Rep.Object;

    /// <summary>What it was named where it was defined; null where nothing named it.</summary>
    public string? TypeName => Resource.Name;

    internal RuntimeResource Resource { get; }

    internal ResourceRep Rep { get; }

    /// <summary>Drops it, when the host owns it and still has it: its destructor runs, a guest's too.</summary>
    /// <exception cref="Runtime.TrapException">The guest's destructor trapped.</exception>
    /// <exception cref="InvalidOperationException">The guest's store has been disposed, or its instance given back to a pool.</exception>
    public void Dispose()
    {
        if (!IsOwner || _isGone) return;
        _isGone = true;
        if (_home is not null) _home.Destroy(Resource.GuestDestructor!, Rep);
        else Resource.Destructor?.Invoke(Rep);
    }

    /// <summary>What messages call it.</summary>
    public override string ToString() => $"{(IsOwner ? "own" : "borrow")}<{Resource}>";

    /// <summary>Gives the resource away.</summary>
    /// <exception cref="InvalidOperationException">It isn't the host's to give.</exception>
    internal ResourceRep HandOver()
    {
        if (!IsOwner) throw ValueErrors.NotOwner();
        ResourceRep rep = Lend();
        _isGone = true;
        return rep;
    }

    /// <summary>Lends the resource.</summary>
    /// <exception cref="InvalidOperationException">The host has it no more, or it was a guest's whose store has been disposed.</exception>
    internal ResourceRep Lend()
    {
        if (_isGone) throw ValueErrors.HandedOver();
        _home?.CheckUsable();
        return Rep;
    }

    /// <summary>Ends a borrow with the call that it was made for.</summary>
    internal void EndBorrow() => _isGone |= !IsOwner;
}
