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
        _reader.TryId();
        _scope.Elems.Define();
        bool isDeclarative = _reader.TryKeyword("declare");
        bool mayOmitFunc = !_reader.IsOpen("table");
        uint? table = isDeclarative ? null : TryUse("table", _scope.Tables);
        bool isActive = table is not null || (_reader.Kind == TokenKind.Open && !_types.IsRefType);
        byte[] offset = isActive ? Offset() : [];
        SegmentMode mode = isActive ? SegmentMode.Active : isDeclarative ? SegmentMode.Declarative : SegmentMode.Passive;
        ElemSegment(mode, table ?? 0, offset, Elems(isActive && mayOmitFunc));
        _reader.Close();
    }

    private ElemList Elems(bool mayOmitFunc)
    {
        if (_types.IsRefType) return ElemExprs(_types.RefType());
        if (!_reader.TryKeyword("func") && !mayOmitFunc) throw _reader.UnexpectedAfterOpen();
        return ElemIndices(element: null);
    }

    private bool IsElemExpr => _reader.Kind == TokenKind.Open;

    private ElemList ElemExprs(ValType element)
    {
        ByteWriter content = new();
        uint count = 0;
        for (; IsElemExpr; count++)
        {
            if (!_reader.TryOpen("item"))
            {
                _instructions.FoldedExpression(content);
                continue;
            }
            _instructions.Expression(content);
            _reader.Close();
        }
        return new ElemList(element, count, content.Written.ToArray());
    }

    /// <summary>Function indices; written as expressions when the elements have a type other than <c>funcref</c>.</summary>
    private ElemList ElemIndices(ValType? element)
    {
        bool asExprs = element is { } type && type != ValType.FuncRef;
        ByteWriter content = new();
        uint count = 0;
        for (; _reader.Kind is TokenKind.Nat or TokenKind.Id; count++)
        {
            if (asExprs) content.Opcode(Opcode.RefFunc);
            content.Unsigned(_scope.Functions.Resolve(_reader));
            if (asExprs) content.Opcode(Opcode.End);
        }
        return new ElemList(asExprs ? element : null, count, content.Written.ToArray());
    }

    /// <summary>Writes an element segment in the shortest of its eight forms. spec: binary-elem</summary>
    private void ElemSegment(SegmentMode mode, uint table, byte[] offset, ElemList list)
    {
        bool isImplicit = mode == SegmentMode.Active && table == 0 && (list.Type is null || list.Type == ValType.FuncRef);
        int form = mode switch { SegmentMode.Passive => 1, SegmentMode.Declarative => 3, _ => isImplicit ? 0 : 2 };
        ByteWriter segment = _writer[SectionId.Element].Item();
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
        _reader.TryId();
        uint? memory = TryUse("memory", _scope.Memories);
        bool isActive = memory is not null || _reader.Kind == TokenKind.Open;
        byte[] offset = isActive ? Offset() : [];
        DataSegment(isActive ? SegmentMode.Active : SegmentMode.Passive, memory ?? 0, offset, _reader.ByteStrings());
        _reader.Close();
    }

    /// <summary>spec: binary-data</summary>
    private void DataSegment(SegmentMode mode, uint memory, byte[] offset, byte[] content)
    {
        ByteWriter segment = _writer[SectionId.Data].Item();
        segment.Byte((byte)(mode == SegmentMode.Passive ? 1 : memory == 0 ? 0 : 2));
        if (memory != 0) segment.Unsigned(memory);
        segment.Bytes(offset);
        segment.Vector(content);
    }

    /// <summary><c>(table 0)</c> or <c>(memory 0)</c>; before several of them were possible, it was written <c>0</c>.</summary>
    private uint? TryUse(string keyword, IndexSpace space)
    {
        if (_reader.Kind == TokenKind.Nat) return space.Resolve(_reader);
        if (!_reader.TryOpen(keyword)) return null;
        uint index = space.Resolve(_reader);
        _reader.Close();
        return index;
    }

    /// <summary><c>(offset …)</c>, or one folded instruction. spec: text-offset</summary>
    private byte[] Offset()
    {
        ByteWriter offset = new();
        if (!_reader.TryOpen("offset"))
        {
            _instructions.FoldedExpression(offset);
        }
        else
        {
            _instructions.Expression(offset);
            _reader.Close();
        }
        return offset.Written.ToArray();
    }
}
