using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>i64</c> instructions that no single IL instruction expresses. Emitted code finds each by the identifier of its opcode.
/// Pure functions, safe from any thread.
/// spec: exec-numeric
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class I64Operations
{
    /// <summary><c>i64.clz</c>: the number of leading zero bits; 64 for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Clz(long value) => BitOperations.LeadingZeroCount((ulong)value);

    /// <summary><c>i64.ctz</c>: the number of trailing zero bits; 64 for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Ctz(long value) => BitOperations.TrailingZeroCount(value);

    /// <summary><c>i64.popcnt</c>: the number of one bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Popcnt(long value) => BitOperations.PopCount((ulong)value);

    /// <summary><c>i64.rotl</c>: rotation by a count modulo 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Rotl(long value, long count) => (long)BitOperations.RotateLeft((ulong)value, (int)count);

    /// <summary><c>i64.rotr</c>: rotation by a count modulo 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Rotr(long value, long count) => (long)BitOperations.RotateRight((ulong)value, (int)count);

    /// <summary><c>i64.div_s</c>: the quotient, rounded towards zero.</summary>
    /// <exception cref="TrapException">The divisor is zero, or the quotient is 2^63.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64DivS(long dividend, long divisor)
    {
        // One compare finds both divisors that need care, 0 and -1.
        if ((ulong)(divisor + 1) > 1) return dividend / divisor;
        if (divisor == 0) Trap.IntegerDivideByZero();
        if (dividend == long.MinValue) Trap.IntegerOverflow();
        return -dividend;
    }

    /// <summary><c>i64.div_u</c>: the quotient of unsigned numbers, rounded towards zero.</summary>
    /// <exception cref="TrapException">The divisor is zero.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64DivU(long dividend, long divisor)
    {
        if (divisor == 0) Trap.IntegerDivideByZero();
        return (long)((ulong)dividend / (ulong)divisor);
    }

    /// <summary><c>i64.rem_s</c>: the remainder, with the sign of the dividend; that of the smallest number by -1 is 0.</summary>
    /// <exception cref="TrapException">The divisor is zero.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64RemS(long dividend, long divisor)
    {
        if ((ulong)(divisor + 1) > 1) return dividend % divisor;
        if (divisor == 0) Trap.IntegerDivideByZero();
        return 0;
    }

    /// <summary><c>i64.rem_u</c>: the remainder of unsigned numbers.</summary>
    /// <exception cref="TrapException">The divisor is zero.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64RemU(long dividend, long divisor)
    {
        if (divisor == 0) Trap.IntegerDivideByZero();
        return (long)((ulong)dividend % (ulong)divisor);
    }

    /// <summary><c>i64.extend8_s</c>: the low 8 bits as a signed number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Extend8S(long value) => (sbyte)value;

    /// <summary><c>i64.extend16_s</c>: the low 16 bits as a signed number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Extend16S(long value) => (short)value;

    /// <summary><c>i64.extend32_s</c>: the low 32 bits as a signed number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Extend32S(long value) => (int)value;
}
