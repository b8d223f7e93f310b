using Caisson.Components.Concurrency;
using Caisson.Components.Pooling;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>
/// What components may import. Written once, then used for any number of instances. Safe to use from several threads, but not to change while somebody
/// instantiates.
/// </summary>
/// <param name="engine">The engine of the components.</param>
public sealed class ComponentLinker(Engine engine) : ComponentLinkerInstance(engine ?? throw new ArgumentNullException(nameof(engine)))
{
    /// <summary>Makes an instance of a component.</summary>
    /// <param name="component">The component; compiled by the same engine.</param>
    /// <param name="store">Where it will live. Null: where the instances live that it is linked to, or in a store of its own.</param>
    /// <exception cref="ArgumentException">The component was compiled by another engine, or an instance that it is linked to lives in another store.</exception>
    /// <exception cref="UnlinkableException">Imports are missing or of another type; each one is named.</exception>
    /// <exception cref="TrapException">A start function trapped, or a segment of a core module didn't fit.</exception>
    /// <exception cref="ResourceException">A memory or table is larger than the limits, or the system, allow.</exception>
    public ComponentInstance Instantiate(Component component, ComponentStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(component);
        if (component.Engine != Engine) throw LinkErrors.OtherEngine(nameof(component));
        return Instantiate(component, store ?? ImportResolution.StoreOf(this) ?? new ComponentStore(Engine), images: null);
    }

    /// <summary>
    /// A pool of instances that begin where an instance is once it is made, and <see cref="ComponentPoolOptions.Initialize"/> has run. Made once for a component, then used by any
    /// number of threads. What is defined in the linker later is nothing to the pool.
    /// </summary>
    /// <param name="component">The component; compiled by the same engine.</param>
    /// <param name="options">The settings; null for the default ones.</param>
    /// <exception cref="ArgumentException">The component was compiled by another engine, or the linker has an instance that exists already, or a function of one: its state would outlive an instance.</exception>
    /// <exception cref="UnlinkableException">As <see cref="Instantiate(Component, ComponentStore?)"/>.</exception>
    /// <exception cref="TrapException">As <see cref="Instantiate(Component, ComponentStore?)"/>.</exception>
    /// <exception cref="ResourceException">As <see cref="Instantiate(Component, ComponentStore?)"/>.</exception>
    public ComponentPool CreatePool(Component component, ComponentPoolOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(component);
        if (component.Engine != Engine) throw LinkErrors.OtherEngine(nameof(component));
        if (ImportResolution.StoreOf(this) is not null) throw LinkErrors.NotPoolable();
        var definitions = new ComponentLinker(Engine);
        CopyTo(definitions);
        return new ComponentPool(definitions, component, options ?? ComponentPoolOptions.Default);
    }

    /// <summary>As the other one, with something that core instances begin with instead of running their code.</summary>
    internal ComponentInstance Instantiate(Component component, ComponentStore store, InstanceImage[]? images)
    {
        LinkedInstance? exports = null;
        InstanceState? state = null;
        store.Run(() =>
        {
            state = new InstanceState(store, parent: null, component) { Images = images };
            IReadOnlyDictionary<string, LinkedItem> imports = new ImportResolution(store, state).Resolve(component.Type, this);
            exports = Instantiation.Run(new LinkedComponent(component, null), state, imports);
        });
        return new ComponentInstance(store, exports!, state);
    }
}
