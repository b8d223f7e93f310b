using System.Numerics;

namespace Caisson.Runtime.Tests.Operations;

/// <summary>The scalar instructions, in numbers of unbounded size: slow and plain. Throws <see cref="TrapException"/> as they do.</summary>
internal static class ScalarReference
{
    public static Lane Evaluate(string mnemonic, object[] operands)
    {
        string[] parts = mnemonic.Split('.');
        int width = int.Parse(parts[0][1..], null);
        return (parts[0][0], parts[1].Split('_')) switch
        {
            (_, ["reinterpret", _]) => Lane.Exact(Bits.Lane(Bits.Of(operands[0]), 0, width), width),
            ('i', ["trunc", "sat", _, string sign]) => Truncate(operands[0], width, sign == "s", saturate: true),
            ('i', ["trunc", _, string sign]) => Truncate(operands[0], width, sign == "s", saturate: false),
            ('i', _) => Integer(parts[1], width, [.. operands.Select(operand => Bits.Lane(Bits.Of(operand), 0, width))]),
            ('f', ["convert", string from, string sign]) => Convert(width, operands[0], int.Parse(from[1..], null), sign == "s"),
            ('f', ["demote", _]) => Lane.Arithmetic((float)(double)operands[0], (double)operands[0]),
            ('f', ["promote", _]) => Lane.Arithmetic((double)(float)operands[0], (float)operands[0]),
            _ when width == 32 => FloatReference.Evaluate(parts[1], [.. operands.Cast<float>()]),
            _ => FloatReference.Evaluate(parts[1], [.. operands.Cast<double>()]),
        };
    }

    private static Lane Integer(string verb, int width, ulong[] bits)
    {
        BigInteger a = bits[0], b = bits.Length > 1 ? bits[1] : 0, sa = Bits.Signed(bits[0], width), sb = Bits.Signed((ulong)b, width);
        string text = bits[0].ToString("b", null).PadLeft(width, '0');
        int count = (int)(b % width);
        return verb switch
        {
            "clz" => Lane.Integer(width - text.TrimStart('0').Length, width),
            "ctz" => Lane.Integer(width - text.TrimEnd('0').Length, width),
            "popcnt" => Lane.Integer(text.Count(digit => digit == '1'), width),
            "rotl" => Lane.Integer((a << count) | (a >> (width - count)), width),
            "rotr" => Lane.Integer((a >> count) | (a << (width - count)), width),
            "extend8_s" => Lane.Integer(Bits.Signed(bits[0], 8), width),
            "extend16_s" => Lane.Integer(Bits.Signed(bits[0], 16), width),
            "extend32_s" => Lane.Integer(Bits.Signed(bits[0], 32), width),
            _ when b.IsZero => throw new TrapException(TrapKind.IntegerDivideByZero),
            "div_s" when sa / sb == BigInteger.One << (width - 1) => throw new TrapException(TrapKind.IntegerOverflow),
            "div_s" => Lane.Integer(sa / sb, width),
            "div_u" => Lane.Integer(a / b, width),
            "rem_s" => Lane.Integer(sa % sb, width),
            "rem_u" => Lane.Integer(a % b, width),
            _ => throw new NotSupportedException(verb),
        };
    }

    private static Lane Truncate(object operand, int width, bool signed, bool saturate)
    {
        double value = operand is float single ? single : (double)operand;
        if (saturate) return Lane.Integer(TruncateSaturating(value, width, signed), width);
        if (double.IsNaN(value)) throw new TrapException(TrapKind.InvalidConversionToInteger);
        if (double.IsInfinity(value)) throw new TrapException(TrapKind.IntegerOverflow);
        var number = new BigInteger(Math.Truncate(value));
        if (number != Bits.Saturate(number, width, signed)) throw new TrapException(TrapKind.IntegerOverflow);
        return Lane.Integer(number, width);
    }

    public static BigInteger TruncateSaturating(double value, int width, bool signed)
    {
        if (double.IsNaN(value)) return 0;
        if (double.IsInfinity(value)) return Bits.Saturate((BigInteger)Math.Sign(value) << 100, width, signed);
        return Bits.Saturate(new BigInteger(value), width, signed);
    }

    private static Lane Convert(int width, object operand, int from, bool signed)
    {
        ulong bits = Bits.Lane(Bits.Of(operand), 0, from);
        BigInteger number = signed ? Bits.Signed(bits, from) : bits;
        return width == 32 ? Lane.Exact((float)Round(number, 24)) : Lane.Exact(Round(number, 53));
    }

    /// <summary>Rounds to a number of significant bits, to the nearest, ties to even; the result is exact as a double.</summary>
    public static double Round(BigInteger number, int precision)
    {
        BigInteger magnitude = BigInteger.Abs(number);
        int excess = (int)magnitude.GetBitLength() - precision;
        if (excess > 0)
        {
            BigInteger unit = BigInteger.One << excess, rest = magnitude % unit;
            magnitude -= rest;
            if (rest * 2 > unit || (rest * 2 == unit && !(magnitude / unit).IsEven)) magnitude += unit;
        }

        return number.Sign * (double)magnitude;
    }
}
