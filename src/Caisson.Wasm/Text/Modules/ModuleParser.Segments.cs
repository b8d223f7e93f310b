using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Modules;

internal sealed partial class ModuleParser
{
    /// <summary>spec: text-elem</summary>
    private void Elem()
    {
        reader.TryId();
        scope.Elems.Define();
        bool isDeclarative = reader.TryKeyword("declare");
        bool mayOmitFunc = !reader.IsOpen("table");
        uint? table = isDeclarative ? null : TryUse("table", scope.Tables);
        bool isActive = table is not null || (reader.Kind == TokenKind.Open && !types.IsRefType);
        byte[] offset = isActive ? Offset() : [];
        SegmentMode mode = isActive ? SegmentMode.Active : isDeclarative ? SegmentMode.Declarative : SegmentMode.Passive;
        ElemSegment(mode, table ?? 0, offset, Elems(isActive && mayOmitFunc));
        reader.Close();
    }

    private ElemList Elems(bool mayOmitFunc)
    {
        if (types.IsRefType) return ElemExprs(types.RefType());
        if (!reader.TryKeyword("func") && !mayOmitFunc) throw reader.UnexpectedAfterOpen();
        return ElemIndices(element: null);
    }

    private bool IsElemExpr => reader.Kind == TokenKind.Open;

    private ElemList ElemExprs(ValType element)
    {
        ByteWriter content = new();
        uint count = 0;
        for (; IsElemExpr; count++)
        {
            if (!reader.TryOpen("item"))
            {
                instructions.FoldedExpression(content);
                continue;
            }
            instructions.Expression(content);
            reader.Close();
        }
        return new ElemList(element, count, content.Written.ToArray());
    }

    /// <summary>Function indices; written as expressions when the elements have a type other than <c>funcref</c>.</summary>
    private ElemList ElemIndices(ValType? element)
    {
        bool asExprs = element is { } type && type != ValType.FuncRef;
        ByteWriter content = new();
        uint count = 0;
        for (; reader.Kind is TokenKind.Nat or TokenKind.Id; count++)
        {
            if (asExprs) content.Opcode(Opcode.RefFunc);
            content.Unsigned(scope.Functions.Resolve(reader));
            if (asExprs) content.Opcode(Opcode.End);
        }
        return new ElemList(asExprs ? element : null, count, content.Written.ToArray());
    }

    /// <summary>Writes an element segment in the shortest of its eight forms. spec: binary-elem</summary>
    private void ElemSegment(SegmentMode mode, uint table, byte[] offset, ElemList list)
    {
        bool isImplicit = mode == SegmentMode.Active && table == 0 && (list.Type is null || list.Type == ValType.FuncRef);
        int form = mode switch { SegmentMode.Passive => 1, SegmentMode.Declarative => 3, _ => isImplicit ? 0 : 2 };
        ByteWriter segment = writer[SectionId.Element].Item();
        segment.Byte((byte)(form | (list.Type is null ? 0 : 4)));
        if (form == 2) segment.Unsigned(table);
        segment.Bytes(offset);
        if (form != 0 && list.Type is { } type) segment.ValType(type);
        else if (form != 0) segment.Byte(0);
        segment.Unsigned(list.Count);
        segment.Bytes(list.Content);
    }

    /// <summary>spec: text-data</summary>
    private void Data()
    {
        reader.TryId();
        uint? memory = TryUse("memory", scope.Memories);
        bool isActive = memory is not null || reader.Kind == TokenKind.Open;
        byte[] offset = isActive ? Offset() : [];
        DataSegment(isActive ? SegmentMode.Active : SegmentMode.Passive, memory ?? 0, offset, reader.ByteStrings());
        reader.Close();
    }

    /// <summary>spec: binary-data</summary>
    private void DataSegment(SegmentMode mode, uint memory, byte[] offset, byte[] content)
    {
        ByteWriter segment = writer[SectionId.Data].Item();
        segment.Byte((byte)(mode == SegmentMode.Passive ? 1 : memory == 0 ? 0 : 2));
        if (memory != 0) segment.Unsigned(memory);
        segment.Bytes(offset);
        segment.Vector(content);
    }

    /// <summary><c>(table 0)</c> or <c>(memory 0)</c>; before several of them were possible, it was written <c>0</c>.</summary>
    private uint? TryUse(string keyword, IndexSpace space)
    {
        if (reader.Kind == TokenKind.Nat) return space.Resolve(reader);
        if (!reader.TryOpen(keyword)) return null;
        uint index = space.Resolve(reader);
        reader.Close();
        return index;
    }

    /// <summary><c>(offset …)</c>, or one folded instruction. spec: text-offset</summary>
    private byte[] Offset()
    {
        ByteWriter offset = new();
        if (!reader.TryOpen("offset"))
        {
            instructions.FoldedExpression(offset);
        }
        else
        {
            instructions.Expression(offset);
            reader.Close();
        }
        return offset.Written.ToArray();
    }
}
