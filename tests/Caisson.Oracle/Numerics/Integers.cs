using System.Numerics;
using Caisson.Runtime;

namespace Caisson.Oracle.Numerics;

/// <summary>Integer operations by their definitions on unbounded integers; n is the width. spec: op-integer</summary>
internal static class Integers
{
    private static readonly BigInteger[] Powers = [.. Enumerable.Range(0, 129).Select(n => BigInteger.One << n)];
    private static readonly BigInteger[] Masks = [.. Powers.Select(power => power - 1)];

    /// <summary>2ⁿ</summary>
    public static BigInteger Power(int n) => Powers[n];

    /// <summary>spec: aux-signed</summary>
    public static BigInteger Signed(int n, BigInteger i) => i < Power(n - 1) ? i : i - Power(n);

    /// <summary>The number from 0 to 2ⁿ-1 that is congruent; the inverse of <see cref="Signed"/>.</summary>
    public static BigInteger Wrap(int n, BigInteger i) => i & Masks[n];

    public static BigInteger Unary(string op, int n, BigInteger i) => op switch
    {
        "clz" => n - (int)i.GetBitLength(),
        "ctz" => i.IsZero ? n : Enumerable.Range(0, n).First(bit => !(i >> bit).IsEven),
        "popcnt" => Enumerable.Range(0, n).Count(bit => !(i >> bit).IsEven),
        "extend8_s" => Extend(8, n, i),
        "extend16_s" => Extend(16, n, i),
        "extend32_s" => Extend(32, n, i),
        _ => throw new NotSupportedException(op),
    };

    public static BigInteger Binary(string op, int n, BigInteger i, BigInteger j) => op switch
    {
        "add" => Wrap(n, i + j),
        "sub" => Wrap(n, i - j),
        "mul" => Wrap(n, i * j),
        "div_u" => j.IsZero ? throw DivideByZero() : i / j,
        "div_s" => DivS(n, Signed(n, i), Signed(n, j)),
        "rem_u" => j.IsZero ? throw DivideByZero() : i % j,
        "rem_s" => j.IsZero ? throw DivideByZero() : Wrap(n, BigInteger.Remainder(Signed(n, i), Signed(n, j))),
        "and" => i & j,
        "or" => i | j,
        "xor" => i ^ j,
        "shl" => Wrap(n, i << (int)(j % n)),
        "shr_u" => i >> (int)(j % n),
        "shr_s" => Wrap(n, Signed(n, i) >> (int)(j % n)),
        "rotl" => RotL(n, i, (int)(j % n)),
        "rotr" => RotL(n, i, n - (int)(j % n)),
        _ => throw new NotSupportedException(op),
    };

    public static bool Relation(string op, int n, BigInteger i, BigInteger j) => op switch
    {
        "eq" => i == j,
        "ne" => i != j,
        "lt_u" => i < j,
        "lt_s" => Signed(n, i) < Signed(n, j),
        "gt_u" => i > j,
        "gt_s" => Signed(n, i) > Signed(n, j),
        "le_u" => i <= j,
        "le_s" => Signed(n, i) <= Signed(n, j),
        "ge_u" => i >= j,
        "ge_s" => Signed(n, i) >= Signed(n, j),
        _ => throw new NotSupportedException(op),
    };

    /// <summary>spec: op-iextend_s</summary>
    public static BigInteger Extend(int m, int n, BigInteger i) => Wrap(n, Signed(m, Wrap(m, i)));

    private static BigInteger DivS(int n, BigInteger i, BigInteger j)
    {
        if (j.IsZero) throw DivideByZero();
        BigInteger quotient = BigInteger.Divide(i, j);
        return quotient == Power(n - 1) ? throw new TrapStop(TrapKind.IntegerOverflow) : Wrap(n, quotient);
    }

    private static BigInteger RotL(int n, BigInteger i, int count) => Wrap(n, i << count) | (i >> (n - count));

    private static TrapStop DivideByZero() => new(TrapKind.IntegerDivideByZero);
}
