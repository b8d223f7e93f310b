using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

internal sealed partial class ModulePrinter
{
    /// <summary>spec: text-elem</summary>
    private void Elems()
    {
        for (int i = 0; i < _module.Elems.Length; i++)
        {
            ElemSegment segment = _module.Elems[i];
            Begin("elem", _names.Elems, (uint)i);
            if (segment.Mode == SegmentMode.Declarative) _output.Write(" declare");
            if (segment.Mode == SegmentMode.Active) Place("table", _names.Tables, segment.Table.Value, segment.OffsetExpr);
            if (segment.Exprs.IsDefault) FunctionList(segment);
            else ExpressionList(segment);
            End();
        }
    }

    private void FunctionList(ElemSegment segment)
    {
        _output.Write(" func");
        foreach (FuncIdx function in segment.Functions)
        {
            _output.Write(' ');
            _names.Functions.Use(_output, function.Value);
        }
    }

    private void ExpressionList(ElemSegment segment)
    {
        _output.Write(' ');
        _types.ValType(segment.Type);
        foreach (ByteRange expression in segment.Exprs) Expression(expression, "item");
    }

    /// <summary>spec: text-data</summary>
    private void Datas()
    {
        for (int i = 0; i < _module.Datas.Length; i++)
        {
            DataSegment segment = _module.Datas[i];
            Begin("data", _names.Datas, (uint)i);
            if (segment.Mode == SegmentMode.Active) Place("memory", _names.Memories, segment.Memory.Value, segment.OffsetExpr);
            _output.Write(' ');
            _output.WriteString(_module.Slice(segment.Content));
            End();
        }
    }

    /// <summary>Where an active segment goes. spec: text-tableuse, text-memuse, text-offset</summary>
    private void Place(string keyword, Identifiers space, uint index, ByteRange offset)
    {
        if (index != 0)
        {
            _output.Write($" ({keyword} ");
            space.Use(_output, index);
            _output.Write(')');
        }
        Expression(offset, "offset");
    }
}
