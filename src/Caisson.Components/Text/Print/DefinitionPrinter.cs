using Caisson.Components.Syntax;
using Caisson.Components.Text.Scopes;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Text;
using Caisson.Wasm.Text.Print;

namespace Caisson.Components.Text.Print;

/// <summary>Writes the definitions of a component, in order. Used for one component, by one thread. spec: definition</summary>
internal sealed partial class DefinitionPrinter(TextOutput output, PrintOptions options)
{
    private PrintScope _scope = new(parent: null, names: null);

    /// <summary>Writes the whole component.</summary>
    public void Print(ComponentSyntax component)
    {
        var names = PrintedNames.From(component);
        output.Write("(component");
        if (names.Component is { } name) Identifiers.WriteOnly(output, name);
        Body(component, names, parent: null);
        output.Write('\n');
    }

    /// <summary>Writes definitions and the closing parenthesis.</summary>
    private void Body(ComponentSyntax component, PrintedNames names, PrintScope? parent)
    {
        PrintScope around = _scope;
        _scope = new PrintScope(parent, names);
        output.Depth++;
        int custom = 0;
        for (int i = 0; i <= component.Definitions.Length; i++)
        {
            for (; custom < component.CustomSections.Length && component.CustomSections[custom].AfterDefinition <= i; custom++)
            {
                if (component.CustomSections[custom] != names.Section) Custom(component, component.CustomSections[custom]);
            }
            if (i < component.Definitions.Length) Definition(component, component.Definitions[i]);
        }
        output.Depth--;
        _scope = around;
        output.Line();
        output.Write(')');
    }

    private void Definition(ComponentSyntax component, ComponentDefinition definition)
    {
        output.Line();
        switch (definition)
        {
            case CoreModuleDefinition module: CoreModule(component.Slice(module.Range)); break;
            case CoreInstantiateDefinition instance: CoreInstance(instance); break;
            case CoreInlineInstanceDefinition instance: CoreInstance(instance); break;
            case NestedComponentDefinition nested: Component(nested.Component); break;
            case InstantiateDefinition instance: Instance(instance); break;
            case InlineInstanceDefinition instance: Instance(instance); break;
            case CanonDefinition canon: Canon(canon); break;
            case StartDefinition start: Start(start); break;
            case ValueDefinition value: Value(component, value); break;
            case ExportDefinition export: Export(export); break;
            default: Declaration(definition); break;
        }
    }

    /// <summary>Writes a definition that can stand in the type of a component, too.</summary>
    private void Declaration(ComponentDefinition definition)
    {
        switch (definition)
        {
            case CoreTypeDefinition type: CoreType(type, "core "); break;
            case TypeDefinition type: Type(type.Type); break;
            case ExportAliasDefinition alias: ExportAlias("export ", alias.Sort, Sort.Instance, alias.Instance, alias.Name); break;
            case CoreExportAliasDefinition alias: ExportAlias("core export ", alias.Sort, Sort.CoreInstance, alias.Instance, alias.Name); break;
            case OuterAliasDefinition alias: OuterAlias(alias, alias.Sort.Text); break;
            case ImportDefinition import: Extern("import", import.Name, import.Type); break;
            case ExportDeclaration export: Extern("export", export.Name, export.Type); break;
            default: throw new ArgumentOutOfRangeException(nameof(definition));
        }
    }

    /// <summary>spec: core:module</summary>
    private void CoreModule(ReadOnlyMemory<byte> bytes)
    {
        ModulePrinter module = new(ModuleDecoder.Decode(bytes, Features.All), output, options);
        Begin(Sort.CoreModule, out uint index);
        OwnName(module.Name, _scope.NameOf(Sort.CoreModule, index));
        output.Depth++;
        module.Fields();
        output.Depth--;
        output.Line();
        output.Write(')');
    }

    /// <summary>spec: component</summary>
    private void Component(ComponentSyntax component)
    {
        var names = PrintedNames.From(component);
        Begin(Sort.Component, out uint index);
        OwnName(names.Component, _scope.NameOf(Sort.Component, index));
        Body(component, names, _scope);
    }

    private void OwnName(string? own, string? around)
    {
        if (own == around) return;
        output.Write($" (@{OwnNameAnnotation.Id}");
        if (own is not null)
        {
            output.Write(' ');
            output.WriteName(own);
        }
        output.Write(')');
    }

    /// <summary>spec: alias</summary>
    private void ExportAlias(string target, Sort sort, Sort instanceSort, uint instance, string name)
    {
        output.Write("(alias ");
        output.Write(target);
        _scope.Use(output, instanceSort, instance);
        output.Write(' ');
        output.WriteName(name);
        output.Write(' ');
        Begin(sort, out _);
        output.Write("))");
    }

    /// <summary>spec: alias outer</summary>
    private void OuterAlias(OuterAliasDefinition alias, string keyword)
    {
        output.Write("(alias outer ");
        output.Write(alias.Count);
        output.Write(' ');
        PrintScope? outer = _scope;
        for (uint i = 0; i < alias.Count && outer is not null; i++) outer = outer.Parent;
        if (outer is not null) outer.Use(output, alias.Sort, alias.Index);
        else output.Write(alias.Index);
        output.Write(" (");
        output.Write(keyword);
        Number(alias.Sort);
        output.Write("))");
    }

    /// <summary>spec: start</summary>
    private void Start(StartDefinition start)
    {
        output.Write("(start ");
        _scope.Use(output, Sort.Func, start.Func);
        foreach (uint argument in start.Arguments) Reference(Sort.Value, argument);
        for (uint i = 0; i < start.Results; i++)
        {
            output.Write(" (result (value");
            Number(Sort.Value);
            output.Write("))");
        }
        output.Write(')');
    }

    /// <summary>spec: value</summary>
    private void Value(ComponentSyntax component, ValueDefinition value)
    {
        output.Write("(value");
        Number(Sort.Value);
        output.Write(' ');
        ValType(value.Type);
        output.Write(" (binary ");
        output.WriteString(component.Slice(value.Content).Span);
        output.Write("))");
    }

    private void Custom(ComponentSyntax component, ComponentCustomSection custom)
    {
        output.Line();
        output.Write("(@custom ");
        output.WriteName(custom.Name);
        output.Write(' ');
        output.WriteString(component.Slice(custom.Content).Span);
        output.Write(')');
    }

    /// <summary>Begins a definition, with its identifier and its index.</summary>
    private void Begin(Sort sort, out uint index)
    {
        output.Write('(');
        output.Write(sort.Text);
        index = Number(sort);
    }

    /// <summary>Writes a space and the identifier and index of the next definition of a sort.</summary>
    private uint Number(Sort sort)
    {
        uint index = _scope.Next(sort);
        _scope[sort].DefineNumbered(output, index);
        return index;
    }

    /// <summary>Writes a space and <c>(sort idx)</c>. spec: sortidx</summary>
    private void Reference(Sort sort, uint index) => Reference(sort.Text, sort, index);

    private void Reference(string keyword, Sort sort, uint index)
    {
        output.Write(" (");
        output.Write(keyword);
        output.Write(' ');
        _scope.Use(output, sort, index);
        output.Write(')');
    }
}
