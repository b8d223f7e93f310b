using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>A runtime value: a number by its bits, or a reference. spec: syntax-val</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Bits">The bits of a number, zero-extended.</param>
/// <param name="Reference">A <see cref="FuncAddr"/>, a host's object, or null.</param>
internal readonly record struct Val(ValKind Kind, ulong Bits, object? Reference = null)
{
    public uint U32 => (uint)Bits;

    public float F32 => BitConverter.UInt32BitsToSingle((uint)Bits);

    public double F64 => BitConverter.UInt64BitsToDouble(Bits);

    public static Val I32(uint value) => new(ValKind.I32, value);

    public static Val I64(ulong value) => new(ValKind.I64, value);

    public static Val Of(float value) => new(ValKind.F32, BitConverter.SingleToUInt32Bits(value));

    public static Val Of(double value) => new(ValKind.F64, BitConverter.DoubleToUInt64Bits(value));

    public static Val Ref(object? reference) => new(ValKind.Ref, 0, reference);

    /// <summary>spec: default-val</summary>
    public static Val Default(ValType type) => new(type.Kind, 0);
}

/// <summary>A reference to a function. spec: syntax-funcaddr</summary>
/// <param name="Index">Index in the one module.</param>
internal sealed record FuncAddr(int Index);
