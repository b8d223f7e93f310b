using System.Numerics;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>The relaxed vector instructions: every result that the specification allows. spec: relaxed-ops</summary>
internal static class RelaxedReference
{
    public static Lane[] Evaluate(string shape, string verb, object[] operands)
    {
        Vector128<byte>[] v = [.. operands.Cast<Vector128<byte>>()];
        int width = int.Parse(shape[1..shape.IndexOf('x', StringComparison.Ordinal)], null);
        int count = verb.EndsWith("_zero", StringComparison.Ordinal) ? 2 : 128 / width;
        return [.. Enumerable.Range(0, count).Select(i => Result(verb, width, i, v))];
    }

    private static Lane Result(string verb, int width, int i, Vector128<byte>[] v) => verb switch
    {
        "swizzle" => Swizzle(v[0], v[1][i]),
        "laneselect" => LaneSelect(Bits.Lane(v[0], i, width), Bits.Lane(v[1], i, width), Bits.Lane(v[2], i, width), width),
        "trunc_f32x4_s" => Truncated(Bits.Float(v[0], i), signed: true),
        "trunc_f32x4_u" => Truncated(Bits.Float(v[0], i), signed: false),
        "trunc_f64x2_s_zero" => Truncated(Bits.Double(v[0], i), signed: true),
        "trunc_f64x2_u_zero" => Truncated(Bits.Double(v[0], i), signed: false),
        "madd" or "nmadd" when width == 32 => Madd(verb, Bits.Float(v[0], i), Bits.Float(v[1], i), Bits.Float(v[2], i)),
        "madd" or "nmadd" => Madd(verb, Bits.Double(v[0], i), Bits.Double(v[1], i), Bits.Double(v[2], i)),
        "min" or "max" when width == 32 => MinMax(verb, Bits.Float(v[0], i), Bits.Float(v[1], i)),
        "min" or "max" => MinMax(verb, Bits.Double(v[0], i), Bits.Double(v[1], i)),
        "q15mulr_s" => Q15(Bits.Signed(v[0], i, 16) * Bits.Signed(v[1], i, 16)),
        "dot_i8x16_i7x16_s" => Any(Dots(v[0], v[1], 2 * i), 16),
        "dot_i8x16_i7x16_add_s" => Any(
            from low in Dots(v[0], v[1], 4 * i).Concat(Products(v[0], v[1], 4 * i))
            from high in Dots(v[0], v[1], 4 * i + 2).Concat(Products(v[0], v[1], 4 * i + 2))
            select low + high + Bits.Signed(v[2], i, 32),
            32),
        _ => throw new NotSupportedException(verb),
    };

    private static Lane Swizzle(Vector128<byte> a, byte index) => index switch
    {
        < 16 => Lane.Exact(a[index], 8),
        < 128 => Lane.Exact(0, 8).Or(Lane.Exact(a[index % 16], 8)),
        _ => Lane.Exact(0, 8),
    };

    /// <summary>By each bit, by the highest of the lane or, where lanes have 16 bits, by the highest of each byte.</summary>
    private static Lane LaneSelect(ulong a, ulong b, ulong mask, int width)
    {
        Lane lane = ByBits(mask).Or(Lane.Exact(mask >> (width - 1) == 0 ? b : a, width));
        return width == 16 ? lane.Or(ByBits(((mask >> 7) & 0x0101) * 0xFF)) : lane;

        Lane ByBits(ulong bits) => Lane.Exact((a & bits) | (b & ~bits), width);
    }

    private static Lane Truncated(double value, bool signed)
    {
        BigInteger number = ScalarReference.TruncateSaturating(value, 32, signed);
        var saturated = Lane.Integer(number, 32);
        bool fits = ScalarReference.TruncateSaturating(value, 64, signed: true) == number;
        return fits && !double.IsNaN(value) ? saturated : saturated.Or(Lane.Exact(signed ? 0x8000_0000 : 0xFFFF_FFFF, 32));
    }

    private static Lane Madd(string verb, float a, float b, float c)
    {
        float factor = verb == "madd" ? a : -a;
        return Lane.Arithmetic(float.FusedMultiplyAdd(factor, b, c), a, b, c).Or(Lane.Arithmetic((factor * b) + c, a, b, c));
    }

    private static Lane Madd(string verb, double a, double b, double c)
    {
        double factor = verb == "madd" ? a : -a;
        return Lane.Arithmetic(double.FusedMultiplyAdd(factor, b, c), a, b, c).Or(Lane.Arithmetic((factor * b) + c, a, b, c));
    }

    private static Lane MinMax(string verb, float a, float b)
    {
        Lane strict = FloatReference.Evaluate(verb, [a, b]);
        bool free = float.IsNaN(a) || float.IsNaN(b) || (a == 0 && b == 0);
        return free ? strict.Or(Lane.Exact(a)).Or(Lane.Exact(b)) : strict;
    }

    private static Lane MinMax(string verb, double a, double b)
    {
        Lane strict = FloatReference.Evaluate(verb, [a, b]);
        bool free = double.IsNaN(a) || double.IsNaN(b) || (a == 0 && b == 0);
        return free ? strict.Or(Lane.Exact(a)).Or(Lane.Exact(b)) : strict;
    }

    private static Lane Q15(BigInteger product)
    {
        BigInteger rounded = (product + 0x4000) >> 15;
        return Lane.Integer(Bits.Saturate(rounded, 16, signed: true), 16).Or(Lane.Integer(rounded, 16));
    }

    /// <summary>The sums of two products, wrapping or saturating.</summary>
    private static IEnumerable<BigInteger> Dots(Vector128<byte> a, Vector128<byte> b, int i) =>
        from sum in Products(a, b, i)
        from result in new[] { Bits.Saturate(sum, 16, signed: true), Bits.Signed(Bits.Wrap(sum, 16), 16) }
        select result;

    /// <summary>The sums of two products, the second factor signed or not.</summary>
    private static IEnumerable<BigInteger> Products(Vector128<byte> a, Vector128<byte> b, int i) =>
    [
        Bits.Signed(a, i, 8) * Bits.Signed(b, i, 8) + Bits.Signed(a, i + 1, 8) * Bits.Signed(b, i + 1, 8),
        Bits.Signed(a, i, 8) * b[i] + Bits.Signed(a, i + 1, 8) * b[i + 1],
    ];

    private static Lane Any(IEnumerable<BigInteger> numbers, int width) =>
        numbers.Select(number => Lane.Integer(number, width)).Aggregate((all, next) => all.Or(next));
}
