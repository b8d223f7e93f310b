using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Validation;

/// <summary>The validation of one component, definition by definition, each seeing those before it. spec: component definitions</summary>
internal sealed partial class ComponentValidation
{
    private readonly ValidationContext _context;
    private readonly ComponentSyntax _syntax;
    private readonly Scope _scope;
    private readonly TypeValidation _types;
    private readonly ImmutableArray<ModuleSyntax>.Builder _modules = ImmutableArray.CreateBuilder<ModuleSyntax>();
    private readonly ImmutableArray<ValidComponent>.Builder _components = ImmutableArray.CreateBuilder<ValidComponent>();
    private readonly ImmutableArray<ValidCanon>.Builder _canons = ImmutableArray.CreateBuilder<ValidCanon>();
    private readonly ImmutableArray<ValidResource>.Builder _resources = ImmutableArray.CreateBuilder<ValidResource>();

    public ComponentValidation(ValidationContext context, ComponentSyntax syntax, Scope? outer)
    {
        (_context, _syntax) = (context, syntax);
        _scope = new(ScopeKind.Component, outer, context);
        _types = new(context, _scope);
    }

    public ValidComponent Validate()
    {
        foreach (ComponentDefinition definition in _syntax.Definitions) Validate(definition);
        return new()
        {
            Syntax = _syntax,
            Type = _types.Finish(_syntax.Range.Offset),
            Modules = _modules.ToImmutable(),
            Components = _components.ToImmutable(),
            Canons = _canons.ToImmutable(),
            Types = [.. _scope.Types.Items],
            Funcs = [.. _scope.Funcs.Items],
            Instances = [.. _scope.Instances.Items],
            ComponentTypes = [.. _scope.Components.Items],
            ModuleTypes = [.. _scope.Modules.Items],
            CoreFuncs = [.. _scope.CoreFuncs.Items.Select(func => func.Type)],
            CoreMemories = [.. _scope.CoreMemories.Items],
            CoreTables = [.. _scope.CoreTables.Items],
            Resources = _resources.ToImmutable(),
        };
    }

    private void Validate(ComponentDefinition definition)
    {
        int at = definition.Offset;
        switch (definition)
        {
            case CoreModuleDefinition module:
                _modules.Add(CoreModuleTyping.Validate(_syntax, module, _context, out CoreModuleType moduleType));
                _scope.Modules.Add(moduleType, at);
                break;
            case CoreInstantiateDefinition instance: _scope.CoreInstances.Add(Instantiate(instance), at); break;
            case CoreInlineInstanceDefinition instance: _scope.CoreInstances.Add(Bundle(instance), at); break;
            case NestedComponentDefinition nested:
                ValidComponent component = new ComponentValidation(_context, nested.Component, _scope).Validate();
                _components.Add(component);
                _scope.Components.Add(component.Type, at);
                break;
            case InstantiateDefinition instance: _scope.Instances.Add(Instantiate(instance), at); break;
            case InlineInstanceDefinition instance: _scope.Instances.Add(Bundle(instance), at); break;
            case CoreExportAliasDefinition alias: AddAlias(alias); break;
            case TypeDefinition { Type: ResourceTypeSyntax resource }: AddResource(resource, at); break;
            case CanonDefinition canon: AddCanon(canon); break;
            case ExportDefinition export: AddExport(export); break;
            case StartDefinition or ValueDefinition: ComponentValidationErrors.Values(at); break;
            default: _types.Validate(definition); break;
        }
    }

    /// <summary>spec: resourcetype</summary>
    private void AddResource(ResourceTypeSyntax syntax, int at)
    {
        if (syntax.Representation != ValType.I32 && syntax.Representation != ValType.I64)
            ComponentValidationErrors.Invalid(at, "resources can only be represented by `i32` or `i64`");
        if (syntax.Destructor is { } destructor)
        {
            FuncType type = _scope.CoreFuncs.At(destructor, at).Type;
            if (!type.Equals(new FuncType([syntax.Representation], [])))
                ComponentValidationErrors.Invalid(at, $"core function {destructor} has wrong signature for a destructor");
        }
        ResourceType resource = new(_syntax.Names.Of(Sort.Type, (uint)_scope.Types.Items.Count));
        _scope.Types.Add(resource, at);
        _scope.Resources.Add(resource, syntax.Representation);
        _resources.Add(new(resource, syntax.Representation, syntax.Destructor));
    }

    /// <summary>spec: export</summary>
    private void AddExport(ExportDefinition export)
    {
        int at = export.Offset;
        ComponentExternType type = TypeValidation.Renamed(_scope.At(export.Sort, export.Index, at), export.Name.Name);
        if (export.Type is { } ascribed)
        {
            ComponentExternType asked = _types.Resolve(ascribed, export.Name.Name, at);
            if (new ComponentSubtyping(_context, at).Check(type, asked) is { } error)
                ComponentValidationErrors.Invalid(at, $"ascribed type of export is not compatible with item's type: {error}");
            type = asked;
        }
        _types.AddExport(export.Name, type, at);
    }
}
