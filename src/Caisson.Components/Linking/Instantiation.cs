using Caisson.Components.CanonicalAbi;
using Caisson.Components.Concurrency;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>
/// Makes an instance of a component, definition by definition, each adding to the index space of its sort. What validation has checked isn't checked again; what
/// comes from outside was, before. On the thread that works for the store. spec: component instantiation
/// </summary>
internal sealed partial class Instantiation
{
    private readonly Component _component;
    private readonly Instantiation? _outer;
    private readonly IReadOnlyDictionary<string, LinkedItem> _imports;
    private readonly List<Module> _modules = [];
    private readonly List<IReadOnlyDictionary<string, Extern>> _coreInstances = [];
    private readonly List<Function> _coreFuncs = [];
    private readonly List<Table> _coreTables = [];
    private readonly List<Memory> _coreMemories = [];
    private readonly List<Global> _coreGlobals = [];
    private readonly List<Tag> _coreTags = [];
    private readonly List<FunctionInstance> _funcs = [];
    private readonly List<LinkedInstance> _instances = [];
    private readonly List<LinkedComponent> _components = [];
    private readonly Dictionary<string, LinkedItem> _exports = new(StringComparer.Ordinal);
    private int _nextModule, _nextComponent, _nextCanon, _nextResource, _nextType;

    private Instantiation(Component component, Instantiation? outer, InstanceState state, IReadOnlyDictionary<string, LinkedItem> imports)
    {
        (_component, _outer, State, _imports) = (component, outer, state, imports);
        _builtIns = new BuiltIns(state);
        foreach (ExternDecl import in component.Type.Imports) Bind(import.Type, imports[import.Name]);
    }

    /// <summary>The instance.</summary>
    public InstanceState State { get; }

    private ValidComponent Valid => _component.Valid;

    /// <summary>Makes an instance.</summary>
    /// <param name="component">What of.</param>
    /// <param name="state">The instance, still empty.</param>
    /// <param name="imports">Everything that the component imports, of the right types.</param>
    /// <returns>What the instance exports.</returns>
    public static LinkedInstance Run(LinkedComponent component, InstanceState state, IReadOnlyDictionary<string, LinkedItem> imports)
    {
        var instantiation = new Instantiation(component.Component, component.Outer, state, imports);
        foreach (ComponentDefinition definition in component.Component.Valid.Syntax.Definitions) instantiation.Add(definition);
        return new LinkedInstance(instantiation._exports);
    }

    private void Add(ComponentDefinition definition)
    {
        switch (definition)
        {
            case CoreModuleDefinition:
                _modules.Add(_component.Modules[_nextModule++]);
                break;
            case CoreInstantiateDefinition instance:
                _coreInstances.Add(Instantiate(instance));
                break;
            case CoreInlineInstanceDefinition instance:
                _coreInstances.Add(instance.Exports.ToDictionary(export => export.Name, export => CoreAt(export.Sort, export.Index)));
                break;
            case NestedComponentDefinition:
                _components.Add(new LinkedComponent(_component.Components[_nextComponent++], this));
                break;
            case InstantiateDefinition instance:
                AddInstance(Instantiate(instance));
                break;
            case InlineInstanceDefinition instance:
                AddInstance(new LinkedInstance(instance.Exports.ToDictionary(export => export.Name.Name, export => At(export.Sort, export.Index))));
                break;
            case ExportAliasDefinition alias:
                Add(alias.Sort, _instances[(int)alias.Instance].Exports[alias.Name]);
                break;
            case CoreExportAliasDefinition alias:
                AddCore(_coreInstances[(int)alias.Instance][alias.Name]);
                break;
            case OuterAliasDefinition alias:
                AddOuter(alias);
                break;
            case TypeDefinition { Type: ResourceTypeSyntax }:
                DefineResource(Valid.Resources[_nextResource++]);
                _nextType++;
                break;
            case TypeDefinition:
                _nextType++;
                break;
            case ImportDefinition import:
                Add(SortOf(import.Type), _imports[import.Name.Name]);
                break;
            case ExportDefinition export:
                LinkedItem exported = At(export.Sort, export.Index);
                _exports.Add(export.Name.Name, exported);
                Add(export.Sort, exported);
                break;
            case CanonDefinition:
                AddCanon(Valid.Canons[_nextCanon++]);
                break;
        }
    }

    /// <summary>spec: core:instanceexpr</summary>
    private Dictionary<string, Extern> Instantiate(CoreInstantiateDefinition definition)
    {
        Module module = _modules[(int)definition.Module];
        var arguments = definition.Arguments.ToDictionary(argument => argument.Name, argument => _coreInstances[(int)argument.Instance]);
        var imports = new Imports();
        foreach (ImportType import in module.Imports) imports.Add(import.Module, import.Name, arguments[import.Module][import.Name]);
        return State.Instantiate(module, imports).Exports.ToDictionary(export => export.Key, export => export.Value);
    }

    /// <summary>spec: instanceexpr</summary>
    private LinkedInstance Instantiate(InstantiateDefinition definition)
    {
        LinkedComponent component = _components[(int)definition.Component];
        var imports = definition.Arguments.ToDictionary(argument => argument.Name, argument => At(argument.Sort, argument.Index));
        return Run(component, new InstanceState(State.Store, State, component.Component), imports);
    }

    private void AddInstance(LinkedInstance instance)
    {
        Bind(Valid.Instances[_instances.Count], instance);
        _instances.Add(instance);
    }

    /// <summary>spec: alias outer</summary>
    private void AddOuter(OuterAliasDefinition alias)
    {
        Instantiation scope = this;
        for (uint count = alias.Count; count > 0; count--) scope = scope._outer!;
        if (alias.Sort is Sort.Type) _nextType++;
        else if (alias.Sort == Sort.CoreModule) _modules.Add(scope._modules[(int)alias.Index]);
        else if (alias.Sort == Sort.Component) _components.Add(scope._components[(int)alias.Index]);
    }

    /// <summary>spec: resourcetype</summary>
    private void DefineResource(ValidResource resource)
    {
        Function? destructor = resource.Destructor is { } index ? _coreFuncs[(int)index] : null;
        State.Define(resource.Type, new RuntimeResource(resource.Type.Name, State, null) { GuestDestructor = ComponentStore.Destructor(State, destructor) });
    }

    /// <summary>Learns which resources the types mean that a type introduces.</summary>
    private void Bind(ComponentExternType type, LinkedItem item)
    {
        switch (type, item)
        {
            case (TypeExternType { Type: ResourceType resource }, LinkedResource linked):
                State.Define(resource, linked.Resource);
                break;
            case (InstanceType instance, LinkedInstance linked):
                foreach (ExternDecl export in instance.Exports) Bind(export.Type, linked.Exports[export.Name]);
                break;
        }
    }
}
