using System.Numerics;
using Caisson.Runtime;

namespace Caisson.Oracle.Numerics;

/// <summary>Conversions between integers and floats, by way of unbounded integers. spec: op-convert</summary>
internal static class Conversions
{
    /// <summary>spec: op-trunc_u, op-trunc_s</summary>
    public static BigInteger Trunc(int n, bool signed, double z)
    {
        if (double.IsNaN(z)) throw new TrapStop(TrapKind.InvalidConversionToInteger);
        if (double.IsInfinity(z)) throw new TrapStop(TrapKind.IntegerOverflow);
        (BigInteger least, BigInteger most) = Range(n, signed);
        var truncated = new BigInteger(z);
        return truncated < least || truncated > most ? throw new TrapStop(TrapKind.IntegerOverflow) : Integers.Wrap(n, truncated);
    }

    /// <summary>spec: op-trunc_sat_u, op-trunc_sat_s</summary>
    public static BigInteger TruncSat(int n, bool signed, double z)
    {
        if (double.IsNaN(z)) return 0;
        (BigInteger least, BigInteger most) = Range(n, signed);
        if (double.IsInfinity(z)) return Integers.Wrap(n, z < 0 ? least : most);
        return Integers.Wrap(n, BigInteger.Clamp(new BigInteger(z), least, most));
    }

    /// <summary>The nearest float, the even one of two. spec: op-convert_u, op-convert_s</summary>
    /// <param name="i">An integer of at most 65 bits.</param>
    /// <param name="precision">Bits of the significand: 24 or 53.</param>
    /// <returns>Exact: a number of that precision is a double, too.</returns>
    public static double Convert(BigInteger i, int precision)
    {
        BigInteger magnitude = BigInteger.Abs(i);
        int excess = Math.Max(0, (int)magnitude.GetBitLength() - precision);
        BigInteger significand = magnitude >> excess, rest = magnitude - (significand << excess);
        BigInteger half = excess == 0 ? BigInteger.One : BigInteger.One << (excess - 1);
        if (rest > half || (rest == half && !significand.IsEven)) significand += 1;
        double result = (double)(significand << excess);
        return i.Sign < 0 ? -result : result;
    }

    private static (BigInteger Least, BigInteger Most) Range(int n, bool signed) => signed
        ? (-Integers.Power(n - 1), Integers.Power(n - 1) - 1)
        : (BigInteger.Zero, Integers.Power(n) - 1);
}
