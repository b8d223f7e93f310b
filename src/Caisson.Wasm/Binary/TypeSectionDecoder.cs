using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>Types. spec: binary-typesec</summary>
internal static class TypeSectionDecoder
{
    private const byte Rec = 0x4E, SubFinal = 0x4F, Sub = 0x50, Array = 0x5E, Struct = 0x5F, Func = 0x60;

    public static void Decode(ref BinaryCursor section, ModuleBuilder builder)
    {
        int groups = section.ReadLength(ImplementationLimits.Types, "types");
        builder.Types.Reserve(groups);
        for (int i = 0; i < groups; i++) DecodeRecType(ref section, builder);
    }

    /// <summary>spec: binary-rectype</summary>
    public static void DecodeRecType(ref BinaryCursor section, ModuleBuilder builder)
    {
        int length = 1;
        if (section.Peek() == Rec)
        {
            RequireGarbageCollection(builder, Rec, section.Position);
            section.Skip(1);
            length = section.ReadLength(ImplementationLimits.Types, "types");
        }
        TypeIdx start = new((uint)builder.Types.Count);
        for (int i = 0; i < length; i++)
        {
            ModuleBuilder.CheckRoom(builder.Types.Count, ImplementationLimits.Types, "types", section.Position);
            builder.MarkItem(SectionId.Type, section.Position);
            builder.Types.Add(DecodeSubType(ref section, builder, start, (uint)length));
        }
    }

    /// <summary>spec: binary-subtype</summary>
    private static SubType DecodeSubType(ref BinaryCursor section, ModuleBuilder builder, TypeIdx start, uint length)
    {
        byte form = section.Peek();
        if (form is not (Sub or SubFinal)) return new(DecodeCompType(ref section, builder), true, null, start, length);
        RequireGarbageCollection(builder, form, section.Position);
        section.Skip(1);
        int supers = section.ReadLength(ImplementationLimits.SuperTypes, "super types");
        TypeIdx? super = supers == 0 ? null : new(section.ReadU32());
        return new(DecodeCompType(ref section, builder), form == SubFinal, super, start, length);
    }

    /// <summary>spec: binary-comptype</summary>
    private static CompType DecodeCompType(ref BinaryCursor section, ModuleBuilder builder)
    {
        int at = section.Position;
        byte form = section.ReadByte();
        // The number is a LEB128 number of seven bits.
        if (form >= 0x80) BinaryErrors.IntegerTooLong(at);
        if (form is Struct or Array) RequireGarbageCollection(builder, form, at);
        return form switch
        {
            Func => new FuncType(
                DecodeResultType(ref section, ImplementationLimits.Parameters, "parameters"),
                DecodeResultType(ref section, ImplementationLimits.Results, "results")),
            Struct => DecodeStructType(ref section),
            Array => new ArrayType(DecodeFieldType(ref section)),
            _ => BinaryErrors.Malformed<CompType>(BinaryErrors.DefinitionType, form, at),
        };
    }

    /// <summary>spec: binary-resulttype</summary>
    private static ImmutableArray<ValType> DecodeResultType(ref BinaryCursor section, int limit, string what)
    {
        var types = new ValType[section.ReadLength(limit, what)];
        for (int i = 0; i < types.Length; i++) types[i] = section.ReadValType();
        return types.Freeze();
    }

    private static StructType DecodeStructType(ref BinaryCursor section)
    {
        var fields = new FieldType[section.ReadLength(ImplementationLimits.StructFields, "fields")];
        for (int i = 0; i < fields.Length; i++) fields[i] = DecodeFieldType(ref section);
        return new(fields.Freeze());
    }

    /// <summary>spec: binary-fieldtype</summary>
    private static FieldType DecodeFieldType(ref BinaryCursor section)
    {
        PackedKind packed = section.Peek() switch { 0x78 => PackedKind.I8, 0x77 => PackedKind.I16, _ => PackedKind.None };
        if (packed == PackedKind.None) return new(section.ReadValType("storage type"), packed, section.ReadMutability());
        section.Skip(1);
        return new(ValType.I32, packed, section.ReadMutability());
    }

    private static void RequireGarbageCollection(ModuleBuilder builder, byte form, int offset)
    {
        if ((builder.Features & Features.GarbageCollection) == 0)
            BinaryErrors.NeedsFeature($"malformed definition type 0x{form:x2}", Features.GarbageCollection, offset);
    }
}
