using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>How a field or element is stored; all references alike. spec: syntax-storagetype</summary>
public enum StorageKind : byte
{
    /// <summary>One byte.</summary>
    I8,

    /// <summary>Two bytes.</summary>
    I16,

    /// <summary>A 32-bit integer.</summary>
    I32,

    /// <summary>A 64-bit integer.</summary>
    I64,

    /// <summary>A 32-bit float.</summary>
    F32,

    /// <summary>A 64-bit float.</summary>
    F64,

    /// <summary>A vector.</summary>
    V128,

    /// <summary>A reference of any type.</summary>
    Reference,
}

internal static class StorageKinds
{
    extension(StorageKind kind)
    {
        /// <summary>The type of a field.</summary>
        public Type ClrType => kind switch
        {
            StorageKind.I8 => typeof(byte),
            StorageKind.I16 => typeof(short),
            StorageKind.I32 => typeof(int),
            StorageKind.I64 => typeof(long),
            StorageKind.F32 => typeof(float),
            StorageKind.F64 => typeof(double),
            StorageKind.V128 => typeof(Vector128<byte>),
            _ => typeof(object),
        };

        /// <summary>The type of an array's element.</summary>
        public Type ElementType => kind == StorageKind.Reference ? typeof(ReferenceCell) : kind.ClrType;

        /// <summary>The class of arrays.</summary>
        public Type ArrayClass => kind switch
        {
            StorageKind.I8 => typeof(ArrayObject<byte>),
            StorageKind.I16 => typeof(ArrayObject<short>),
            StorageKind.I32 => typeof(ArrayObject<int>),
            StorageKind.I64 => typeof(ArrayObject<long>),
            StorageKind.F32 => typeof(ArrayObject<float>),
            StorageKind.F64 => typeof(ArrayObject<double>),
            StorageKind.V128 => typeof(ArrayObject<Vector128<byte>>),
            _ => typeof(ArrayObject<ReferenceCell>),
        };

        /// <summary>In bytes.</summary>
        public int Size => kind switch
        {
            StorageKind.I8 => 1,
            StorageKind.I16 => 2,
            StorageKind.I32 or StorageKind.F32 => 4,
            StorageKind.V128 => Unsafe.SizeOf<Vector128<byte>>(),
            _ => 8,
        };
    }

    public static StorageKind Of(FieldType field) => field switch
    {
        { Packed: PackedKind.I8 } => StorageKind.I8,
        { Packed: PackedKind.I16 } => StorageKind.I16,
        { Type.Kind: ValKind.I32 } => StorageKind.I32,
        { Type.Kind: ValKind.I64 } => StorageKind.I64,
        { Type.Kind: ValKind.F32 } => StorageKind.F32,
        { Type.Kind: ValKind.F64 } => StorageKind.F64,
        { Type.Kind: ValKind.V128 } => StorageKind.V128,
        { Type.Kind: ValKind.Ref } => StorageKind.Reference,
        _ => throw new UnreachableException(),
    };
}
