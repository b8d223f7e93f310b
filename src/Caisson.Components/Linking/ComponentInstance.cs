using Caisson.Components.Concurrency;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>
/// An instance of a component, or one that it exports. Lives in a <see cref="ComponentStore"/>; safe to use from several threads, which take turns.
/// spec: component instance
/// </summary>
public sealed class ComponentInstance
{
    internal ComponentInstance(ComponentStore store, LinkedInstance exports, InstanceState? state) => (Store, Linked, State) = (store, exports, state);

    /// <summary>Where it lives.</summary>
    public ComponentStore Store { get; }

    /// <summary>The names of what it exports, in order.</summary>
    public IReadOnlyList<string> ExportNames => Linked.Names;

    internal LinkedInstance Linked { get; }

    /// <summary>What it has at run time; null for an instance that one exports.</summary>
    internal InstanceState? State { get; }

    /// <summary>A function that it exports.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ComponentFunction GetFunction(string name) =>
        Find(name) is LinkedFunction found ? new ComponentFunction(name, found.Function, Store) : throw LinkErrors.NotExported("function", name);

    /// <summary>An instance that it exports.</summary>
    /// <param name="name">Its name. Of an interface with a version, a compatible one is found, too: <c>wasi:cli/run@0.2.0</c> finds 0.2.12.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ComponentInstance GetInstance(string name) =>
        Find(name) is LinkedInstance found ? new ComponentInstance(Store, found, state: null) : throw LinkErrors.NotExported("instance", name);

    /// <summary>A core module that it exports.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Module GetModule(string name) => Find(name) is LinkedModule found ? found.Module : throw LinkErrors.NotExported("core module", name);

    /// <summary>A resource type that it exports.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ComponentResourceType GetResource(string name) =>
        Find(name) is LinkedResource found ? new ComponentResourceType(found.Resource) : throw LinkErrors.NotExported("resource", name);

    /// <summary>A function that it exports, or that an exported instance does.</summary>
    /// <param name="instance">The name of the exported instance.</param>
    /// <param name="name">The name of the function.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ComponentFunction GetFunction(string instance, string name) => GetInstance(instance).GetFunction(name);

    /// <summary>Whether it exports a function of a name.</summary>
    /// <param name="name">Its name.</param>
    public bool IsFunction(string name) => Find(name) is LinkedFunction;

    /// <summary>Whether it exports an instance of a name.</summary>
    /// <param name="name">Its name.</param>
    public bool IsInstance(string name) => Find(name) is LinkedInstance;

    /// <summary>Whether it exports something.</summary>
    /// <param name="name">Its name; of an interface with a version, a compatible one counts, too.</param>
    public bool Has(string name) => Find(name) is not null;

    internal LinkedItem? Find(string name) => InterfaceName.Find(Linked.Exports, name);
}
