namespace Caisson.Runtime.Tests.Operations;

/// <summary>One lane of a float instruction, or a scalar: the specification's definitions, case by case. spec: exec-fop</summary>
internal static class FloatReference
{
    public static Lane Evaluate(string verb, ReadOnlySpan<float> operands)
    {
        float a = operands[0], b = operands.Length > 1 ? operands[1] : 0;
        uint sign = BitConverter.SingleToUInt32Bits(a) & 0x8000_0000, magnitude = BitConverter.SingleToUInt32Bits(a) & 0x7FFF_FFFF;
        return verb switch
        {
            "abs" => Lane.Exact(magnitude, 32),
            "neg" => Lane.Exact(magnitude | (sign ^ 0x8000_0000), 32),
            "copysign" => Lane.Exact(magnitude | (BitConverter.SingleToUInt32Bits(b) & 0x8000_0000), 32),
            "pmin" => Lane.Exact(b < a ? b : a),
            "pmax" => Lane.Exact(a < b ? b : a),
            // The double has more than twice the precision of the float, so that rounding twice is as rounding once.
            _ => Lane.Arithmetic((float)Arithmetic(verb, a, b), a, operands.Length > 1 ? b : a),
        };
    }

    public static Lane Evaluate(string verb, ReadOnlySpan<double> operands)
    {
        double a = operands[0], b = operands.Length > 1 ? operands[1] : 0;
        ulong signBit = 1ul << 63, bits = BitConverter.DoubleToUInt64Bits(a);
        return verb switch
        {
            "abs" => Lane.Exact(bits & ~signBit, 64),
            "neg" => Lane.Exact(bits ^ signBit, 64),
            "copysign" => Lane.Exact((bits & ~signBit) | (BitConverter.DoubleToUInt64Bits(b) & signBit), 64),
            "pmin" => Lane.Exact(b < a ? b : a),
            "pmax" => Lane.Exact(a < b ? b : a),
            _ => Lane.Arithmetic(Arithmetic(verb, a, b), a, operands.Length > 1 ? b : a),
        };
    }

    public static bool Compare(string verb, double a, double b) => verb switch
    {
        "eq" => a == b,
        "ne" => !(a == b),
        "lt" => a < b,
        "gt" => a > b,
        "le" => a <= b,
        "ge" => a >= b,
        _ => throw new NotSupportedException(verb),
    };

    private static double Arithmetic(string verb, double a, double b) => verb switch
    {
        "add" => a + b,
        "sub" => a - b,
        "mul" => a * b,
        "div" => a / b,
        "sqrt" => Math.Sqrt(a),
        "min" when double.IsNaN(a) || double.IsNaN(b) => double.NaN,
        "max" when double.IsNaN(a) || double.IsNaN(b) => double.NaN,
        "min" when a == 0 && b == 0 => double.IsNegative(a) ? a : b,
        "max" when a == 0 && b == 0 => double.IsNegative(a) ? b : a,
        "min" => a < b ? a : b,
        "max" => a > b ? a : b,
        // From 2^52 every double is an integer; below it the sum of the number and 2^52 has no room for a fraction.
        _ when !(Math.Abs(a) < 4503599627370496) => a,
        "trunc" => double.CopySign((long)a, a),
        "nearest" => double.CopySign(Math.Abs(a) + 4503599627370496 - 4503599627370496, a),
        "floor" => double.CopySign((long)a > a ? (long)a - 1 : (long)a, a),
        "ceil" => double.CopySign((long)a < a ? (long)a + 1 : (long)a, a),
        _ => throw new NotSupportedException(verb),
    };
}
