using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>
/// Definitions that stand together under a name, or at the root of a linker. A later definition of a name replaces an earlier one. Not safe to change while somebody
/// instantiates.
/// </summary>
public class ComponentLinkerInstance
{
    private protected ComponentLinkerInstance(Engine engine) => Engine = engine;

    /// <summary>The engine of the components that will be linked.</summary>
    public Engine Engine { get; }

    internal Dictionary<string, object> Definitions { get; } = new(StringComparer.Ordinal);

    /// <summary>Defines an instance, or goes on with it: what it has is defined by what is returned.</summary>
    /// <param name="name">Its name; that of an interface, with its version: <c>wasi:io/streams@0.2.12</c>. It is found for compatible versions, too.</param>
    public ComponentLinkerInstance DefineInstance(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Definitions.GetValueOrDefault(name) is not ComponentLinkerInstance instance) Definitions[name] = instance = new ComponentLinkerInstance(Engine);
        return instance;
    }

    /// <summary>Defines an instance that exists.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="instance">What others will be linked to. They will live in its store.</param>
    public ComponentLinkerInstance Define(string name, ComponentInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Set(name, instance);
    }

    /// <summary>Defines a function that an instance exports.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">The function.</param>
    public ComponentLinkerInstance Define(string name, ComponentFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Set(name, function);
    }

    /// <summary>Defines a function of the host. It has the type that an import asks for: its arguments are of that type, and its result must be.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">The function.</param>
    public ComponentLinkerInstance DefineFunction(string name, ComponentHostFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Set(name, function);
    }

    /// <summary>
    /// Defines a function of the host with C# types for the component's: nothing is boxed, and nothing allocated but what strings and lists are. The types are those of
    /// <see cref="ComponentFunction.As{TDelegate}"/>. A function that returns a <see cref="Task"/> or <see cref="ValueTask"/> may take time, as one of <see cref="DefineAsyncFunction"/>.
    /// Behind its parameters may stand a <see cref="CancellationToken"/>, which is cancelled when the guest asks for the end of the call, or is stopped.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">
    /// Any delegate with up to sixteen parameters, such as a lambda. Whether it fits is known when an import asks for it; else that is an <see cref="UnlinkableException"/>. Called
    /// on the guest's thread; its exceptions travel through the guest, which can't be entered any more afterwards.
    /// </param>
    /// <exception cref="ArgumentException">It has more parameters, or parameters by reference.</exception>
    public ComponentLinkerInstance DefineFunction(string name, Delegate function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function switch
        {
            ComponentHostFunction dynamic => Set(name, dynamic),
            ComponentAsyncHostFunction dynamic => Set(name, dynamic),
            _ => Set(name, HostDelegate.Of(function)),
        };
    }

    /// <summary>
    /// Defines a function of the host that may take time. As <see cref="DefineFunction(string, ComponentHostFunction)"/>. Where an import asks for one that isn't async-typed, the thread waits.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="function">The function.</param>
    public ComponentLinkerInstance DefineAsyncFunction(string name, ComponentAsyncHostFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Set(name, function);
    }

    /// <summary>Defines a resource type.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type.</param>
    public ComponentLinkerInstance DefineResource(string name, ComponentResourceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Set(name, type);
    }

    /// <summary>Defines a core module.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="module">The module; compiled by the same engine.</param>
    /// <exception cref="ArgumentException">It was compiled by another engine.</exception>
    public ComponentLinkerInstance DefineModule(string name, Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.Engine != Engine) throw LinkErrors.OtherEngine(nameof(module));
        return Set(name, module);
    }

    /// <summary>Defines a component.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="component">The component; compiled by the same engine.</param>
    /// <exception cref="ArgumentException">It was compiled by another engine.</exception>
    public ComponentLinkerInstance DefineComponent(string name, Component component)
    {
        ArgumentNullException.ThrowIfNull(component);
        if (component.Engine != Engine) throw LinkErrors.OtherEngine(nameof(component));
        return Set(name, component);
    }

    /// <summary>Gives another one the same definitions.</summary>
    private protected void CopyTo(ComponentLinkerInstance other)
    {
        foreach ((string name, object definition) in Definitions)
        {
            if (definition is ComponentLinkerInstance nested) nested.CopyTo(other.DefineInstance(name));
            else other.Definitions.Add(name, definition);
        }
    }

    private ComponentLinkerInstance Set(string name, object definition)
    {
        ArgumentNullException.ThrowIfNull(name);
        Definitions[name] = definition;
        return this;
    }
}
