namespace Caisson.Oracle.Vectors;

/// <summary>Operations on a vector as 128 bits. spec: op-vvunop, op-vvbinop, op-vvternop, op-vvtestop</summary>
internal static class Bitwise
{
    public static Val Apply(string op, Val[] operands)
    {
        UInt128 a = Bits(operands[0]);
        return op switch
        {
            "not" => Vector(~a),
            "and" => Vector(a & Bits(operands[1])),
            "andnot" => Vector(a & ~Bits(operands[1])),
            "or" => Vector(a | Bits(operands[1])),
            "xor" => Vector(a ^ Bits(operands[1])),
            "bitselect" => Vector((a & Bits(operands[2])) | (Bits(operands[1]) & ~Bits(operands[2]))),
            "any_true" => Val.Bool(a != 0),
            _ => throw new NotSupportedException(op),
        };
    }

    private static UInt128 Bits(Val vector) => new(vector.High, vector.Bits);

    private static Val Vector(UInt128 bits) => Val.V128((ulong)bits, (ulong)(bits >> 64));
}
