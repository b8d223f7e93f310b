using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Validation;

/// <summary>Instances, of components and of core modules, and what core instances export. spec: instanceexpr, core:instanceexpr</summary>
internal sealed partial class ComponentValidation
{
    /// <summary>spec: instantiate</summary>
    private InstanceType Instantiate(InstantiateDefinition definition)
    {
        int at = definition.Offset;
        ComponentType component = _scope.Components.At(definition.Component, at);
        Dictionary<string, ComponentExternType> arguments = new(StringComparer.Ordinal);
        foreach (InstantiateArgument argument in definition.Arguments)
        {
            if (!arguments.TryAdd(argument.Name, _scope.At(argument.Sort, argument.Index, at)))
                ComponentValidationErrors.Invalid(at, $"instantiation argument `{argument.Name}` conflicts with previous argument `{argument.Name}`");
        }
        if (new ComponentSubtyping(_context, at).Open(arguments.GetValueOrDefault, component.Imports, "import", out TypeSubstitution substitution) is { } error)
            ComponentValidationErrors.Invalid(at, error);

        // Each instance has resources of its own where its component defines some.
        foreach ((ResourceType resource, ImmutableArray<string> path) in Binders.Of(component.Exports, _context, at))
        {
            ResourceType fresh = new(path[^1]);
            substitution.Replace(resource, fresh);
            _scope.Resources.Add(fresh, null);
        }
        InstanceType instance = new(substitution.Apply(component.Exports));
        return (InstanceType)Binders.Mark(instance, static _ => false, _context, at);
    }

    /// <summary>spec: inlineexport</summary>
    private InstanceType Bundle(InlineInstanceDefinition definition)
    {
        int at = definition.Offset;
        ScopeNames names = new("export");
        long size = 0;
        foreach (InlineExport export in definition.Exports)
        {
            ComponentExternType type = _scope.At(export.Sort, export.Index, at);
            names.Add(export.Name, type, type, at);
            size += ((ITypeNode)type).Facts.Size;
            if (size > ComponentLimits.TypeSize) ComponentValidationErrors.TypeSize(at);
        }
        InstanceType instance = new([.. names.Declarations]);
        if (((ITypeNode)instance).Facts.Depth > 2 * ComponentLimits.TypeDepth) ComponentValidationErrors.TypeDepth(at);
        return instance;
    }

    /// <summary>spec: core:instantiate</summary>
    private IReadOnlyDictionary<string, CoreExtern> Instantiate(CoreInstantiateDefinition definition)
    {
        int at = definition.Offset;
        CoreModuleShape module = _scope.Modules.At(definition.Module, at).Shape!;
        Dictionary<string, IReadOnlyDictionary<string, CoreExtern>> arguments = new(StringComparer.Ordinal);
        foreach (CoreInstantiateArgument argument in definition.Arguments)
        {
            if (!arguments.TryAdd(argument.Name, _scope.CoreInstances.At(argument.Instance, at)))
                ComponentValidationErrors.Invalid(at, $"duplicate module instantiation argument named `{argument.Name}`");
        }
        _context.Work(at, module.Imports.Count);
        foreach (((string module, string name) key, CoreExtern asked) in module.Imports) Check(key.module, key.name, asked);
        return module.Exports;

        void Check(string from, string name, CoreExtern asked)
        {
            if (!arguments.TryGetValue(from, out IReadOnlyDictionary<string, CoreExtern>? instance))
                ComponentValidationErrors.Invalid(at, $"missing module instantiation argument named `{from}`");
            if (!instance!.TryGetValue(name, out CoreExtern? given))
                ComponentValidationErrors.Invalid(at, $"module instantiation argument `{from}` does not export an item named `{name}`");
            if (CoreSubtyping.Check(_context.CoreTypes, given!, asked) is { } error)
                ComponentValidationErrors.Invalid(at, $"type mismatch for export `{name}` of module instantiation argument `{from}`: {error}");
        }
    }

    /// <summary>spec: core:inlineexport</summary>
    private Dictionary<string, CoreExtern> Bundle(CoreInlineInstanceDefinition definition)
    {
        int at = definition.Offset;
        Dictionary<string, CoreExtern> exports = new(StringComparer.Ordinal);
        foreach (CoreInlineExport export in definition.Exports)
        {
            if (!exports.TryAdd(export.Name, CoreAt(export.Sort, export.Index, at)))
                ComponentValidationErrors.Invalid(at, $"duplicate instantiation export name `{export.Name}` already defined");
        }
        return exports;
    }

    private CoreExtern CoreAt(Sort sort, uint index, int at) => sort switch
    {
        Sort.CoreFunc => _scope.CoreFuncs.At(index, at),
        Sort.CoreTable => new CoreTable(_scope.CoreTables.At(index, at)),
        Sort.CoreMemory => new CoreMemory(_scope.CoreMemories.At(index, at)),
        Sort.CoreGlobal => new CoreGlobal(_scope.CoreGlobals.At(index, at)),
        _ => _scope.CoreTags.At(index, at),
    };

    /// <summary>spec: alias core export</summary>
    private void AddAlias(CoreExportAliasDefinition alias)
    {
        int at = alias.Offset;
        if (!_scope.CoreInstances.At(alias.Instance, at).TryGetValue(alias.Name, out CoreExtern? export))
            ComponentValidationErrors.Invalid(at, $"core instance {alias.Instance} has no export named `{alias.Name}`");
        switch (alias.Sort, export)
        {
            case (Sort.CoreFunc, CoreFunc func): _scope.CoreFuncs.Add(func, at); break;
            case (Sort.CoreTable, CoreTable table): _scope.CoreTables.Add(table.Type, at); break;
            case (Sort.CoreMemory, CoreMemory memory): _scope.CoreMemories.Add(memory.Type, at); break;
            case (Sort.CoreGlobal, CoreGlobal global): _scope.CoreGlobals.Add(global.Type, at); break;
            case (Sort.CoreTag, CoreTag tag): _scope.CoreTags.Add(tag, at); break;
            default:
                ComponentValidationErrors.Invalid(at, $"export `{alias.Name}` for core instance {alias.Instance} is not a {What(alias.Sort)}");
                break;
        }
    }

    private static string What(Sort sort) => sort == Sort.CoreFunc ? "function" : sort.Text["core ".Length..];

    /// <summary>A core function that the canonical ABI makes, by its type.</summary>
    private CoreFunc MakeCoreFunc(FuncType type)
    {
        int[] numbers = new int[1];
        _context.CoreTypes.InternGroup([new SubType(type, true, null, new(0), 1)], 0, numbers);
        return new(type, numbers[0]);
    }
}
