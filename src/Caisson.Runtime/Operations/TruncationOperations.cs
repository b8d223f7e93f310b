using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// Truncations of floats to integers that trap when the result does not fit. Emitted code finds each by the identifier of its
/// opcode. Pure functions, safe from any thread.
/// spec: op-trunc
/// </summary>
/// <remarks>x64 marks what does not fit by the smallest integer, so that one compare separates the common from the rare.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TruncationOperations
{
    /// <summary><c>i32.trunc_f32_s</c>.</summary>
    /// <exception cref="TrapException">The operand is a NaN, or the result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32TruncF32S(float value)
    {
        if (Sse.IsSupported)
        {
            int result = Sse.ConvertToInt32WithTruncation(Vector128.CreateScalarUnsafe(value));
            if (result == int.MinValue && !(value >= -2147483648f && value < 2147483648f)) DoesNotFit(value);
            return result;
        }

        if (!(value >= -2147483648f && value < 2147483648f)) DoesNotFit(value);
        return (int)value;
    }

    /// <summary><c>i32.trunc_f32_u</c>.</summary>
    /// <exception cref="TrapException">The operand is a NaN, or the result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32TruncF32U(float value)
    {
        if (Sse.X64.IsSupported)
        {
            long result = Sse.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
            if ((ulong)result > uint.MaxValue) DoesNotFit(value);
            return (int)result;
        }

        if (!(value > -1 && value < 4294967296f)) DoesNotFit(value);
        return (int)(uint)value;
    }

    /// <summary><c>i32.trunc_f64_s</c>.</summary>
    /// <exception cref="TrapException">The operand is a NaN, or the result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32TruncF64S(double value)
    {
        if (Sse2.IsSupported)
        {
            int result = Sse2.ConvertToInt32WithTruncation(Vector128.CreateScalarUnsafe(value));
            if (result == int.MinValue && !(value > -2147483649.0 && value < 2147483648.0)) DoesNotFit(value);
            return result;
        }

        if (!(value > -2147483649.0 && value < 2147483648.0)) DoesNotFit(value);
        return (int)value;
    }

    /// <summary><c>i32.trunc_f64_u</c>.</summary>
    /// <exception cref="TrapException">The operand is a NaN, or the result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32TruncF64U(double value)
    {
        if (Sse2.X64.IsSupported)
        {
            long result = Sse2.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
            if ((ulong)result > uint.MaxValue) DoesNotFit(value);
            return (int)result;
        }

        if (!(value > -1 && value < 4294967296.0)) DoesNotFit(value);
        return (int)(uint)value;
    }

    /// <summary><c>i64.trunc_f32_s</c>.</summary>
    /// <exception cref="TrapException">The operand is a NaN, or the result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64TruncF32S(float value)
    {
        if (Sse.X64.IsSupported)
        {
            long result = Sse.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
            if (result == long.MinValue && !(value >= -9223372036854775808f && value < 9223372036854775808f)) DoesNotFit(value);
            return result;
        }

        if (!(value >= -9223372036854775808f && value < 9223372036854775808f)) DoesNotFit(value);
        return (long)value;
    }

    /// <summary><c>i64.trunc_f32_u</c>.</summary>
    /// <exception cref="TrapException">The operand is a NaN, or the result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64TruncF32U(float value)
    {
        if (Sse.X64.IsSupported)
        {
            long result = Sse.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
            if (result >= 0) return result;
            if (!(value > 0 && value < 18446744073709551616f)) DoesNotFit(value);
            return UpperHalf(value);
        }

        if (!(value > -1 && value < 18446744073709551616f)) DoesNotFit(value);
        return (long)(ulong)value;
    }

    /// <summary><c>i64.trunc_f64_s</c>.</summary>
    /// <exception cref="TrapException">The operand is a NaN, or the result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64TruncF64S(double value)
    {
        if (Sse2.X64.IsSupported)
        {
            long result = Sse2.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
            if (result == long.MinValue && !(value >= -9223372036854775808.0 && value < 9223372036854775808.0)) DoesNotFit(value);
            return result;
        }

        if (!(value >= -9223372036854775808.0 && value < 9223372036854775808.0)) DoesNotFit(value);
        return (long)value;
    }

    /// <summary><c>i64.trunc_f64_u</c>.</summary>
    /// <exception cref="TrapException">The operand is a NaN, or the result does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64TruncF64U(double value)
    {
        if (Sse2.X64.IsSupported)
        {
            long result = Sse2.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
            if (result >= 0) return result;
            if (!(value > 0 && value < 18446744073709551616.0)) DoesNotFit(value);
            return UpperHalf(value);
        }

        if (!(value > -1 && value < 18446744073709551616.0)) DoesNotFit(value);
        return (long)(ulong)value;
    }

    // Between 2^63 and 2^64 the difference is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long UpperHalf(float value) =>
        Sse.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value - 9223372036854775808f)) ^ long.MinValue;

    // Between 2^63 and 2^64 the difference is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long UpperHalf(double value) =>
        Sse2.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value - 9223372036854775808.0)) ^ long.MinValue;

    // One basic block, or RyuJIT does not see that it never returns.
    [DoesNotReturn]
    private static void DoesNotFit(double value) => throw new TrapException(Kind(value));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TrapKind Kind(double value) =>
        double.IsNaN(value) ? TrapKind.InvalidConversionToInteger : TrapKind.IntegerOverflow;
}
