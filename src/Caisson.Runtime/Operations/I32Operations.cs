using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>i32</c> instructions that no single IL instruction expresses. Emitted code finds each by the identifier of its opcode.
/// Pure functions, safe from any thread.
/// spec: exec-numeric
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class I32Operations
{
    /// <summary><c>i32.clz</c>: the number of leading zero bits; 32 for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32Clz(int value) => BitOperations.LeadingZeroCount((uint)value);

    /// <summary><c>i32.ctz</c>: the number of trailing zero bits; 32 for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32Ctz(int value) => BitOperations.TrailingZeroCount(value);

    /// <summary><c>i32.popcnt</c>: the number of one bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32Popcnt(int value) => BitOperations.PopCount((uint)value);

    /// <summary><c>i32.rotl</c>: rotation by a count modulo 32.</summary>
    /// <remarks>Not by BitOperations: the JIT of .NET 10 folds it on constants into a number that isn't sign-extended, and compares that wrongly.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32Rotl(int value, int count) => (value << count) | (value >>> (32 - count));

    /// <summary><c>i32.rotr</c>: rotation by a count modulo 32.</summary>
    /// <remarks>As for <see cref="I32Rotl"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32Rotr(int value, int count) => (value >>> count) | (value << (32 - count));

    /// <summary><c>i32.div_s</c>: the quotient, rounded towards zero.</summary>
    /// <exception cref="TrapException">The divisor is zero, or the quotient is 2^31.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32DivS(int dividend, int divisor)
    {
        // One compare finds both divisors that need care, 0 and -1.
        if ((uint)(divisor + 1) > 1) return dividend / divisor;
        if (divisor == 0) Trap.IntegerDivideByZero();
        if (dividend == int.MinValue) Trap.IntegerOverflow();
        return -dividend;
    }

    /// <summary><c>i32.div_u</c>: the quotient of unsigned numbers, rounded towards zero.</summary>
    /// <exception cref="TrapException">The divisor is zero.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32DivU(int dividend, int divisor)
    {
        if (divisor == 0) Trap.IntegerDivideByZero();
        return (int)((uint)dividend / (uint)divisor);
    }

    /// <summary><c>i32.rem_s</c>: the remainder, with the sign of the dividend; that of the smallest number by -1 is 0.</summary>
    /// <exception cref="TrapException">The divisor is zero.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32RemS(int dividend, int divisor)
    {
        if ((uint)(divisor + 1) > 1) return dividend % divisor;
        if (divisor == 0) Trap.IntegerDivideByZero();
        return 0;
    }

    /// <summary><c>i32.rem_u</c>: the remainder of unsigned numbers.</summary>
    /// <exception cref="TrapException">The divisor is zero.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32RemU(int dividend, int divisor)
    {
        if (divisor == 0) Trap.IntegerDivideByZero();
        return (int)((uint)dividend % (uint)divisor);
    }

    /// <summary><c>i32.extend8_s</c>: the low 8 bits as a signed number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32Extend8S(int value) => (sbyte)value;

    /// <summary><c>i32.extend16_s</c>: the low 16 bits as a signed number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32Extend16S(int value) => (short)value;
}
