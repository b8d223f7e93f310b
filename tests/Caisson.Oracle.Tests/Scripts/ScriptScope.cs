using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Script;
using Caisson.Wasm.Validation;

namespace Caisson.Oracle.Tests.Scripts;

/// <summary>The modules and instances that a script has made so far.</summary>
internal sealed class ScriptScope
{
    private readonly Dictionary<string, ModuleSyntax> _definitions = [];
    private readonly Dictionary<string, ModuleInst> _instances = [];
    private readonly Dictionary<string, Func<string, ExternInst?>> _registered = [];
    private readonly Features _features;
    private ModuleSyntax? _lastDefinition;
    private ModuleInst? _lastInstance;

    public ScriptScope(Features features, ExecutionLimits limits)
    {
        _features = features;
        Store = new Store(limits);
        Dictionary<string, ExternInst> spectest = Spectest.Create(Store);
        _registered[Spectest.Name] = name => spectest.GetValueOrDefault(name);
    }

    public Store Store { get; }

    /// <summary>A valid module.</summary>
    public ModuleSyntax Compile(ScriptModule module)
    {
        ModuleSyntax syntax = ModuleDecoder.Decode(module.Encode(new ParseOptions { Features = _features }), _features);
        ModuleValidator.Validate(syntax, _features);
        return syntax;
    }

    public ModuleSyntax Define(ScriptModule module)
    {
        _lastDefinition = null;
        _lastDefinition = Compile(module);
        if (module.Id is { } id) _definitions[id] = _lastDefinition;
        return _lastDefinition;
    }

    /// <summary>An instance that imports from what has been registered.</summary>
    /// <exception cref="LinkStop">Something isn't there, or of another type.</exception>
    public ModuleInst Instantiate(ModuleSyntax module)
    {
        var imports = new ExternInst[module.Imports.Length];
        for (int i = 0; i < imports.Length; i++)
        {
            Import import = module.Imports[i];
            imports[i] = _registered.GetValueOrDefault(import.Module)?.Invoke(import.Name) ?? throw new LinkStop("unknown import");
        }
        return Store.Instantiate(module, imports);
    }

    public void Instantiate(string? id, ModuleSyntax module)
    {
        _lastInstance = null;
        if (id is not null) _instances.Remove(id);
        _lastInstance = Instantiate(module);
        if (id is not null) _instances[id] = _lastInstance;
    }

    /// <summary>A module by its identifier; null for the last one.</summary>
    public ModuleSyntax Definition(string? id) =>
        (id is null ? _lastDefinition : _definitions.GetValueOrDefault(id)) ?? throw new ScriptFailure($"no module {id}");

    /// <summary>An instance by its identifier; null for the last one.</summary>
    public ModuleInst Instance(string? id) =>
        (id is null ? _lastInstance : _instances.GetValueOrDefault(id)) ?? throw new ScriptFailure($"no instance {id}");

    public void Register(string name, string? id) => _registered[name] = Instance(id).Export;
}
