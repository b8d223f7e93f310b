using System.Numerics;
using Caisson.Oracle.Numerics;

namespace Caisson.Oracle.Vectors;

/// <summary>Floating-point operations on each lane. spec: op-fvunop, op-fvbinop, op-fvrelop</summary>
internal static class FloatVectors
{
    public static Val Apply(Shape shape, string op, Val[] operands) => op switch
    {
        "abs" or "neg" or "sqrt" or "ceil" or "floor" or "trunc" or "nearest" => shape.Map(operands[0], lane => Unary(shape, op, lane)),
        "eq" or "ne" or "lt" or "gt" or "le" or "ge" => shape.Zip(operands[0], operands[1], (a, b) => shape.Mask(Relation(shape, op, a, b))),
        _ => shape.Zip(operands[0], operands[1], (a, b) => Binary(shape, op, a, b)),
    };

    public static float F32(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    public static double F64(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    public static ulong Bits(float z) => BitConverter.SingleToUInt32Bits(z);

    public static ulong Bits(double z) => BitConverter.DoubleToUInt64Bits(z);

    private static ulong Unary(Shape shape, string op, ulong z) =>
        shape.Width == 32 ? Bits(Floats.Unary(op, F32(z))) : Bits(Floats.Unary(op, F64(z)));

    private static bool Relation(Shape shape, string op, ulong a, ulong b) =>
        shape.Width == 32 ? Floats.Relation(op, F32(a), F32(b)) : Floats.Relation(op, F64(a), F64(b));

    private static ulong Binary(Shape shape, string op, ulong a, ulong b) =>
        shape.Width == 32 ? Bits(Binary(op, F32(a), F32(b))) : Bits(Binary(op, F64(a), F64(b)));

    private static T Binary<T>(string op, T a, T b) where T : IBinaryFloatingPointIeee754<T> => op switch
    {
        "pmin" => b < a ? b : a,
        "pmax" => a < b ? b : a,
        _ => Floats.Binary(op, a, b),
    };
}
