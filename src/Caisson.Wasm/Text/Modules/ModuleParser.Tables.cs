using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Modules;

// Tables and memories, and the segments that stand inside them.
internal sealed partial class ModuleParser
{
    /// <summary>spec: text-table</summary>
    private void Table()
    {
        if (BeginDefinition(ExternKind.Table, out uint index)) return;
        bool is64 = _types.AddressType();
        if (_types.IsRefType) TableWithElems(index, is64);
        else TableWithLimits(is64);
        _reader.Close();
    }

    private void TableWithLimits(bool is64)
    {
        TableType type = _types.TableType(is64);
        ByteWriter table = _writer[SectionId.Table].Item();
        bool hasInit = _reader.Kind != TokenKind.Close;
        if (hasInit) table.Bytes([0x40, 0x00]);
        table.TableType(type);
        if (hasInit) _instructions.Expression(table);
    }

    /// <summary>The segment tells the size of the table. spec: text-table-abbrev</summary>
    private void TableWithElems(uint index, bool is64)
    {
        ValType element = _types.RefType();
        _reader.Open("elem");
        _scope.Elems.Define();
        ElemList list = IsElemExpr ? ElemExprs(element) : ElemIndices(element);
        ElemSegment(SegmentMode.Active, index, ZeroOffset(is64), list);
        _reader.Close();
        _writer[SectionId.Table].Item().TableType(new TableType(new Limits(list.Count, list.Count), element, is64));
    }

    /// <summary>spec: text-mem</summary>
    private void Memory()
    {
        if (BeginDefinition(ExternKind.Mem, out uint index)) return;
        int start = _reader.Position;
        bool is64 = _types.AddressType();
        byte pageSize = _types.PageSize();
        MemType type = _reader.TryOpen("data") ? MemoryWithData(index, is64, pageSize) : MemoryWithLimits(start);
        _writer[SectionId.Memory].Item().MemType(type);
        _reader.Close();
    }

    private MemType MemoryWithLimits(int start)
    {
        _reader.Position = start;
        return _types.MemType();
    }

    /// <summary>The segment tells the size of the memory. spec: text-mem-abbrev</summary>
    private MemType MemoryWithData(uint index, bool is64, byte pageSize)
    {
        byte[] content = _reader.ByteStrings();
        _reader.Close();
        DataSegment(SegmentMode.Active, index, ZeroOffset(is64), content);
        ulong pages = ((ulong)content.Length + (1UL << pageSize) - 1) >> pageSize;
        return new MemType(new Limits(pages, pages), is64, Shared: false, pageSize);
    }

    private static byte[] ZeroOffset(bool is64)
    {
        ByteWriter offset = new();
        offset.Opcode(is64 ? Opcode.I64Const : Opcode.I32Const);
        offset.Byte(0);
        offset.Opcode(Opcode.End);
        return offset.Written.ToArray();
    }
}
