using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Print;
using CoreTypeText = Caisson.Wasm.Text.Print.TypeText;

namespace Caisson.Components.Text.Print;

// Types of both levels.
internal sealed partial class DefinitionPrinter
{
    private CoreTypeText CoreTypes => new(_scope[Sort.CoreType], _ => Identifiers.None, _ => null, output);

    /// <summary>spec: type</summary>
    private void Type(TypeSyntax type)
    {
        // The index of a type comes after those of its declarations, which have spaces of their own.
        Begin(Sort.Type, out _);
        output.Write(' ');
        DefType(type);
        output.Write(')');
    }

    /// <summary>spec: deftype</summary>
    private void DefType(TypeSyntax type)
    {
        switch (type)
        {
            case PrimTypeSyntax prim: Prim(prim.Kind); break;
            case RecordTypeSyntax record: Form("record", () => Labeled("field", record.Fields)); break;
            case VariantTypeSyntax variant: Form("variant", () => Cases(variant.Cases)); break;
            case ListTypeSyntax list: Form("list", () => List(list)); break;
            case TupleTypeSyntax tuple: Form("tuple", () => SpacedValTypes(tuple.Elements)); break;
            case FlagsTypeSyntax flags: Form("flags", () => Labels(flags.Labels)); break;
            case EnumTypeSyntax labels: Form("enum", () => Labels(labels.Labels)); break;
            case OptionTypeSyntax option: Form("option", () => Spaced(option.Some)); break;
            case ResultTypeSyntax result: Form("result", () => Result(result)); break;
            case MapTypeSyntax map: Form("map", () => SpacedValTypes([map.Key, map.Value])); break;
            case OwnTypeSyntax own: Form("own", () => SpacedType(own.Resource)); break;
            case BorrowTypeSyntax borrow: Form("borrow", () => SpacedType(borrow.Resource)); break;
            case StreamTypeSyntax stream: Form("stream", () => Spaced(stream.Element)); break;
            case FutureTypeSyntax future: Form("future", () => Spaced(future.Element)); break;
            case FuncTypeSyntax func: Form(func.IsAsync ? "func async" : "func", () => Signature(func)); break;
            case ComponentTypeSyntax component: Form("component", () => Declarations(component.Declarations, Declaration)); break;
            case InstanceTypeSyntax instance: Form("instance", () => Declarations(instance.Declarations, Declaration)); break;
            case ResourceTypeSyntax resource: Form("resource", () => Resource(resource)); break;
        }
    }

    private void Form(string keyword, Action content)
    {
        output.Write('(');
        output.Write(keyword);
        content();
        output.Write(')');
    }

    private void Prim(PrimKind kind) => output.Write(new PrimType(kind).ToString());

    private void ValType(ValTypeSyntax type)
    {
        if (type.Prim is { } prim) Prim(prim);
        else _scope.Use(output, Sort.Type, type.Index);
    }

    private void Spaced(ValTypeSyntax? type)
    {
        if (type is not { } some) return;
        output.Write(' ');
        ValType(some);
    }

    private void SpacedValTypes(ImmutableArray<ValTypeSyntax> types)
    {
        foreach (ValTypeSyntax type in types) Spaced(type);
    }

    private void SpacedType(uint index)
    {
        output.Write(' ');
        _scope.Use(output, Sort.Type, index);
    }

    private void Labeled(string keyword, ImmutableArray<LabeledTypeSyntax> labeled)
    {
        foreach ((string label, ValTypeSyntax type) in labeled) LabeledForm(keyword, label, type);
    }

    private void Cases(ImmutableArray<CaseSyntax> cases)
    {
        foreach ((string label, ValTypeSyntax? type) in cases) LabeledForm("case", label, type);
    }

    private void LabeledForm(string keyword, string label, ValTypeSyntax? type)
    {
        output.Write(" (");
        output.Write(keyword);
        output.Write(' ');
        output.WriteName(label);
        Spaced(type);
        output.Write(')');
    }

