using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>Element and data segments.</summary>
internal static class SegmentDecoder
{
    /// <summary>spec: binary-elemsec</summary>
    public static void DecodeElems(ref BinaryCursor section, ModuleBuilder builder)
    {
        int count = section.ReadLength(ImplementationLimits.ElemSegments, "element segments");
        for (int i = 0; i < count; i++) builder.Elems.Add(DecodeElem(ref section, builder));
    }

    /// <summary>
    /// Bit 0 says not active; bit 1 declarative, or that an active segment names its table; bit 2 expressions instead of function
    /// indices. spec: binary-elem
    /// </summary>
    private static ElemSegment DecodeElem(ref BinaryCursor section, ModuleBuilder builder)
    {
        int at = section.Position;
        builder.MarkItem(SectionId.Element, at);
        uint flags = section.ReadU32();
        if (flags > 7) BinaryErrors.Malformed<uint>("elements segment kind", flags, at);
        if (flags != 0 && (builder.Features & (Features.BulkMemory | Features.ReferenceTypes)) == 0)
            BinaryErrors.NeedsFeature($"malformed elements segment kind {flags}", Features.BulkMemory, at);
        SegmentMode mode = (flags & 1) == 0 ? SegmentMode.Active : (flags & 2) == 0 ? SegmentMode.Passive : SegmentMode.Declarative;
        TableIdx table = mode == SegmentMode.Active && (flags & 2) != 0 ? new(section.ReadU32()) : default;
        ByteRange offset = mode == SegmentMode.Active ? section.ReadExpr() : default;
        bool typed = (flags & 3) != 0;
        return (flags & 4) == 0
            ? DecodeFunctions(ref section, typed, mode, table, offset)
            : DecodeExprs(ref section, typed, mode, table, offset);
    }

    private static ElemSegment DecodeFunctions(ref BinaryCursor section, bool typed, SegmentMode mode, TableIdx table, ByteRange offset)
    {
        int at = section.Position;
        if (typed && section.ReadByte() is not 0 and byte kind) BinaryErrors.Malformed<byte>("element kind", kind, at);
        int count = section.ReadLength(ImplementationLimits.SegmentElements, "elements");
        var functions = new FuncIdx[count];
        for (int i = 0; i < count; i++) functions[i] = new(section.ReadU32());
        return new(ValType.Ref(false, HeapType.Func), mode, table, offset, count, functions.Freeze(), default);
    }

    private static ElemSegment DecodeExprs(ref BinaryCursor section, bool typed, SegmentMode mode, TableIdx table, ByteRange offset)
    {
        ValType type = typed ? section.ReadRefType() : ValType.FuncRef;
        int count = section.ReadLength(ImplementationLimits.SegmentElements, "elements");
        var exprs = new ByteRange[count];
        for (int i = 0; i < count; i++) exprs[i] = section.ReadExpr();
        return new(type, mode, table, offset, count, default, exprs.Freeze());
    }

    /// <summary>spec: binary-datasec</summary>
    public static void DecodeDatas(ref BinaryCursor section, ModuleBuilder builder)
    {
        int at = section.Position;
        int count = section.ReadLength(ImplementationLimits.DataSegments, "data segments");
        if (builder.DataCount is { } declared && declared != count) BinaryErrors.DataCount(declared, count, at);
        for (int i = 0; i < count; i++) builder.Datas.Add(DecodeData(ref section, builder.Features));
    }

    /// <summary>The data segments of a module that is valid.</summary>
    public static ImmutableArray<DataSegment> DecodeDatas(ModuleSyntax module)
    {
        BinaryCursor section = new(module.Bytes.Span, module.SectionAt(SectionId.Data));
        if (section.AtEnd) return [];
        var datas = new DataSegment[section.ReadLength()];
        for (int i = 0; i < datas.Length; i++) datas[i] = DecodeData(ref section, Features.All);
        return datas.Freeze();
    }

    /// <summary>How many data segments a module has that is valid.</summary>
    public static int CountDatas(ModuleSyntax module)
    {
        BinaryCursor section = new(module.Bytes.Span, module.SectionAt(SectionId.Data));
        return section.AtEnd ? 0 : section.ReadLength();
    }

    /// <summary>spec: binary-data</summary>
    private static DataSegment DecodeData(ref BinaryCursor section, Features features)
    {
        int at = section.Position;
        uint kind = section.ReadU32();
        if (kind > 2) BinaryErrors.Malformed<uint>("data segment kind", kind, at);
        if (kind != 0 && (features & Features.BulkMemory) == 0)
            BinaryErrors.NeedsFeature($"malformed data segment kind {kind}", Features.BulkMemory, at);
        MemIdx memory = kind == 2 ? new(section.ReadU32()) : default;
        return kind == 1
            ? new(SegmentMode.Passive, default, default, section.ReadRange())
            : new(SegmentMode.Active, memory, section.ReadExpr(), section.ReadRange());
    }
}
