using System.Numerics;
using Caisson.Oracle.Numerics;

namespace Caisson.Oracle.Vectors;

/// <summary>
/// Instructions between two shapes; the shape of the operands stands in the name. spec: op-vcvtop, op-vextunop, op-vextbinop, op-vnarrowop
/// </summary>
internal static class Widening
{
    /// <summary>The result, or null when the operands have the shape of the result.</summary>
    public static Val? TryApply(Shape shape, string op, Val[] operands)
    {
        string[] words = op.Split('_');
        int at = Array.FindIndex(words, IsShape);
        if (at < 0) return null;
        var from = Shape.Parse(words[at]);
        bool signed = words.Length > at + 1 && words[at + 1] == "s";
        return words[0] switch
        {
            "narrow" => Narrow(shape, from, signed, operands[0], operands[1]),
            "extend" => shape.Vector(Extended(shape, from, words[1], signed, operands[0])),
            "extadd" => Pairwise(shape, Extended(shape, from, signed, operands[0])),
            "extmul" => shape.Zip(
                shape.Vector(Extended(shape, from, words[1], signed, operands[0])),
                shape.Vector(Extended(shape, from, words[1], signed, operands[1])),
                (i, j) => (ulong)Integers.Binary("mul", shape.Width, i, j)),
            "dot" => Pairwise(shape, Products(shape, from, operands[0], operands[1])),
            "trunc" => Padded(shape, Array.ConvertAll(from.Lanes(operands[0]), lane => TruncSat(from, signed, lane))),
            "convert" => Padded(shape, Array.ConvertAll(from.Lanes(operands[0])[..shape.Count], lane => Convert(shape, from, signed, lane))),
            "demote" => Padded(shape, Array.ConvertAll(from.Lanes(operands[0]), Demote)),
            "promote" => Padded(shape, Array.ConvertAll(from.Lanes(operands[0])[..shape.Count], Promote)),
            _ => throw new NotSupportedException(op),
        };
    }

    /// <summary>All lanes, widened with their sign or with zeros.</summary>
    public static ulong[] Extended(Shape to, Shape from, bool signed, Val vector) =>
        Array.ConvertAll(from.Lanes(vector), lane => signed ? (ulong)Integers.Extend(from.Width, to.Width, lane) : lane);

    /// <summary>Sums of neighbours, wrapping. spec: op-ivadd_pairwise</summary>
    public static Val Pairwise(Shape shape, ulong[] lanes) => Pairwise(shape, lanes, (i, j) => Integers.Wrap(shape.Width, i + j));

    public static Val Pairwise(Shape shape, ulong[] lanes, Func<BigInteger, BigInteger, BigInteger> add)
    {
        var sums = new ulong[shape.Count];
        for (int i = 0; i < sums.Length; i++) sums[i] = (ulong)add(lanes[2 * i], lanes[(2 * i) + 1]);
        return shape.Vector(sums);
    }

    /// <summary>Products of signed lanes, in twice the width.</summary>
    public static ulong[] Products(Shape to, Shape from, Val a, Val b)
    {
        ulong[] left = Extended(to, from, signed: true, a), right = Extended(to, from, signed: true, b);
        for (int i = 0; i < left.Length; i++) left[i] = (ulong)Integers.Binary("mul", to.Width, left[i], right[i]);
        return left;
    }

    private static bool IsShape(string word) => word.Length > 3 && word.Contains('x', StringComparison.Ordinal) && char.IsDigit(word[^1]);

    private static ulong[] Extended(Shape to, Shape from, string half, bool signed, Val vector)
    {
        ulong[] lanes = Extended(to, from, signed, vector);
        return half == "low" ? lanes[..to.Count] : lanes[to.Count..];
    }

    /// <summary>spec: op-narrow</summary>
    private static Val Narrow(Shape to, Shape from, bool signed, Val a, Val b)
    {
        ulong[] lanes = [.. from.Lanes(a), .. from.Lanes(b)];
        return to.Vector(Array.ConvertAll(lanes, Saturate));

        ulong Saturate(ulong lane)
        {
            BigInteger i = Integers.Signed(from.Width, lane);
            return (ulong)(signed ? IntegerVectors.SatS(to.Width, i) : IntegerVectors.SatU(to.Width, i));
        }
    }

    private static ulong TruncSat(Shape from, bool signed, ulong lane) =>
        (ulong)Conversions.TruncSat(32, signed, from.Width == 32 ? FloatVectors.F32(lane) : FloatVectors.F64(lane));

    private static ulong Convert(Shape to, Shape from, bool signed, ulong lane)
    {
        BigInteger i = signed ? Integers.Signed(from.Width, lane) : lane;
        return to.Width == 32 ? FloatVectors.Bits((float)Conversions.Convert(i, 24)) : FloatVectors.Bits(Conversions.Convert(i, 53));
    }

    private static ulong Demote(ulong lane) => FloatVectors.Bits(Floats.Nan((float)FloatVectors.F64(lane)));

    private static ulong Promote(ulong lane) => FloatVectors.Bits(Floats.Nan((double)FloatVectors.F32(lane)));

    /// <summary>What is missing is zero.</summary>
    private static Val Padded(Shape shape, ulong[] lanes)
    {
        Array.Resize(ref lanes, shape.Count);
        return shape.Vector(lanes);
    }
}
