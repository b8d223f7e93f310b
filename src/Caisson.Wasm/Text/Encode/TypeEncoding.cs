using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Encode;

/// <summary>Types in the binary format. spec: binary-type</summary>
internal static class TypeEncoding
{
    /// <summary>Writes a value type. spec: binary-valtype</summary>
    public static void ValType(this ByteWriter writer, ValType type)
    {
        switch (type.Kind)
        {
            case ValKind.I32: writer.Byte(0x7F); break;
            case ValKind.I64: writer.Byte(0x7E); break;
            case ValKind.F32: writer.Byte(0x7D); break;
            case ValKind.F64: writer.Byte(0x7C); break;
            case ValKind.V128: writer.Byte(0x7B); break;
            default: writer.RefType(type); break;
        }
    }

    /// <summary>Writes a heap type. spec: binary-heaptype</summary>
    public static void HeapType(this ByteWriter writer, HeapType type) => writer.Signed(type.Code);

    /// <summary>Writes types with their number before them. spec: binary-resulttype</summary>
    public static void ValTypes(this ByteWriter writer, ImmutableArray<ValType> types)
    {
        writer.Unsigned((ulong)types.Length);
        foreach (ValType type in types) writer.ValType(type);
    }

    /// <summary>Writes a composite type. spec: binary-comptype</summary>
    public static void CompType(this ByteWriter writer, CompType type)
    {
        switch (type)
        {
            case FuncType func:
                writer.Byte(0x60);
                writer.ValTypes(func.Parameters);
                writer.ValTypes(func.Results);
                break;
            case StructType structure:
                writer.Byte(0x5F);
                writer.Unsigned((ulong)structure.Fields.Length);
                foreach (FieldType field in structure.Fields) writer.FieldType(field);
                break;
            case ArrayType array:
                writer.Byte(0x5E);
                writer.FieldType(array.Element);
                break;
        }
    }

    /// <summary>Writes a global type. spec: binary-globaltype</summary>
    public static void GlobalType(this ByteWriter writer, GlobalType type)
    {
        writer.ValType(type.Type);
        writer.Byte(type.Mutable ? (byte)1 : (byte)0);
    }

    /// <summary>Writes a table type. spec: binary-tabletype</summary>
    public static void TableType(this ByteWriter writer, TableType type)
    {
        writer.RefType(type.Element);
        writer.Limits(type.Limits, type.Is64 ? 4 : 0);
    }

    /// <summary>Writes a memory type. spec: binary-memtype</summary>
    public static void MemType(this ByteWriter writer, MemType type)
    {
        bool paged = type.PageSizeLog2 != 16;
        writer.Limits(type.Limits, (type.Is64 ? 4 : 0) | (type.Shared ? 2 : 0) | (paged ? 8 : 0));
        if (paged) writer.Unsigned(type.PageSizeLog2);
    }

    private static void RefType(this ByteWriter writer, ValType type)
    {
        if (!type.Nullable || type.Heap.IsConcrete) writer.Byte(type.Nullable ? (byte)0x63 : (byte)0x64);
        writer.HeapType(type.Heap);
    }

    private static void FieldType(this ByteWriter writer, FieldType type)
    {
        switch (type.Packed)
        {
            case PackedKind.I8: writer.Byte(0x78); break;
            case PackedKind.I16: writer.Byte(0x77); break;
            default: writer.ValType(type.Type); break;
        }
        writer.Byte(type.Mutable ? (byte)1 : (byte)0);
    }

    private static void Limits(this ByteWriter writer, Limits limits, int flags)
    {
        writer.Byte((byte)(flags | (limits.Max is null ? 0 : 1)));
        writer.Unsigned(limits.Min);
        if (limits.Max is { } max) writer.Unsigned(max);
    }
}
