using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

// Types, and what can be imported and exported, but for functions.
internal sealed partial class ModulePrinter
{
    /// <summary>spec: text-rectype</summary>
    private void Types()
    {
        for (uint i = 0; i < _module.Types.Length; i++)
        {
            SubType type = _module.Types[(int)i];
            bool grouped = type.RecGroupLength > 1;
            if (grouped && type.RecGroupStart.Value == i) BeginGroup();
            SubType(i, type);
            if (grouped && i == type.RecGroupStart.Value + type.RecGroupLength - 1) EndGroup();
        }
    }

    private void BeginGroup()
    {
        _output.Line();
        _output.Write("(rec");
        _output.Depth++;
    }

    private void EndGroup()
    {
        _output.Depth--;
        _output.Line();
        End();
    }

    /// <summary>spec: text-subtype</summary>
    private void SubType(uint index, SubType type)
    {
        Begin("type", _names.Types, index);
        _types.SubType(type, index);
        End();
    }

    /// <summary>spec: text-import</summary>
    private void Imports()
    {
        foreach (Import import in _module.Imports)
        {
            _output.Line();
            _output.Write("(import ");
            _output.WriteName(import.Module);
            _output.Write(' ');
            _output.WriteName(import.Name);
            _output.Write(" (");
            _output.Write(Keyword(import.Kind));
            _names[import.Kind].DefineNumbered(_output, import.Index);
            ExternType(import.Kind, (int)import.Index);
            _output.Write("))");
        }
    }

    /// <summary>spec: text-externtype</summary>
    private void ExternType(ExternKind kind, int index)
    {
        switch (kind)
        {
            case ExternKind.Func: _types.TypeUse(_module.Functions[index], Identifiers.None); break;
            case ExternKind.Table: _types.TableType(_module.Tables[index]); break;
            case ExternKind.Mem: _types.MemType(_module.Memories[index]); break;
            case ExternKind.Global: _types.GlobalType(_module.Globals[index]); break;
            default: _types.TypeUse(_module.Tags[index].Type, Identifiers.None); break;
        }
    }

    /// <summary>spec: text-table</summary>
    private void Tables()
    {
        int imported = _module.ImportCounts.Tables;
        for (int i = imported; i < _module.Tables.Length; i++)
        {
            Begin("table", _names.Tables, (uint)i);
            ExternType(ExternKind.Table, i);
            if (_module.TableInits[i - imported] is { Length: > 0 } init) TableInit(init);
            End();
        }
    }

    /// <summary>An initializer without instructions is never valid, and in the text it would be none at all.</summary>
    private void TableInit(ByteRange init)
    {
        if (init.Length == 1) BinaryErrors.NoText("table initializer without instructions", init.Offset);
        Expression(init, keyword: null);
    }

    /// <summary>spec: text-mem</summary>
    private void Memories()
    {
        for (int i = _module.ImportCounts.Memories; i < _module.Memories.Length; i++)
        {
            Begin("memory", _names.Memories, (uint)i);
            ExternType(ExternKind.Mem, i);
            End();
        }
    }

    /// <summary>spec: text-tag</summary>
    private void Tags()
    {
        for (int i = _module.ImportCounts.Tags; i < _module.Tags.Length; i++)
        {
            Begin("tag", _names.Tags, (uint)i);
            ExternType(ExternKind.Tag, i);
            End();
        }
    }

    /// <summary>spec: text-global</summary>
    private void Globals()
    {
        int imported = _module.ImportCounts.Globals;
        for (int i = imported; i < _module.Globals.Length; i++)
        {
            Begin("global", _names.Globals, (uint)i);
            ExternType(ExternKind.Global, i);
            Expression(_module.GlobalInits[i - imported], keyword: null);
            End();
        }
    }

    /// <summary>spec: text-export</summary>
    private void Exports()
    {
        foreach (Export export in _module.Exports)
        {
            _output.Line();
            _output.Write("(export ");
            _output.WriteName(export.Name);
            _output.Write(" (");
            _output.Write(Keyword(export.Kind));
            _output.Write(' ');
            _names[export.Kind].Use(_output, export.Index);
            _output.Write("))");
        }
    }

    /// <summary>spec: text-start</summary>
    private void Start()
    {
        if (_module.Start is not { } start) return;
        _output.Line();
        _output.Write("(start ");
        _names.Functions.Use(_output, start.Value);
        End();
    }

    private static string Keyword(ExternKind kind) => kind switch
    {
        ExternKind.Func => "func",
        ExternKind.Table => "table",
        ExternKind.Mem => "memory",
        ExternKind.Global => "global",
        _ => "tag",
    };
}
