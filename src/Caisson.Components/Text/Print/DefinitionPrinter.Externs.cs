using Caisson.Components.Syntax;

namespace Caisson.Components.Text.Print;

// Imports, exports and instances.
internal sealed partial class DefinitionPrinter
{
    /// <summary>Writes an import, or an export of a type. spec: import, importdecl, exportdecl</summary>
    private void Extern(string keyword, ExternName name, ExternTypeSyntax type)
    {
        output.Write('(');
        output.Write(keyword);
        Name(name);
        output.Write(' ');
        Begin(type.Sort, out _);
        ExternType(type);
        output.Write("))");
    }

    /// <summary>spec: export</summary>
    private void Export(ExportDefinition export)
    {
        output.Write("(export");
        uint index = _scope.Next(export.Sort);
        _scope[export.Sort].DefineNumbered(output, index);
        Name(export.Name);
        Reference(export.Sort, export.Index);
        if (export.Type is { } type)
        {
            output.Write(" (");
            output.Write(type.Sort.Text);
            ExternType(type);
            output.Write(')');
        }
        output.Write(')');
    }

    /// <summary>Writes a space and a name with its attributes. spec: externnamelit</summary>
    private void Name(ExternName name)
    {
        output.Write(' ');
        output.WriteName(name.Name);
        foreach (NameAttribute attribute in name.Attributes)
        {
            output.Write(attribute.Kind switch
            {
                NameAttributeKind.Implements => " (implements ",
                NameAttributeKind.VersionSuffix => " (versionsuffix ",
                _ => " (external-id ",
            });
            output.WriteName(attribute.Value);
            output.Write(')');
        }
    }

    /// <summary>Writes what follows the sort of an import or export. spec: externtype</summary>
    private void ExternType(ExternTypeSyntax type)
    {
        switch (type)
        {
            case IndexedExternSyntax indexed:
                Reference("type", indexed.Sort == Sort.CoreModule ? Sort.CoreType : Sort.Type, indexed.Type);
                break;
            case TypeEqSyntax eq: Reference("eq", Sort.Type, eq.Type); break;
            case SubResourceSyntax: output.Write(" (sub resource)"); break;
            case ValueEqSyntax eq: Reference("eq", Sort.Value, eq.Value); break;
            case ValueTypeSyntax value:
                output.Write(' ');
                ValType(value.Type);
                break;
        }
    }

    /// <summary>spec: core:instantiate</summary>
    private void CoreInstance(CoreInstantiateDefinition instance)
    {
        Begin(Sort.CoreInstance, out _);
        output.Write(" (instantiate ");
        _scope.Use(output, Sort.CoreModule, instance.Module);
        foreach (CoreInstantiateArgument argument in instance.Arguments)
        {
            BeginArgument("with", argument.Name);
            Reference("instance", Sort.CoreInstance, argument.Instance);
            EndArgument();
        }
        output.Write("))");
    }

    /// <summary>spec: core:inlineexport</summary>
    private void CoreInstance(CoreInlineInstanceDefinition instance)
    {
        Begin(Sort.CoreInstance, out _);
        foreach (CoreInlineExport export in instance.Exports)
        {
            BeginArgument("export", export.Name);
            Reference(export.Sort.Text["core ".Length..], export.Sort, export.Index);
            EndArgument();
        }
        output.Write(')');
    }

    /// <summary>spec: instantiate</summary>
    private void Instance(InstantiateDefinition instance)
    {
        Begin(Sort.Instance, out _);
        output.Write(" (instantiate ");
        _scope.Use(output, Sort.Component, instance.Component);
        foreach (InstantiateArgument argument in instance.Arguments)
        {
            BeginArgument("with", argument.Name);
            Reference(argument.Sort, argument.Index);
            EndArgument();
        }
        output.Write("))");
    }

    /// <summary>spec: inlineexport</summary>
    private void Instance(InlineInstanceDefinition instance)
    {
        Begin(Sort.Instance, out _);
        foreach (InlineExport export in instance.Exports)
        {
            output.Depth++;
            output.Line();
            output.Write("(export");
            Name(export.Name);
            Reference(export.Sort, export.Index);
            EndArgument();
        }
        output.Write(')');
    }

    private void BeginArgument(string keyword, string name)
    {
        output.Depth++;
        output.Line();
        output.Write('(');
        output.Write(keyword);
        output.Write(' ');
        output.WriteName(name);
    }

    private void EndArgument()
    {
        output.Write(')');
        output.Depth--;
    }
}
