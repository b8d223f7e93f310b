using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Caisson.Components.Syntax;
using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>What components have in common with the types of components and instances: types, aliases, imports, exports. spec: componentdecl</summary>
internal sealed class TypeValidation(ValidationContext context, Scope scope)
{
    private readonly ValTypeResolver _valTypes = new(scope);

    /// <summary>Adds a definition or declaration.</summary>
    public void Validate(ComponentDefinition definition)
    {
        int at = definition.Offset;
        switch (definition)
        {
            case CoreTypeDefinition type: AddCoreType(type.Type, at); break;
            case TypeDefinition type: scope.Types.Add(Define(type.Type, at), at); break;
            case ExportAliasDefinition alias: AddAlias(alias); break;
            case OuterAliasDefinition alias: AddAlias(alias); break;
            case ImportDefinition import: AddImport(import); break;
            case ExportDeclaration export: AddExport(export.Name, Resolve(export.Type, export.Name.Name, at), at); break;
            default: NotInTypes(at); break;
        }
    }

    /// <summary>spec: valtype</summary>
    public ComponentValType Resolve(ValTypeSyntax syntax, int at) => _valTypes.Resolve(syntax, at);

    /// <summary>A resource by its type index.</summary>
    public ResourceType Resource(uint index, int at) => _valTypes.Resource(index, at);

    /// <summary>spec: deftype</summary>
    private IDefType Define(TypeSyntax syntax, int at)
    {
        IDefType type = syntax switch
        {
            FuncTypeSyntax func => _valTypes.Define(func, at),
            ComponentTypeSyntax component => DefineScope(ScopeKind.ComponentType, component.Declarations, at),
            InstanceTypeSyntax instance => new InstanceType(DefineScope(ScopeKind.InstanceType, instance.Declarations, at).Exports),
            ResourceTypeSyntax => ComponentValidationErrors.Invalid<IDefType>(at, "resources can only be defined within a concrete component"),
            _ => _valTypes.Define(syntax, at),
        };
        if (((ITypeNode)type).Facts.Depth > 2 * ComponentLimits.TypeDepth) ComponentValidationErrors.TypeDepth(at);
        return type;
    }

    private ComponentType DefineScope(ScopeKind kind, ImmutableArray<ComponentDefinition> declarations, int at)
    {
        TypeValidation inner = new(context, new(kind, scope, context));
        foreach (ComponentDefinition declaration in declarations) inner.Validate(declaration);
        return inner.Finish(at);
    }

    /// <summary>spec: core:type</summary>
    private void AddCoreType(CoreTypeSyntax syntax, int at)
    {
        if (syntax is CoreRecTypeSyntax group) scope.CoreTypes.Add(group, at);
        else if (syntax is CoreModuleTypeSyntax module)
            scope.CoreTypes.Add(new CoreTypeEntry(CoreModuleTyping.TypeOf(module, context, (count, index) => Outward(count, at).CoreTypes.At(index, at), at), null, -1), at);
    }

    /// <summary>spec: alias export</summary>
    private void AddAlias(ExportAliasDefinition alias)
    {
        int at = alias.Offset;
        if (scope.Kind != ScopeKind.Component && alias.Sort is not (Sort.Type or Sort.Instance)) NotInTypes(at);
        if (alias.Sort == Sort.Value) ComponentValidationErrors.Values(at);
        ComponentExternType? type = scope.Instances.At(alias.Instance, at).Find(alias.Name);
        if (type is null) ComponentValidationErrors.Invalid(at, $"instance {alias.Instance} has no export named `{alias.Name}`");
        if (SortOf(type!) != alias.Sort)
        {
            string article = alias.Sort == Sort.Instance ? "an" : "a";
            ComponentValidationErrors.Invalid(
                at, $"export `{alias.Name}` for instance {alias.Instance} is not {article} {alias.Sort.Text.Replace("core ", "", StringComparison.Ordinal)}");
        }
        scope.Add(type!, at);
    }

    /// <summary>spec: alias outer</summary>
    private void AddAlias(OuterAliasDefinition alias)
    {
        int at = alias.Offset;
        if (scope.Kind != ScopeKind.Component && alias.Sort is not (Sort.Type or Sort.CoreType)) NotInTypes(at);
        Scope target = Outward(alias.Count, at);
        switch (alias.Sort)
        {
            case Sort.CoreModule: scope.Modules.Add(target.Modules.At(alias.Index, at), at); break;
            case Sort.CoreType: scope.CoreTypes.Add(target.CoreTypes.At(alias.Index, at), at); break;
            case Sort.Component: scope.Components.Add(target.Components.At(alias.Index, at), at); break;
            default:
                IDefType type = target.Types.At(alias.Index, at);
                if (alias.Count > 0) CheckClosed(type, Outward(alias.Count - 1, at), at);
                scope.Types.Add(type, at);
                break;
        }
    }

    /// <summary>What a component can't get otherwise than by imports it can't get by an alias.</summary>
    private void CheckClosed(IDefType type, Scope within, int at)
    {
        if (within.Kind != ScopeKind.Component) return;
        FreeResources free = new(context, at);
        free.Add(type);
        if (free.Found().Count > 0)
        {
            ComponentValidationErrors.Invalid(
                at, "cannot alias outer type which transitively refers to resources not defined in the current component");
        }
    }

    private Scope Outward(uint count, int at)
    {
        Scope? found = scope;
        for (uint i = 0; i < count && found is not null; i++) found = found.Outer;
        return found ?? ComponentValidationErrors.Invalid<Scope>(at, $"invalid outer alias count of {count}");
    }

    [DoesNotReturn]
    private static void NotInTypes(int at) =>
        ComponentValidationErrors.Invalid(at, "aliases in a component or instance type may only refer to types or instances");

