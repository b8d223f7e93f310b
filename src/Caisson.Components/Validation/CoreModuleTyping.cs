using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Components.Validation;

/// <summary>The types of core modules, by their definitions and as written. spec: core:moduletype</summary>
internal static class CoreModuleTyping
{
    /// <summary>Decodes and validates a module in a component.</summary>
    public static ModuleSyntax Validate(ComponentSyntax component, CoreModuleDefinition definition, ValidationContext context, out CoreModuleType type)
    {
        try
        {
            ModuleSyntax module = ModuleDecoder.Decode(component.Slice(definition.Range), context.Features);
            ModuleValidator.Validate(module, context.Features, context.MaxDegreeOfParallelism);
            type = TypeOf(module, context, definition.Offset);
            return module;
        }
        catch (MalformedException e) when (e.Offset >= 0)
        {
            throw new MalformedException(e.Message, definition.Range.Offset + e.Offset);
        }
        catch (InvalidException e) when (e.Offset >= 0 && e.Offset <= definition.Range.Length)
        {
            throw new InvalidException(e.Message, definition.Range.Offset + e.Offset);
        }
    }

    /// <summary>A module type as written.</summary>
    /// <param name="syntax">The type.</param>
    /// <param name="context">What all share.</param>
    /// <param name="outer">Finds a core type of a scope around it: the number of scopes outward, 0 for the next, and the index.</param>
    /// <param name="at">Where it stands.</param>
    public static CoreModuleType TypeOf(
        CoreModuleTypeSyntax syntax, ValidationContext context, Func<uint, uint, CoreTypeEntry> outer, int at)
    {
        CoreTypeSpace types = new(context);
        Builder builder = new();
        foreach (ComponentDefinition declaration in syntax.Declarations)
        {
            switch (declaration)
            {
                case CoreTypeDefinition { Type: CoreRecTypeSyntax group }:
                    types.Add(group, declaration.Offset);
                    break;
                case OuterAliasDefinition alias:
                    types.Add(Alias(alias, types, outer), alias.Offset);
                    break;
                case CoreImportDeclaration import:
                    builder.Import(import.Module, import.Name, Extern(import.Type, types, context, import.Offset), import.Offset);
                    break;
                case CoreExportDeclaration export:
                    builder.Export(export.Name, Extern(export.Type, types, context, export.Offset), export.Offset);
                    break;
                default:
                    ComponentValidationErrors.Invalid(at, "a module type can't declare module types");
                    break;
            }
        }
        return builder.Build();
    }

    private static CoreModuleType TypeOf(ModuleSyntax module, ValidationContext context, int at)
    {
        TypeMatcher types = new(module.Types, context.CoreTypes);
        Builder builder = new();
        foreach (Import import in module.Imports)
            builder.Import(import.Module, import.Name, CoreExtern.At(module, types, import.Kind, import.Index), import.Offset);
        foreach (Export export in module.Exports)
            builder.Export(export.Name, CoreExtern.At(module, types, export.Kind, export.Index), at);
        return builder.Build();
    }

    private static CoreTypeEntry Alias(OuterAliasDefinition alias, CoreTypeSpace types, Func<uint, uint, CoreTypeEntry> outer)
    {
        CoreTypeEntry entry = alias.Count == 0 ? types.At(alias.Index, alias.Offset) : outer(alias.Count - 1, alias.Index);
        return entry.Module is null
            ? entry
            : ComponentValidationErrors.Invalid<CoreTypeEntry>(alias.Offset, "a module type can't alias module types");
    }

    private static CoreExtern Extern(CoreExternTypeSyntax syntax, CoreTypeSpace types, ValidationContext context, int at)
    {
        switch (syntax)
        {
            case CoreIndexedSyntax { Kind: ExternKind.Func } func: return types.Func(func.Type.Value, at);
            case CoreIndexedSyntax tag:
                CoreFunc payload = types.Func(tag.Type.Value, at);
                if (!payload.Type.Results.IsEmpty) ComponentValidationErrors.Invalid(at, "invalid exception type: non-empty tag result type");
                return new CoreTag(payload.Type, payload.Number);
            case CoreTableSyntax table:
                DefinitionValidator.CheckTableLimits(table.Type, new(at));
                return new CoreTable(table.Type with { Element = types.Canonical(table.Type.Element, at) });
            case CoreMemorySyntax memory:
                DefinitionValidator.CheckMemType(memory.Type, new(at));
                return new CoreMemory(memory.Type);
            case CoreGlobalSyntax global:
                return new CoreGlobal(global.Type with { Type = types.Canonical(global.Type.Type, at) });
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Collects imports and exports, whose names are unique each.</summary>
    private sealed class Builder
    {
        private readonly Dictionary<(string, string), CoreExtern> _imports = [];
        private readonly Dictionary<string, CoreExtern> _exports = new(StringComparer.Ordinal);
        private readonly List<(string, string)> _importOrder = [];
        private readonly List<string> _exportOrder = [];

        public void Import(string module, string name, CoreExtern type, int at)
        {
            if (!_imports.TryAdd((module, name), type))
                ComponentValidationErrors.Invalid(at, $"module has a duplicate import name `{module}:{name}`");
            _importOrder.Add((module, name));
        }

        public void Export(string name, CoreExtern type, int at)
        {
            if (!_exports.TryAdd(name, type)) ComponentValidationErrors.Invalid(at, $"duplicate export name `{name}` already defined");
            _exportOrder.Add(name);
        }

        public CoreModuleType Build() => new CoreModuleShape { Imports = _imports, Exports = _exports }.ToType(_importOrder, _exportOrder);
    }
}
