using System.Numerics;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>The vector instructions that widen or narrow lanes of integers.</summary>
internal static class WideningReference
{
    /// <param name="verb">As <c>extmul_low_i8x16_s</c>.</param>
    /// <param name="width">Of a lane of the result.</param>
    /// <param name="operands">One or two vectors.</param>
    public static Lane[] Evaluate(string verb, int width, object[] operands)
    {
        Vector128<byte> a = (Vector128<byte>)operands[0], b = (Vector128<byte>)operands[^1];
        bool signed = verb.EndsWith("_s", StringComparison.Ordinal);
        int count = 128 / width, half = width / 2, first = verb.Contains("high", StringComparison.Ordinal) ? count : 0;
        BigInteger Narrow(Vector128<byte> vector, int i) => signed ? Bits.Signed(vector, i, half) : Bits.Unsigned(vector, i, half);
        BigInteger Product(int i) => Narrow(a, i) * Narrow(b, i);
        IEnumerable<int> lanes = Enumerable.Range(0, count);
        return verb.Split('_')[0] switch
        {
            "extend" => Extend(a, first, half, signed),
            "extmul" => [.. lanes.Select(i => Lane.Integer(Narrow(a, first + i) * Narrow(b, first + i), width))],
            "extadd" => [.. lanes.Select(i => Lane.Integer(Narrow(a, 2 * i) + Narrow(a, 2 * i + 1), width))],
            "dot" => [.. lanes.Select(i => Lane.Integer(Product(2 * i) + Product(2 * i + 1), width))],
            "narrow" => [.. lanes.Select(i => Saturated(i < count / 2 ? a : b, i % (count / 2), width, signed))],
            _ => throw new NotSupportedException(verb),
        };
    }

    /// <summary>The lanes of <paramref name="width"/> bits that fill half a vector, from one on, at twice the width.</summary>
    public static Lane[] Extend(Vector128<byte> vector, int first, int width, bool signed) =>
    [
        .. Enumerable.Range(first, 64 / width)
            .Select(i => Lane.Integer(signed ? Bits.Signed(vector, i, width) : Bits.Unsigned(vector, i, width), 2 * width)),
    ];

    private static Lane Saturated(Vector128<byte> vector, int i, int width, bool signed) =>
        Lane.Integer(Bits.Saturate(Bits.Signed(vector, i, 2 * width), width, signed), width);
}
