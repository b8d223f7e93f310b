using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>
/// Arithmetic on pairs of <c>i64</c>. Each method returns the low half of its result; the high half is in an out parameter. Emitted
/// code finds each by the identifier of its opcode. Pure functions, safe from any thread.
/// spec: wide-arithmetic
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WideOperations
{
    /// <summary><c>i64.add128</c>: the sum of two numbers of 128 bits, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Add128(long lowA, long highA, long lowB, long highB, out long high)
    {
        long low = lowA + lowB;
        high = highA + highB + ((ulong)low < (ulong)lowA ? 1 : 0);
        return low;
    }

    /// <summary><c>i64.sub128</c>: the difference of two numbers of 128 bits, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64Sub128(long lowA, long highA, long lowB, long highB, out long high)
    {
        high = highA - highB - ((ulong)lowA < (ulong)lowB ? 1 : 0);
        return lowA - lowB;
    }

    /// <summary><c>i64.mul_wide_s</c>: the product of two signed numbers, in 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64MulWideS(long a, long b, out long high)
    {
        high = Math.BigMul(a, b, out long low);
        return low;
    }

    /// <summary><c>i64.mul_wide_u</c>: the product of two unsigned numbers, in 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64MulWideU(long a, long b, out long high)
    {
        high = (long)Math.BigMul((ulong)a, (ulong)b, out ulong low);
        return (long)low;
    }
}
