using System.Buffers.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>
/// Step 1 in the life of a module: bytes become syntax. Function bodies stay bytes; validation reads them. Whatever the bytes, the
/// result is a module or a <see cref="MalformedException"/>, in time and memory linear in their number. spec: binary-module
/// </summary>
public static class ModuleDecoder
{
    private const uint Magic = 0x6D736100;
    private const uint CoreVersion = 1;
    private const uint ComponentVersion = 0x0001000D;

    // A section may stand only after those before it in this list. As bytes, since the JIT would compile methods of a span of an enumeration whenever a program starts.
    private static ReadOnlySpan<byte> Order =>
    [
        (byte)SectionId.Type, (byte)SectionId.Import, (byte)SectionId.Function, (byte)SectionId.Table, (byte)SectionId.Memory, (byte)SectionId.Tag, (byte)SectionId.Global,
        (byte)SectionId.Export, (byte)SectionId.Start, (byte)SectionId.Element, (byte)SectionId.DataCount, (byte)SectionId.Code, (byte)SectionId.Data,
    ];

    /// <summary>Decodes a binary module.</summary>
    /// <param name="bytes">The module. The result keeps it; it must not change any more.</param>
    /// <param name="features">The proposals that the module may use.</param>
    /// <exception cref="MalformedException">The bytes are no module, or larger than <see cref="ImplementationLimits"/>.</exception>
    public static ModuleSyntax Decode(ReadOnlyMemory<byte> bytes, Features features = Features.Wasm3)
    {
        ReadOnlySpan<byte> module = bytes.Span;
        if (module.Length > ImplementationLimits.ModuleSize)
            BinaryErrors.TooMany("bytes", (ulong)module.Length, ImplementationLimits.ModuleSize, 0);
        CheckHeader(module);
        ModuleBuilder builder = new(features);
        BinaryCursor cursor = new(module, new(8, module.Length - 8));
        try
        {
            for (int next = 0; !cursor.AtEnd;) next = DecodeSection(ref cursor, builder, next);
            return builder.Build(bytes);
        }
        catch (MalformedException)
        {
            // A mistake in a body, which nothing has read so far, comes first and may well be the cause of this one.
            foreach (CodeBody body in builder.Code.Take()) new BinaryCursor(module, body.Instructions with { Length = module.Length - body.Instructions.Offset }).ReadExpr();
            throw;
        }
    }

    /// <summary>
    /// Decodes a module that was decoded and validated before, with the same features: types of functions, bodies and data segments only when somebody asks for them. Of any other,
    /// <see cref="ModuleSyntax.Functions"/>, <see cref="ModuleSyntax.Code"/> and <see cref="ModuleSyntax.Datas"/> may throw.
    /// </summary>
    /// <param name="bytes">The module. The result keeps it; it must not change any more.</param>
    /// <param name="features">The proposals that the module may use.</param>
    /// <exception cref="MalformedException">The bytes are no module.</exception>
    public static ModuleSyntax DecodeValidated(ReadOnlyMemory<byte> bytes, Features features)
    {
        ReadOnlySpan<byte> module = bytes.Span;
        CheckHeader(module);
        ModuleBuilder builder = new(features, leavesCode: true);
        BinaryCursor cursor = new(module, new(8, module.Length - 8));
        for (int next = 0; !cursor.AtEnd;) next = DecodeSection(ref cursor, builder, next);
        return builder.Build(bytes);
    }

    private static void CheckHeader(ReadOnlySpan<byte> module)
    {
        if (module.Length < 4) BinaryErrors.UnexpectedEndOfHeader(module.Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(module) != Magic) BinaryErrors.Magic();
        if (module.Length < 8) BinaryErrors.UnexpectedEndOfHeader(module.Length);
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(module[4..]);
        if (version == ComponentVersion) BinaryErrors.Component();
        if (version != CoreVersion) BinaryErrors.Version(version);
    }

    // A loop: the framework has no machine code for a search among values of a type of ours.
    private static int PlaceOf(SectionId id)
    {
        int place = Order.Length - 1;
        while (place >= 0 && Order[place] != (byte)id) place--;
        return place;
    }

    /// <summary>One section; returns the place in <see cref="Order"/> of the first section that may follow.</summary>
    private static int DecodeSection(ref BinaryCursor cursor, ModuleBuilder builder, int next)
    {
        int at = cursor.Position;
        SectionId id = (SectionId)cursor.ReadByte();
        int place = PlaceOf(id);
        if (id != SectionId.Custom && (place < 0 || !IsEnabled(id, builder.Features))) BinaryErrors.SectionId((byte)id, at);
        int length = cursor.ReadLength();
        ByteRange content = new(cursor.Position, length);
        if (id == SectionId.Custom)
        {
            CustomSectionDecoder.Decode(ref cursor, length, builder, next == 0 ? SectionId.Custom : (SectionId)Order[next - 1]);
            return next;
        }
        if (place < next) BinaryErrors.SectionOrder(id, at);
        builder.Sections[(int)id] = content;
        // The content may run past the end of the section before that is found out, as in the reference interpreter.
        DecodeContent(id, ref cursor, builder);
        if (cursor.Position != content.End) BinaryErrors.SectionSize(id, content, cursor.Position);
        return place + 1;
    }

    private static void DecodeContent(SectionId id, ref BinaryCursor section, ModuleBuilder builder)
    {
        switch (id)
        {
            case SectionId.Function or SectionId.Code or SectionId.Data when builder.LeavesCode: section.Skip(builder.Sections[(int)id].Length); break;
            case SectionId.Type: TypeSectionDecoder.Decode(ref section, builder); break;
            case SectionId.Import: ImportSectionDecoder.Decode(ref section, builder); break;
            case SectionId.Function: FunctionSection.Decode(ref section, builder); break;
            case SectionId.Table: DefinitionDecoder.DecodeTables(ref section, builder); break;
            case SectionId.Memory: DefinitionDecoder.DecodeMemories(ref section, builder); break;
            case SectionId.Tag: DefinitionDecoder.DecodeTags(ref section, builder); break;
            case SectionId.Global: DefinitionDecoder.DecodeGlobals(ref section, builder); break;
            case SectionId.Export: DefinitionDecoder.DecodeExports(ref section, builder); break;
            case SectionId.Start: builder.Start = new(section.ReadU32()); break;
            case SectionId.Element: SegmentDecoder.DecodeElems(ref section, builder); break;
            case SectionId.DataCount: builder.DataCount = section.ReadU32(); break;
            case SectionId.Code: CodeSectionDecoder.Decode(ref section, builder); break;
            case SectionId.Data: SegmentDecoder.DecodeDatas(ref section, builder); break;
        }
    }

    private static bool IsEnabled(SectionId id, Features features) => id switch
    {
        SectionId.Tag => (features & (Features.ExceptionHandling | Features.LegacyExceptions)) != 0,
        SectionId.DataCount => (features & Features.BulkMemory) != 0,
        _ => true,
    };
}
