using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>A runtime value: a number or a vector by its bits, or a reference. spec: syntax-val</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Bits">The bits of a number, zero-extended; the low half of a vector.</param>
/// <param name="Reference">
/// Null, a <see cref="FuncInst"/>, <see cref="I31Ref"/>, <see cref="StructInst"/>, <see cref="ArrayInst"/>, <see cref="ExnInst"/> or
/// <see cref="ExternRef"/>; anything else is an object of the host that has been internalised. spec: syntax-ref
/// </param>
/// <param name="High">The high half of a vector.</param>
internal readonly record struct Val(ValKind Kind, ulong Bits, object? Reference = null, ulong High = 0)
{
    public uint U32 => (uint)Bits;

    public float F32 => BitConverter.UInt32BitsToSingle((uint)Bits);

    public double F64 => BitConverter.UInt64BitsToDouble(Bits);

    public static Val I32(uint value) => new(ValKind.I32, value);

    public static Val I64(ulong value) => new(ValKind.I64, value);

    public static Val Of(float value) => new(ValKind.F32, BitConverter.SingleToUInt32Bits(value));

    public static Val Of(double value) => new(ValKind.F64, BitConverter.DoubleToUInt64Bits(value));

    public static Val V128(ulong low, ulong high) => new(ValKind.V128, low, null, high);

    public static Val Ref(object? reference) => new(ValKind.Ref, 0, reference);

    /// <summary>A reference that the host passes as <c>externref</c>.</summary>
    public static Val Extern(object? host) => Ref(host is null ? null : new ExternRef(host));

    /// <summary>An address, or a size, of a memory or table. spec: syntax-addrtype</summary>
    public static Val Address(bool is64, ulong value) => is64 ? I64(value) : I32((uint)value);

    public static Val Bool(bool value) => I32(value ? 1u : 0u);

    /// <summary>spec: aux-default</summary>
    public static Val Default(ValType type) => new(type.Kind, 0);
}
