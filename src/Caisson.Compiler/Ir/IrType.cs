using System.Diagnostics;
using System.Runtime.Intrinsics;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Ir;

/// <summary>What the CLR needs to know of a value's type.</summary>
internal enum IrType : byte
{
    I32,
    I64,
    F32,
    F64,
    V128,

    /// <summary>A reference. Functions too: a function may stand where any reference of a supertype is expected.</summary>
    Object,

    /// <summary>No value, or several as a tuple: calls only.</summary>
    None,
}

internal static class IrTypes
{
    public const int Count = (int)IrType.None;

    extension(IrType type)
    {
        public Type ClrType => type switch
        {
            IrType.I32 => typeof(int),
            IrType.I64 => typeof(long),
            IrType.F32 => typeof(float),
            IrType.F64 => typeof(double),
            IrType.V128 => typeof(Vector128<byte>),
            IrType.Object => typeof(object),
            _ => throw new UnreachableException(),
        };
    }

    public static IrType Of(ValType type) => type.Kind switch
    {
        ValKind.Ref => IrType.Object,
        _ => Of(type.Kind),
    };

    public static IrType Of(ValKind kind) => kind switch
    {
        ValKind.I32 => IrType.I32,
        ValKind.I64 => IrType.I64,
        ValKind.F32 => IrType.F32,
        ValKind.F64 => IrType.F64,
        ValKind.V128 => IrType.V128,
        _ => throw new UnreachableException(),
    };
}
