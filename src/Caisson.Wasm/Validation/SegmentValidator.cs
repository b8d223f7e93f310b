using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>Element and data segments. spec: valid-elem, valid-data</summary>
internal static class SegmentValidator
{
    public static void Validate(ModuleContext context, FunctionValidator constants)
    {
        for (int i = 0; i < context.Module.Elems.Length; i++) ValidateElem(context, constants, i);
        for (int i = 0; i < context.Module.Datas.Length; i++) ValidateData(context, constants, context.Module.Datas[i]);
    }

    private static void ValidateElem(ModuleContext context, FunctionValidator constants, int index)
    {
        ElemSegment elem = context.Module.Elems[index];
        Place at = new(context.Module.OffsetOf(SectionId.Element, index));
        if (elem.Functions.IsDefault)
        {
            context.CheckRefType(elem.Type, at);
            foreach (ByteRange expr in elem.Exprs) constants.ValidateConst(expr, elem.Type);
        }
        else
        {
            foreach (FuncIdx function in elem.Functions)
            {
                context.Func(function.Value, at);
                context.DeclareFunction(function.Value);
            }
        }
        if (elem.Mode == SegmentMode.Active) ValidateActive(context, constants, elem, index, at);
    }

    private static void ValidateActive(ModuleContext context, FunctionValidator constants, ElemSegment elem, int index, Place at)
    {
        TableType table = context.Table(elem.Table.Value, at with { Offset = elem.OffsetExpr.Offset });
        if (!context.Types.Matches(elem.Type, table.Element))
            ValidationErrors.Mismatch(at, $"elem segment {index}", table.Element.ToString(), elem.Type.ToString());
        constants.ValidateConst(elem.OffsetExpr, table.AddressType);
    }

    private static void ValidateData(ModuleContext context, FunctionValidator constants, DataSegment data)
    {
        if (data.Mode != SegmentMode.Active) return;
        MemType memory = context.Memory(data.Memory.Value, new(data.OffsetExpr.Offset));
        constants.ValidateConst(data.OffsetExpr, memory.AddressType);
    }
}
