using System.Numerics;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>
/// The vector instructions, lane by lane, in numbers of unbounded size: slow and plain. Each gives its lanes from the lowest; bits
/// beyond the last lane must be zero.
/// spec: exec-vec
/// </summary>
internal static class VectorReference
{
    public static Lane[] Evaluate(string mnemonic, object[] operands)
    {
        string[] parts = mnemonic.Split('.');
        string shape = parts[0], verb = parts[1];
        if (verb.StartsWith("relaxed_", StringComparison.Ordinal)) return RelaxedReference.Evaluate(shape, verb[8..], operands);
        if (shape == "v128") return Whole(verb, operands);
        int width = int.Parse(shape[1..shape.IndexOf('x', StringComparison.Ordinal)], null), count = 128 / width;
        IEnumerable<T> Each<T>(Func<int, T> lane) => Enumerable.Range(0, count).Select(lane);
        return verb.Split('_') switch
        {
            ["shuffle"] or ["swizzle"] or ["splat"] or ["extract", ..] or ["replace", ..] => Lanes(shape, verb, width, operands),
            ["extend" or "extmul" or "extadd" or "narrow" or "dot", ..] => WideningReference.Evaluate(verb, width, operands),
            ["convert" or "trunc" or "demote" or "promote", _, ..] => ConversionReference.Evaluate(verb, Vector(operands)),
            ["all", "true"] => [Lane.Integer(Each(i => i).All(i => Bits.Lane(Vector(operands), i, width) != 0) ? 1 : 0, 32)],
            ["bitmask"] => [Lane.Integer(Each(i => i).Sum(i => Bits.Signed(Vector(operands), i, width) < 0 ? 1 << i : 0), 32)],
            _ when shape[0] == 'f' => [.. Each(i => Float(verb, width, i, operands))],
            _ => [.. Each(i => Integer(verb, width, i, operands))],
        };
    }

    private static Vector128<byte> Vector(object[] operands, int index = 0) => (Vector128<byte>)operands[index];

    private static Lane Float(string verb, int width, int i, object[] operands)
    {
        Vector128<byte>[] vectors = [.. operands.Cast<Vector128<byte>>()];
        if (verb is "eq" or "ne" or "lt" or "gt" or "le" or "ge")
        {
            return width == 32
                ? Lane.Flag(FloatReference.Compare(verb, Bits.Float(vectors[0], i), Bits.Float(vectors[1], i)), 32)
                : Lane.Flag(FloatReference.Compare(verb, Bits.Double(vectors[0], i), Bits.Double(vectors[1], i)), 64);
        }

        return width == 32
            ? FloatReference.Evaluate(verb, [.. vectors.Select(vector => Bits.Float(vector, i))])
            : FloatReference.Evaluate(verb, [.. vectors.Select(vector => Bits.Double(vector, i))]);
    }

    private static Lane Integer(string verb, int width, int i, object[] operands)
    {
        BigInteger a = Bits.Unsigned(Vector(operands), i, width), sa = Bits.Signed(Vector(operands), i, width);
        if (operands.Length == 1)
        {
            return verb switch
            {
                "abs" => Lane.Integer(BigInteger.Abs(sa), width),
                "neg" => Lane.Integer(-sa, width),
                "popcnt" => Lane.Integer(Enumerable.Range(0, width).Count(bit => !((a >> bit) & 1).IsZero), width),
                _ => throw new NotSupportedException(verb),
            };
        }

        if (operands[1] is int count)
        {
            return verb switch
            {
                "shl" => Lane.Integer(a << (count & (width - 1)), width),
                "shr_s" => Lane.Integer(sa >> (count & (width - 1)), width),
                "shr_u" => Lane.Integer(a >> (count & (width - 1)), width),
                _ => throw new NotSupportedException(verb),
            };
        }

        BigInteger b = Bits.Unsigned(Vector(operands, 1), i, width), sb = Bits.Signed(Vector(operands, 1), i, width);
        return verb switch
        {
            "eq" => Lane.Flag(a == b, width),
            "ne" => Lane.Flag(a != b, width),
            "lt_s" => Lane.Flag(sa < sb, width),
            "lt_u" => Lane.Flag(a < b, width),
            "gt_s" => Lane.Flag(sa > sb, width),
            "gt_u" => Lane.Flag(a > b, width),
            "le_s" => Lane.Flag(sa <= sb, width),
            "le_u" => Lane.Flag(a <= b, width),
            "ge_s" => Lane.Flag(sa >= sb, width),
            "ge_u" => Lane.Flag(a >= b, width),
            "add" => Lane.Integer(a + b, width),
            "add_sat_s" => Lane.Integer(Bits.Saturate(sa + sb, width, signed: true), width),
            "add_sat_u" => Lane.Integer(Bits.Saturate(a + b, width, signed: false), width),
            "sub" => Lane.Integer(a - b, width),
            "sub_sat_s" => Lane.Integer(Bits.Saturate(sa - sb, width, signed: true), width),
            "sub_sat_u" => Lane.Integer(Bits.Saturate(a - b, width, signed: false), width),
            "mul" => Lane.Integer(a * b, width),
            "q15mulr_sat_s" => Lane.Integer(Bits.Saturate((sa * sb + 0x4000) >> 15, width, signed: true), width),
            "min_s" => Lane.Integer(BigInteger.Min(sa, sb), width),
            "min_u" => Lane.Integer(BigInteger.Min(a, b), width),
            "max_s" => Lane.Integer(BigInteger.Max(sa, sb), width),
            "max_u" => Lane.Integer(BigInteger.Max(a, b), width),
            "avgr_u" => Lane.Integer((a + b + 1) / 2, width),
            _ => throw new NotSupportedException(verb),
        };
    }

