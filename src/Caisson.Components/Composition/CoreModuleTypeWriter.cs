using System.Diagnostics;
using Caisson.Components.Text.Encode;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Composition;

/// <summary>
/// Writes the type of a core module, declaration by declaration. Types that refer to other types can't be written: what is known of
/// them is only whether they are equal. spec: core:moduletype
/// </summary>
internal sealed class CoreModuleTypeWriter
{
    private readonly DeclarationWriter _declarations = new(coreTypeCode: 0x01);
    private uint _types;

    /// <summary>The type.</summary>
    public ByteWriter Type
    {
        get
        {
            ByteWriter type = new();
            type.Byte(0x50);
            type.Bytes(_declarations.ToArray());
            return type;
        }
    }

    /// <summary>spec: core:importdecl</summary>
    public void Import(ImportType import)
    {
        ByteWriter target = new();
        target.Name(import.Module);
        target.Name(import.Name);
        Write(import.Type, $"`{import.Module}` `{import.Name}` of a core module", target);
        _declarations.Add(0x00, target.Written);
    }

    /// <summary>spec: core:exportdecl</summary>
    public void Export(ExportType export)
    {
        ByteWriter target = new();
        target.Name(export.Name);
        Write(export.Type, $"`{export.Name}` of a core module", target);
        _declarations.Add(0x03, target.Written);
    }

    private void Write(ExternType type, string what, ByteWriter target)
    {
        switch (type)
        {
            case FuncExternType func:
                target.Byte(0x00);
                target.Unsigned(Define(func.Type, what));
                break;
            case TableExternType table:
                Check(table.Type.Element, what);
                target.Byte(0x01);
                target.TableType(table.Type);
                break;
            case MemExternType memory:
                target.Byte(0x02);
                target.MemType(memory.Type);
                break;
            case GlobalExternType global:
                Check(global.Type.Type, what);
                target.Byte(0x03);
                target.GlobalType(global.Type);
                break;
            case TagExternType tag:
                target.Bytes([0x04, 0x00]);
                target.Unsigned(Define(tag.Type, what));
                break;
            default: throw new UnreachableException();
        }
    }

    private uint Define(FuncType type, string what)
    {
        foreach (ValType value in type.Parameters) Check(value, what);
        foreach (ValType value in type.Results) Check(value, what);
        ByteWriter target = new();
        target.CompType(type);
        _declarations.Add(ComponentSection.CoreType, target.Written);
        return _types++;
    }

    private static void Check(ValType type, string what)
    {
        if (type.IsRef && type.Heap.IsConcrete) throw CompositionErrors.CoreReference(what);
    }
}
