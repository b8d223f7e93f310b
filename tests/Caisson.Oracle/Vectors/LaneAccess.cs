using Caisson.Oracle.Numerics;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle.Vectors;

/// <summary>Instructions that move whole lanes. spec: exec-vsplat, exec-vextract_lane, exec-vreplace_lane, exec-vshuffle, op-ivswizzle</summary>
internal static class LaneAccess
{
    public static Val Apply(Shape shape, string op, int lane, Val[] operands) => op switch
    {
        "splat" => Splat(shape, operands[0].Bits),
        "swizzle" => Swizzle(shape, operands[0], operands[1]),
        "replace_lane" => Replace(shape, operands[0], lane, operands[1].Bits),
        "extract_lane_s" => Val.I32((uint)Integers.Extend(shape.Width, 32, shape.Lanes(operands[0])[lane])),
        _ => new Val(KindOf(shape), shape.Lanes(operands[0])[lane]),
    };

    public static Val Splat(Shape shape, ulong bits)
    {
        var lanes = new ulong[shape.Count];
        Array.Fill(lanes, bits & (ulong.MaxValue >> (64 - shape.Width)));
        return shape.Vector(lanes);
    }

    public static Val Replace(Shape shape, Val vector, int lane, ulong bits)
    {
        ulong[] lanes = shape.Lanes(vector);
        lanes[lane] = bits & (ulong.MaxValue >> (64 - shape.Width));
        return shape.Vector(lanes);
    }

    /// <summary>spec: exec-vshuffle</summary>
    /// <param name="indices">As the bytes of a vector.</param>
    /// <param name="a">Lanes 0 to 15.</param>
    /// <param name="b">Lanes 16 to 31.</param>
    public static Val Shuffle(Val indices, Val a, Val b)
    {
        var bytes = new Shape(IsFloat: false, 8);
        ulong[] all = [.. bytes.Lanes(a), .. bytes.Lanes(b)];
        return bytes.Map(indices, index => all[index]);
    }

    private static Val Swizzle(Shape shape, Val a, Val indices)
    {
        ulong[] lanes = shape.Lanes(a);
        return shape.Map(indices, index => index < (ulong)lanes.Length ? lanes[index] : 0);
    }

    private static ValKind KindOf(Shape shape) => shape switch
    {
        { IsFloat: true, Width: 32 } => ValKind.F32,
        { IsFloat: true } => ValKind.F64,
        { Width: 64 } => ValKind.I64,
        _ => ValKind.I32,
    };
}
