using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Wasm.Text.Modules;

// Imports and exports, as fields and inside definitions.
internal sealed partial class ModuleParser
{
    private ExternKind? _lastDefined;

    /// <summary>spec: text-import</summary>
    private void ImportField()
    {
        ByteWriter import = BeginImport();
        ExternKind kind = _types.OpenExternKind();
        _reader.TryId();
        _scope[kind].Define();
        _types.ExternType(import, kind);
        _reader.Close();
        _reader.Close();
    }

    /// <summary>spec: text-export</summary>
    private void ExportField()
    {
        string name = _reader.Name();
        ExternKind kind = _types.OpenExternKind();
        Export(name, kind, _scope[kind].Resolve(_reader));
        _reader.Close();
        _reader.Close();
    }

    /// <summary>
    /// Parses what all definitions begin with: an identifier, inline exports, an inline import. spec: text-func-abbrev
    /// </summary>
    /// <param name="kind">What is defined.</param>
    /// <param name="index">Its index.</param>
    /// <returns>Whether it is imported, in which case it has been taken whole.</returns>
    private bool BeginDefinition(ExternKind kind, out uint index)
    {
        _reader.TryId();
        index = _scope[kind].Define();
        while (_reader.TryOpen("export"))
        {
            Export(_reader.Name(), kind, index);
            _reader.Close();
        }
        if (!_reader.TryOpen("import"))
        {
            _lastDefined = kind;
            return false;
        }
        ByteWriter import = BeginImport();
        _reader.Close();
        _types.ExternType(import, kind);
        _reader.Close();
        return true;
    }

    private ByteWriter BeginImport()
    {
        if (_lastDefined is { } kind) throw _reader.Error(TextErrors.ImportAfter(kind));
        ByteWriter import = _writer[SectionId.Import].Item();
        import.Name(_reader.Name());
        import.Name(_reader.Name());
        return import;
    }

    private void Export(string name, ExternKind kind, uint index)
    {
        ByteWriter export = _writer[SectionId.Export].Item();
        export.Name(name);
        export.Byte((byte)kind);
        export.Unsigned(index);
    }
}
