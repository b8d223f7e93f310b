using System.Numerics;
using Caisson.Oracle.Numerics;

namespace Caisson.Oracle.Vectors;

/// <summary>Integer operations on each lane. spec: op-ivunop, op-ivbinop, op-ivrelop, op-ivshiftop, op-ivtestop, op-ivbitmaskop</summary>
internal static class IntegerVectors
{
    public static Val Apply(Shape shape, string op, Val[] operands)
    {
        int n = shape.Width;
        Val a = operands[0];
        switch (op)
        {
            case "abs" or "neg" or "popcnt": return shape.Map(a, lane => (ulong)Unary(op, n, lane));
            case "shl" or "shr_s" or "shr_u":
                uint count = operands[1].U32;
                return shape.Map(a, lane => (ulong)Integers.Binary(op, n, lane, count));
            case "all_true": return Val.Bool(!shape.Lanes(a).Contains(0uL));
            case "bitmask": return Bitmask(shape, a);
            case "eq" or "ne" or "lt_s" or "lt_u" or "gt_s" or "gt_u" or "le_s" or "le_u" or "ge_s" or "ge_u":
                return shape.Zip(a, operands[1], (i, j) => shape.Mask(Integers.Relation(op, n, i, j)));
            default: return shape.Zip(a, operands[1], (i, j) => (ulong)Binary(op, n, i, j));
        }
    }

    /// <summary>spec: op-sat_s</summary>
    public static BigInteger SatS(int n, BigInteger i) =>
        Integers.Wrap(n, BigInteger.Clamp(i, -Integers.Power(n - 1), Integers.Power(n - 1) - 1));

    /// <summary>spec: op-sat_u</summary>
    public static BigInteger SatU(int n, BigInteger i) => BigInteger.Clamp(i, 0, Integers.Power(n) - 1);

    private static BigInteger Unary(string op, int n, BigInteger i) => op switch
    {
        "abs" => Integers.Wrap(n, BigInteger.Abs(Integers.Signed(n, i))),
        "neg" => Integers.Wrap(n, -i),
        _ => Integers.Unary(op, n, i),
    };

    private static BigInteger Binary(string op, int n, BigInteger i, BigInteger j)
    {
        BigInteger si = Integers.Signed(n, i), sj = Integers.Signed(n, j);
        return op switch
        {
            "min_u" => BigInteger.Min(i, j),
            "max_u" => BigInteger.Max(i, j),
            "min_s" => si <= sj ? i : j,
            "max_s" => si >= sj ? i : j,
            "add_sat_u" => SatU(n, i + j),
            "add_sat_s" => SatS(n, si + sj),
            "sub_sat_u" => SatU(n, i - j),
            "sub_sat_s" => SatS(n, si - sj),
            "avgr_u" => (i + j + 1) / 2,
            "q15mulr_sat_s" => SatS(n, ((si * sj) + (1 << 14)) >> 15),
            _ => Integers.Binary(op, n, i, j),
        };
    }

    /// <summary>spec: op-ivbitmaskop</summary>
    private static Val Bitmask(Shape shape, Val a)
    {
        ulong[] lanes = shape.Lanes(a);
        uint mask = 0;
        for (int i = 0; i < lanes.Length; i++)
            if (Integers.Signed(shape.Width, lanes[i]) < 0) mask |= 1u << i;
        return Val.I32(mask);
    }
}
