using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Validation;

/// <summary>What has index spaces. spec: enclosing scopes</summary>
internal enum ScopeKind
{
    Component,
    ComponentType,
    InstanceType,
}

/// <summary>The index spaces of a component or of the type of a component or instance, and what is known of its types. spec: index spaces</summary>
internal sealed class Scope(ScopeKind kind, Scope? outer, ValidationContext context)
{
    public ScopeKind Kind => kind;

    public Scope? Outer => outer;

    public CoreTypeSpace CoreTypes { get; } = new(context);

    public IndexSpace<CoreModuleType> Modules { get; } = new("module", "module", ComponentLimits.Modules);

    public IndexSpace<IReadOnlyDictionary<string, CoreExtern>> CoreInstances { get; } = new("instance", "core instance", ComponentLimits.Instances);

    public IndexSpace<CoreFunc> CoreFuncs { get; } = new("function", "core function", ComponentLimits.Items);

    public IndexSpace<TableType> CoreTables { get; } = new("table", "table", ComponentLimits.Items);

    public IndexSpace<MemType> CoreMemories { get; } = new("memory", "memory", ComponentLimits.Items);

    public IndexSpace<GlobalType> CoreGlobals { get; } = new("global", "global", ComponentLimits.Items);

    public IndexSpace<CoreTag> CoreTags { get; } = new("tag", "tag", ComponentLimits.Items);

    public IndexSpace<IDefType> Types { get; } = new("type", "type", ComponentLimits.Types);

    public IndexSpace<ComponentFuncType> Funcs { get; } = new("function", "function", ComponentLimits.Items);

    public IndexSpace<InstanceType> Instances { get; } = new("instance", "instance", ComponentLimits.Instances);

    public IndexSpace<ComponentType> Components { get; } = new("component", "component", ComponentLimits.Components);

    public ScopeNames Imports { get; } = new("import");

    public ScopeNames Exports { get; } = new("export");

    /// <summary>The resources that are defined here, that instances made here brought along, or that export declarations introduced.</summary>
    public Dictionary<ResourceType, ValType?> Resources { get; } = [];

    /// <summary>The resources that exports name.</summary>
    public HashSet<ResourceType> ExportedResources { get; } = [];

    /// <summary>The type of the variables of tasks, which all have the same; null before the first.</summary>
    public ValType? TaskVariableType { get; set; }

    private int _typeSize;

    /// <summary>Adds to the size of the type of this scope.</summary>
    public void AddSize(ComponentExternType type, int at)
    {
        long size = (long)_typeSize + ((ITypeNode)type).Facts.Size;
        if (size > ComponentLimits.TypeSize) ComponentValidationErrors.TypeSize(at);
        _typeSize = (int)size;
    }

    /// <summary>Adds a new index.</summary>
    public void Add(ComponentExternType type, int at)
    {
        switch (type)
        {
            case CoreModuleType module: Modules.Add(module, at); break;
            case ComponentFuncType func: Funcs.Add(func, at); break;
            case InstanceType instance: Instances.Add(instance, at); break;
            case ComponentType component: Components.Add(component, at); break;
            case TypeExternType bound: Types.Add(bound.Type, at); break;
        }
    }

    /// <summary>What an index refers to; a type by itself.</summary>
    public ComponentExternType At(Sort sort, uint index, int at) => sort switch
    {
        Sort.CoreModule => Modules.At(index, at),
        Sort.Func => Funcs.At(index, at),
        Sort.Instance => Instances.At(index, at),
        Sort.Component => Components.At(index, at),
        Sort.Type => new TypeExternType(Types.At(index, at), false),
        _ => ComponentValidationErrors.Values(at),
    };
}

/// <summary>An index space. spec: index spaces</summary>
/// <param name="space">What messages call its indices.</param>
/// <param name="what">What messages call what is in it.</param>
/// <param name="limit">How many there may be.</param>
internal sealed class IndexSpace<T>(string space, string what, int limit)
{
    private readonly List<T> _items = [];

    public IReadOnlyList<T> Items => _items;

    public void Add(T item, int at)
    {
        if (_items.Count >= limit) ComponentValidationErrors.TooMany(at, $"{what}s", limit);
        _items.Add(item);
    }

    public T At(uint index, int at) =>
        index < (uint)_items.Count ? _items[(int)index] : ComponentValidationErrors.OutOfBounds<T>(at, space, what, index);
}
