namespace Caisson.Oracle.Vectors;

/// <summary>
/// Instructions whose result the specification leaves open to some degree; here, the one that the deterministic profile has, which
/// is the first of those it lists. spec: op-relaxed, profile-deterministic
/// </summary>
internal static class Relaxed
{
    public static Val Apply(Shape shape, string op, Val[] operands) => op switch
    {
        "swizzle" => LaneAccess.Apply(shape, "swizzle", 0, operands),
        "laneselect" => Bitwise.Apply("bitselect", operands),
        "q15mulr_s" => VectorInstructions.Apply(shape, "q15mulr_sat_s", operands),
        "madd" => MultiplyAdd(shape, operands[0], operands[1], operands[2]),
        "nmadd" => MultiplyAdd(shape, VectorInstructions.Apply(shape, "neg", operands[0]), operands[1], operands[2]),
        "dot_i8x16_i7x16_s" => Dot(shape, operands[0], operands[1]),
        "dot_i8x16_i7x16_add_s" => DotAdd(shape, operands),
        _ when op.StartsWith("trunc_", StringComparison.Ordinal) => VectorInstructions.Apply(shape, "trunc_sat_" + op["trunc_".Length..], operands),
        _ => VectorInstructions.Apply(shape, op, operands),
    };

    /// <summary>Rounded twice. spec: op-frelaxed_madd</summary>
    private static Val MultiplyAdd(Shape shape, Val a, Val b, Val c) =>
        VectorInstructions.Apply(shape, "add", VectorInstructions.Apply(shape, "mul", a, b), c);

    /// <summary>Both operands are signed; the sum saturates. spec: op-irelaxed_dot</summary>
    private static Val Dot(Shape shape, Val a, Val b) => Widening.Pairwise(
        shape,
        Widening.Products(shape, new Shape(IsFloat: false, 8), a, b),
        (i, j) => IntegerVectors.SatS(16, Numerics.Integers.Signed(16, i) + Numerics.Integers.Signed(16, j)));

    private static Val DotAdd(Shape shape, Val[] operands)
    {
        Val products = Dot(new Shape(IsFloat: false, 16), operands[0], operands[1]);
        return VectorInstructions.Apply(shape, "add", VectorInstructions.Apply(shape, "extadd_pairwise_i16x8_s", products), operands[2]);
    }
}