    private static Lane[] Lanes(string shape, string verb, int width, object[] operands)
    {
        if (verb == "splat") return [.. Enumerable.Repeat(Lane.Exact(Truncated(operands[0], width), width), 128 / width)];
        Vector128<byte> a = Vector(operands);
        byte lane = operands[^1] is byte number ? number : (byte)0;
        return verb switch
        {
            "extract_lane_s" => [Lane.Integer(Bits.Signed(a, lane, width), 32)],
            "extract_lane_u" or "extract_lane" => [Lane.Exact(Bits.Lane(a, lane, width), width)],
            "replace_lane" => Replace(a, width, lane, operands[1]),
            "shuffle" => [.. Bytes(i => Pick(a, Vector(operands, 1), Vector(operands, 2)[i]))],
            "swizzle" => [.. Bytes(i => Pick(a, Vector128<byte>.Zero, byte.Min(Vector(operands, 1)[i], 16)))],
            _ => throw new NotSupportedException($"{shape}.{verb}"),
        };
    }

    private static ulong Pick(Vector128<byte> a, Vector128<byte> b, byte index) => index < 16 ? a[index] : b[index - 16];

    private static IEnumerable<Lane> Bytes(Func<int, ulong> lane) => Enumerable.Range(0, 16).Select(i => Lane.Exact(lane(i), 8));

    private static ulong Truncated(object scalar, int width) => Bits.Lane(Bits.Of(scalar), 0, width);

    private static Lane[] Replace(Vector128<byte> a, int width, byte lane, object value) =>
    [
        .. Enumerable.Range(0, 128 / width)
            .Select(i => Lane.Exact(i == lane ? Truncated(value, width) : Bits.Lane(a, i, width), width)),
    ];

    private static Lane[] Whole(string verb, object[] operands)
    {
        byte At(int operand, int i) => Vector(operands, operand)[i];
        int width = int.Parse(string.Concat(verb.SkipWhile(char.IsAsciiLetter).TakeWhile(char.IsAsciiDigit)).PadLeft(1, '0'), null);
        return verb switch
        {
            "not" => [.. Bytes(i => (byte)~At(0, i))],
            "and" => [.. Bytes(i => (ulong)(At(0, i) & At(1, i)))],
            "andnot" => [.. Bytes(i => (ulong)(At(0, i) & ~At(1, i)))],
            "or" => [.. Bytes(i => (ulong)(At(0, i) | At(1, i)))],
            "xor" => [.. Bytes(i => (ulong)(At(0, i) ^ At(1, i)))],
            "bitselect" => [.. Bytes(i => (byte)((At(0, i) & At(2, i)) | (At(1, i) & ~At(2, i))))],
            "any_true" => [Lane.Integer(Enumerable.Range(0, 16).Any(i => At(0, i) != 0) ? 1 : 0, 32)],
            _ when verb.EndsWith("_splat", StringComparison.Ordinal) =>
                [.. Enumerable.Repeat(Lane.Exact(Truncated(operands[0], width), width), 128 / width)],
            _ when verb.EndsWith("_zero", StringComparison.Ordinal) => [Lane.Exact(Truncated(operands[0], width), width)],
            _ when verb.StartsWith("store", StringComparison.Ordinal) =>
                [Lane.Exact(Bits.Lane(Vector(operands), (byte)operands[1], width), width)],
            _ when verb.EndsWith("_lane", StringComparison.Ordinal) =>
                Replace(Vector(operands, 1), width, (byte)operands[2], operands[0]),
            _ => WideningReference.Extend(Bits.Of(operands[0]), 0, width, signed: verb.EndsWith('s')),
        };
    }
}