    private void Labels(ImmutableArray<string> labels)
    {
        foreach (string label in labels)
        {
            output.Write(' ');
            output.WriteName(label);
        }
    }

    private void List(ListTypeSyntax list)
    {
        Spaced(list.Element);
        if (list.Length is not { } length) return;
        output.Write(' ');
        output.Write(length);
    }

    private void Result(ResultTypeSyntax result)
    {
        Spaced(result.Ok);
        if (result.Error is { } error) ResultForm("error", error);
    }

    private void ResultForm(string keyword, ValTypeSyntax type)
    {
        output.Write(" (");
        output.Write(keyword);
        Spaced(type);
        output.Write(')');
    }

    private void Signature(FuncTypeSyntax func)
    {
        Labeled("param", func.Parameters);
        if (func.Result is { } result) ResultForm("result", result);
    }

    private void Resource(ResourceTypeSyntax resource)
    {
        output.Write(" (rep ");
        CoreTypes.ValType(resource.Representation);
        output.Write(')');
        if (resource.Destructor is not { } destructor) return;
        output.Write(" (dtor");
        Reference(Sort.CoreFunc, destructor);
        output.Write(')');
    }

    /// <summary>Writes the declarations of a type, which has index spaces of its own.</summary>
    private void Declarations(ImmutableArray<ComponentDefinition> declarations, Action<ComponentDefinition> write)
    {
        _scope = new PrintScope(_scope, names: null);
        output.Depth++;
        foreach (ComponentDefinition declaration in declarations)
        {
            output.Line();
            write(declaration);
        }
        output.Depth--;
        _scope = _scope.Parent!;
        if (!declarations.IsEmpty) output.Line();
    }

    /// <summary>spec: core:type</summary>
    private void CoreType(CoreTypeDefinition definition, string prefix)
    {
        switch (definition.Type)
        {
            case CoreModuleTypeSyntax module:
                Begin(Sort.CoreType, out _);
                output.Write(' ');
                Form("module", () => Declarations(module.Declarations, ModuleDeclaration));
                output.Write(')');
                break;
            case CoreRecTypeSyntax { IsGroup: false } single:
                foreach (SubType type in single.Types) SubType(type, prefix);
                break;
            case CoreRecTypeSyntax group:
                output.Write($"({prefix}rec");
                foreach (SubType type in group.Types)
                {
                    output.Write(' ');
                    SubType(type, prefix: "");
                }
                output.Write(')');
                break;
        }
    }

    private void SubType(SubType type, string prefix)
    {
        output.Write($"({prefix}type");
        uint index = Number(Sort.CoreType);
        CoreTypes.SubType(type, index);
        output.Write(')');
    }

    /// <summary>spec: core:moduledecl</summary>
    private void ModuleDeclaration(ComponentDefinition declaration)
    {
        switch (declaration)
        {
            case CoreTypeDefinition type: CoreType(type, prefix: ""); break;
            case OuterAliasDefinition alias: OuterAlias(alias, "type"); break;
            case CoreImportDeclaration import:
                output.Write("(import ");
                output.WriteName(import.Module);
                output.Write(' ');
                CoreExtern(import.Name, import.Type);
                break;
            case CoreExportDeclaration export:
                output.Write("(export ");
                CoreExtern(export.Name, export.Type);
                break;
        }
    }

    private void CoreExtern(string name, CoreExternTypeSyntax type)
    {
        output.WriteName(name);
        switch (type)
        {
            case CoreIndexedSyntax indexed:
                output.Write(indexed.Kind == ExternKind.Func ? " (func" : " (tag");
                CoreTypes.TypeUse(indexed.Type, Identifiers.None);
                break;
            case CoreTableSyntax table:
                output.Write(" (table");
                CoreTypes.TableType(table.Type);
                break;
            case CoreMemorySyntax memory:
                output.Write(" (memory");
                CoreTypes.MemType(memory.Type);
                break;
            case CoreGlobalSyntax global:
                output.Write(" (global");
                CoreTypes.GlobalType(global.Type);
                break;
        }
        output.Write("))");
    }
}
