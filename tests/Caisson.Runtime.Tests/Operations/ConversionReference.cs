using System.Numerics;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>The vector instructions between integers and floats, and between floats.</summary>
internal static class ConversionReference
{
    public static Lane[] Evaluate(string verb, Vector128<byte> a)
    {
        bool signed = verb.Split('_') is [.., "s"] or [.., "s", "zero"];
        BigInteger Integer(int i) => signed ? Bits.Signed(a, i, 32) : Bits.Unsigned(a, i, 32);
        return verb switch
        {
            "demote_f64x2_zero" => [.. Two(i => Lane.Arithmetic((float)Bits.Double(a, i), Bits.Double(a, i)))],
            "promote_low_f32x4" => [.. Two(i => Lane.Arithmetic((double)Bits.Float(a, i), Bits.Float(a, i)))],
            "convert_low_i32x4_s" or "convert_low_i32x4_u" => [.. Two(i => Lane.Exact((double)Integer(i)))],
            "convert_i32x4_s" or "convert_i32x4_u" => [.. Four(i => Lane.Exact((float)ScalarReference.Round(Integer(i), 24)))],
            "trunc_sat_f32x4_s" or "trunc_sat_f32x4_u" => [.. Four(i => Truncated(Bits.Float(a, i), signed))],
            "trunc_sat_f64x2_s_zero" or "trunc_sat_f64x2_u_zero" => [.. Two(i => Truncated(Bits.Double(a, i), signed))],
            _ => throw new NotSupportedException(verb),
        };
    }

    private static Lane Truncated(double value, bool signed) =>
        Lane.Integer(ScalarReference.TruncateSaturating(value, 32, signed), 32);

    private static IEnumerable<Lane> Two(Func<int, Lane> lane) => Enumerable.Range(0, 2).Select(lane);

    private static IEnumerable<Lane> Four(Func<int, Lane> lane) => Enumerable.Range(0, 4).Select(lane);
}