    private T DefType<T>(uint index, string what, int at) where T : class, IDefType =>
        scope.Types.At(index, at) as T ?? ComponentValidationErrors.Invalid<T>(at, $"type index {index} is not {what} type");

    private static Sort SortOf(ComponentExternType type) => type switch
    {
        CoreModuleType => Sort.CoreModule,
        ComponentFuncType => Sort.Func,
        TypeExternType => Sort.Type,
        InstanceType => Sort.Instance,
        _ => Sort.Component,
    };

    /// <summary>The type of what is imported or exported. spec: externtype</summary>
    /// <param name="syntax">The type.</param>
    /// <param name="name">The name of the import or export.</param>
    /// <param name="at">Where it stands.</param>
    public ComponentExternType Resolve(ExternTypeSyntax syntax, string name, int at) => syntax switch
    {
        IndexedExternSyntax { Sort: Sort.CoreModule } module => scope.CoreTypes.At(module.Type, at).Module
            ?? ComponentValidationErrors.Invalid<CoreModuleType>(at, $"core type index {module.Type} is not a module type"),
        IndexedExternSyntax { Sort: Sort.Func } func => DefType<ComponentFuncType>(func.Type, "a function", at),
        IndexedExternSyntax { Sort: Sort.Instance } instance => DefType<InstanceType>(instance.Type, "an instance", at),
        IndexedExternSyntax { Sort: Sort.Component } component => DefType<ComponentType>(component.Type, "a component", at),
        TypeEqSyntax eq => Renamed(new TypeExternType(scope.Types.At(eq.Type, at), false), name),
        SubResourceSyntax => new TypeExternType(new ResourceType(name), true),
        _ => ComponentValidationErrors.Values(at),
    };

    /// <summary>A type that gets a name by being imported or exported is told from the same type without the name.</summary>
    public static ComponentExternType Renamed(ComponentExternType type, string name) => type switch
    {
        TypeExternType { Type: ResourceType resource } => new TypeExternType(resource.Alias(name), false),
        TypeExternType { Type: ComponentValType value } => new TypeExternType(value with { NameOf = value }, false),
        _ => type,
    };

    /// <summary>spec: exportdecl, export</summary>
    public void AddExport(ExternName name, ComponentExternType type, int at)
    {
        scope.AddSize(type, at);
        if (type is TypeExternType { IsAbstract: true, Type: ResourceType fresh }) scope.Resources.Add(fresh, null);
        if (type is InstanceType instance) type = Open(instance, resource => scope.Resources.Add(resource, null), at, out _);
        Binders.ForEachExported(type, resource => scope.ExportedResources.Add(resource), context, at);
        Add(scope.Exports, name, type, type, at);
    }

    /// <summary>spec: import, importdecl</summary>
    private void AddImport(ImportDefinition import)
    {
        int at = import.Offset;
        ComponentExternType declared = Resolve(import.Type, import.Name.Name, at), type = declared;
        scope.AddSize(type, at);
        if (type is InstanceType instance) type = Open(instance, static _ => { }, at, out declared);
        Add(scope.Imports, import.Name, type, declared, at);
    }

    private void Add(ScopeNames names, ExternName name, ComponentExternType type, ComponentExternType declared, int at)
    {
        scope.Add(type, at);
        if (type is TypeExternType { Type: ResourceType resource }) names.NameResource(resource, name.Name);
        if (!ExternalVisibility.TryName(scope, names, type, context, at))
            ComponentValidationErrors.NotUsable(at, ComponentSubtyping.Sort(type), names.Kind);
        names.Add(name, type, declared, at);
    }

    /// <summary>An instance that is there, of a type: the resources that its type introduces are new ones.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fresh">Called for each new resource.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="declared">The type that introduces the new resources.</param>
    /// <returns>The same, but the resources count as introduced.</returns>
    private InstanceType Open(InstanceType type, Action<ResourceType> fresh, int at, out ComponentExternType declared)
    {
        declared = type;
        List<(ResourceType Resource, ImmutableArray<string> Path)> binders = Binders.Of(type.Exports, context, at);
        if (binders.Count == 0) return type;
        TypeSubstitution substitution = new(context, at);
        foreach ((ResourceType resource, ImmutableArray<string> path) in binders)
        {
            ResourceType replacement = new(path[^1]);
            substitution.Replace(resource, replacement);
            fresh(replacement);
        }
        declared = substitution.Apply(type);
        return (InstanceType)Binders.Mark(declared, static _ => false, context, at);
    }

    /// <summary>Checks what concerns the whole, and makes the type.</summary>
    /// <param name="at">Where the scope stands.</param>
    public ComponentType Finish(int at)
    {
        FreeResources imported = new(context, at);
        foreach (ExternDecl import in scope.Imports.Declarations) imported.Add((ITypeNode)import.Type);
        if (imported.Found().Any(scope.Resources.ContainsKey)) ComponentValidationErrors.Invalid(at, "local resource type found in imports");

        FreeResources exported = new(context, at);
        foreach (ExternDecl export in scope.Exports.Declarations) exported.Add((ITypeNode)export.Type);
        foreach (ResourceType resource in exported.Found())
            if (scope.Resources.ContainsKey(resource) && !scope.ExportedResources.Contains(resource))
                ComponentValidationErrors.Invalid(at, "local resource type found in export but not exported itself");
        return new([.. scope.Imports.Declarations], Exports(at));
    }

    /// <summary>The exports, of which the first that names a resource from here introduces it.</summary>
    private ImmutableArray<ExternDecl> Exports(int at)
    {
        HashSet<ResourceType> introduced = [.. scope.Resources.Keys];
        return [.. scope.Exports.Declarations.Select(export => export with { Type = Binders.Mark(export.Type, introduced.Remove, context, at) })];
    }
}
