using System.Numerics;

namespace Caisson.Oracle.Numerics;

/// <summary>
/// Floating-point operations. Those of IEEE 754 are those of C#; the rest is written out. The specification leaves the sign and
/// payload of a NaN that an operation makes open: here, it is always the same one. spec: op-float
/// </summary>
internal static class Floats
{
    public static T Unary<T>(string op, T z) where T : IBinaryFloatingPointIeee754<T> => op switch
    {
        "abs" => T.IsNegative(z) ? -z : z,
        "neg" => -z,
        _ when T.IsNaN(z) => T.NaN,
        "sqrt" => Nan(T.Sqrt(z)),
        "ceil" => WithSign(z, Ceiling(z)),
        "floor" => WithSign(z, -Ceiling(-z)),
        "trunc" => WithSign(z, T.IsNegative(z) ? Ceiling(z) : -Ceiling(-z)),
        "nearest" => WithSign(z, Nearest(z)),
        _ => throw new NotSupportedException(op),
    };

    public static T Binary<T>(string op, T a, T b) where T : IBinaryFloatingPointIeee754<T> => op switch
    {
        "add" => Nan(a + b),
        "sub" => Nan(a - b),
        "mul" => Nan(a * b),
        "div" => Nan(a / b),
        "min" => Min(a, b),
        "max" => Nan(-Min(-a, -b)),
        "copysign" => T.IsNegative(a) == T.IsNegative(b) ? a : -a,
        _ => throw new NotSupportedException(op),
    };

    public static bool Relation<T>(string op, T a, T b) where T : IBinaryFloatingPointIeee754<T> => op switch
    {
        "eq" => a == b,
        "ne" => a != b,
        "lt" => a < b,
        "gt" => a > b,
        "le" => a <= b,
        "ge" => a >= b,
        _ => throw new NotSupportedException(op),
    };

    /// <summary>One NaN for all, so that it is recognised. spec: aux-nans</summary>
    public static T Nan<T>(T z) where T : IBinaryFloatingPointIeee754<T> => T.IsNaN(z) ? T.NaN : z;

    /// <summary>spec: op-fmin</summary>
    private static T Min<T>(T a, T b) where T : IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(a) || T.IsNaN(b)) return T.NaN;
        if (T.IsZero(a) && T.IsZero(b)) return T.IsNegative(a) ? a : b;
        return a < b ? a : b;
    }

    /// <summary>The least integer that isn't less; what is large, infinite or no number is one already.</summary>
    private static T Ceiling<T>(T z) where T : IBinaryFloatingPointIeee754<T>
    {
        if (!(T.Abs(z) < T.CreateChecked(1L << 53))) return z;
        BigInteger truncated = BigInteger.CreateTruncating(z);
        T result = T.CreateChecked(truncated);
        return result < z ? result + T.One : result;
    }

    /// <summary>The nearest integer, the even one of two. spec: op-fnearest</summary>
    private static T Nearest<T>(T z) where T : IBinaryFloatingPointIeee754<T>
    {
        T above = Ceiling(z), below = -Ceiling(-z);
        if (!(T.Abs(z) < T.CreateChecked(1L << 53)) || above == below) return z;
        T up = above - z, down = z - below;
        if (up != down) return up < down ? above : below;
        return BigInteger.CreateTruncating(above).IsEven ? above : below;
    }

    /// <summary>A rounded number that is zero keeps the sign of what was rounded.</summary>
    private static T WithSign<T>(T z, T rounded) where T : IBinaryFloatingPointIeee754<T> =>
        T.IsZero(rounded) && T.IsNegative(z) != T.IsNegative(rounded) ? -rounded : rounded;
}
