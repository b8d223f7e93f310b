using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Runtime;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast.Components;

/// <summary>The components and component instances that a script has made so far, all in one store. Not thread-safe.</summary>
internal sealed class ComponentScope : IDisposable
{
    private readonly Engine _engine;
    private readonly ParseOptions _parsing;
    private readonly ComponentStore _store;
    private readonly ComponentLinker _linker;
    private readonly Dictionary<string, Component> _definitions = [];
    private readonly Dictionary<string, ComponentInstance> _instances = [];
    private Component? _lastDefinition;
    private ComponentInstance? _lastInstance;

    public ComponentScope(Engine engine, ParseOptions parsing)
    {
        (_engine, _parsing) = (engine, parsing);
        _store = new ComponentStore(engine);
        _linker = new ComponentLinker(engine);
        ComponentSpectest.Define(_linker);
    }

    /// <summary>Compiles a component.</summary>
    public Component Compile(ScriptModule component) => Component.Compile(_engine, component.Encode(_parsing));

    /// <summary>Instantiates a component with everything that has a name.</summary>
    public ComponentInstance Instantiate(Component component) => _linker.Instantiate(component, _store);

    /// <summary>Compiles a component and remembers it.</summary>
    public Component Define(ScriptModule component)
    {
        _lastDefinition = null;
        _lastDefinition = Compile(component);
        if (component.Id is { } id) _definitions[id] = _lastDefinition;
        return _lastDefinition;
    }

    /// <summary>A component that has been defined.</summary>
    /// <param name="id">Its identifier; null for the last one.</param>
    public Component Definition(string? id) =>
        (id is null ? _lastDefinition : _definitions.GetValueOrDefault(id)) ?? throw new ScriptFailure($"no component {id}");

    /// <summary>Makes an instance and remembers it. Identifiers are names that components can import, as in Wasmtime.</summary>
    /// <param name="id">Identifier of the instance.</param>
    /// <param name="component">Gets the component.</param>
    public void Instantiate(string? id, Func<Component> component)
    {
        _lastInstance = null;
        if (id is not null) _instances.Remove(id);
        _lastInstance = Instantiate(component());
        if (id is null) return;
        _instances[id] = _lastInstance;
        _linker.Define(id.TrimStart('$'), _lastInstance);
    }

    /// <summary>Lets components import an instance.</summary>
    public void Register(string name, string? id) => _linker.Define(name, Instance(id));

    /// <summary>Whether an identifier is that of a component instance.</summary>
    public bool Has(string id) => _instances.ContainsKey(id);

    /// <summary>An instance.</summary>
    /// <param name="id">Its identifier; null for the last one.</param>
    public ComponentInstance Instance(string? id) =>
        (id is null ? _lastInstance : _instances.GetValueOrDefault(id)) ?? throw new ScriptFailure($"no component instance {id}");

    public void Dispose() => _store.Dispose();
}
