using Caisson.Runtime;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

/// <summary>The modules and instances that a script has made so far. Not thread-safe.</summary>
internal sealed class ScriptScope(Engine engine, ScriptDialect dialect)
{
    private readonly Dictionary<string, Module> _definitions = [];
    private readonly Dictionary<string, Instance> _instances = [];
    private readonly Imports _imports = dialect.CreateHost();
    /// <summary>How text is read.</summary>
    public ParseOptions Parsing { get; } = new() { Features = engine.Options.Features, FlatInsideFolded = dialect.FlatInsideFolded };
    private readonly Dictionary<string, Exception> _broken = [];
    private Module? _lastDefinition;
    private Instance? _lastInstance;
    private string? _unsupported;

    /// <summary>Compiles a module.</summary>
    public Module Compile(ScriptModule module) => engine.Compile(module.Encode(Parsing));

    /// <summary>Instantiates a module with everything that has been registered.</summary>
    /// <exception cref="ScriptFailure">What it imports from should have been registered, but that failed.</exception>
    public Instance Instantiate(Module module)
    {
        foreach (string name in module.Imports.Select(import => import.Module))
        {
            if (!_broken.TryGetValue(name, out Exception? reason)) continue;
            string message = $"it imports from \"{name}\", which wasn't registered: {reason.Message}";
            throw reason is NotSupportedException ? new NotSupportedException(message) : new ScriptFailure(message);
        }
        return module.Instantiate(_imports);
    }

    /// <summary>Compiles a module and remembers it.</summary>
    public Module Define(ScriptModule module)
    {
        _lastDefinition = null;
        _lastDefinition = Compile(module);
        if (module.Id is { } id) _definitions[id] = _lastDefinition;
        return _lastDefinition;
    }

    /// <summary>Makes an instance and remembers it. When the engine can't, later uses of the instance are unsupported, too.</summary>
    /// <param name="id">Identifier of the instance.</param>
    /// <param name="module">Gets the module.</param>
    public void Instantiate(string? id, Func<Module> module)
    {
        (_lastInstance, _unsupported) = (null, null);
        if (id is not null) _instances.Remove(id);
        try
        {
            _lastInstance = Instantiate(module());
            if (id is null) return;
            _instances[id] = _lastInstance;
            if (dialect.RegistersIdentifiers) _imports.Add(id, _lastInstance);
        }
        catch (NotSupportedException e)
        {
            _unsupported = e.Message;
            throw;
        }
    }

    /// <summary>A module that has been defined.</summary>
    /// <param name="id">Its identifier; null for the last one.</param>
    public Module Definition(string? id) =>
        (id is null ? _lastDefinition : _definitions.GetValueOrDefault(id)) ?? throw new ScriptFailure($"no module {id}");

    /// <summary>An instance.</summary>
    /// <param name="id">Its identifier; null for the last one.</param>
    /// <exception cref="NotSupportedException">The engine doesn't support its module.</exception>
    public Instance Instance(string? id)
    {
        if ((id is null ? _lastInstance : _instances.GetValueOrDefault(id)) is { } instance) return instance;
        throw _unsupported is not null ? new NotSupportedException(_unsupported) : new ScriptFailure($"no instance {id}");
    }

    /// <summary>Makes an instance of another scope known.</summary>
    public void Share(string id, Instance instance) => _instances[id] = instance;

    /// <summary>
    /// Offers the exports of an instance to later modules. Where that fails, no module may import from the name: it might find
    /// older exports or none, and an assertion hold for the wrong reason.
    /// </summary>
    public void Register(string name, string? id)
    {
        _broken.Remove(name);
        try
        {
            _imports.Add(name, Instance(id));
        }
        catch (Exception e)
        {
            _broken[name] = e;
            throw;
        }
    }
}
