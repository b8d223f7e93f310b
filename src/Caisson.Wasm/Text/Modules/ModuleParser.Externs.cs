using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Wasm.Text.Modules;

// Imports and exports, as fields and inside definitions.
internal sealed partial class ModuleParser
{
    private ExternKind? lastDefined;

    /// <summary>spec: text-import</summary>
    private void ImportField()
    {
        ByteWriter import = BeginImport();
        ExternKind kind = OpenExternKind();
        reader.TryId();
        scope[kind].Define();
        ImportType(import, kind);
        reader.Close();
        reader.Close();
    }

    /// <summary>spec: text-export</summary>
    private void ExportField()
    {
        string name = reader.Name();
        ExternKind kind = OpenExternKind();
        Export(name, kind, scope[kind].Resolve(reader));
        reader.Close();
        reader.Close();
    }

    /// <summary>
    /// Parses what all definitions begin with: an identifier, inline exports, an inline import. spec: text-func-abbrev
    /// </summary>
    /// <param name="kind">What is defined.</param>
    /// <param name="index">Its index.</param>
    /// <returns>Whether it is imported, in which case it has been taken whole.</returns>
    private bool BeginDefinition(ExternKind kind, out uint index)
    {
        reader.TryId();
        index = scope[kind].Define();
        while (reader.TryOpen("export"))
        {
            Export(reader.Name(), kind, index);
            reader.Close();
        }
        if (!reader.TryOpen("import"))
        {
            lastDefined = kind;
            return false;
        }
        ByteWriter import = BeginImport();
        reader.Close();
        ImportType(import, kind);
        reader.Close();
        return true;
    }

    private ByteWriter BeginImport()
    {
        if (lastDefined is { } kind) throw reader.Error(TextErrors.ImportAfter(kind));
        ByteWriter import = writer[SectionId.Import].Item();
        import.Name(reader.Name());
        import.Name(reader.Name());
        return import;
    }

    private void ImportType(ByteWriter import, ExternKind kind)
    {
        import.Byte((byte)kind);
        switch (kind)
        {
            case ExternKind.Func: import.Unsigned(types.TypeUse(NewLocals())); break;
            case ExternKind.Table: import.TableType(types.TableType()); break;
            case ExternKind.Mem: import.MemType(types.MemType()); break;
            case ExternKind.Global: import.GlobalType(types.GlobalType()); break;
            case ExternKind.Tag: TagType(import); break;
        }
    }

    private void Export(string name, ExternKind kind, uint index)
    {
        ByteWriter export = writer[SectionId.Export].Item();
        export.Name(name);
        export.Byte((byte)kind);
        export.Unsigned(index);
    }
}
