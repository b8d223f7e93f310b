using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// Truncations of floats to integers that saturate: a NaN becomes 0, a number out of range the closest integer. Emitted code finds
/// each by the identifier of its opcode. Pure functions, safe from any thread.
/// spec: op-trunc_sat
/// </summary>
/// <remarks>
/// .NET's own conversions saturate too, but spend instructions on it always. x64 marks what does not fit by the smallest integer;
/// a predictable branch on that costs next to nothing, and no call in it makes the caller spill.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SaturatingTruncationOperations
{
    /// <summary><c>i32.trunc_sat_f32_s</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32TruncSatF32S(float value)
    {
        if (!Sse.IsSupported) return (int)value;
        int result = Sse.ConvertToInt32WithTruncation(Vector128.CreateScalarUnsafe(value));
        if (result != int.MinValue) return result;
        return value > 0 ? int.MaxValue : value < 0 ? int.MinValue : 0;
    }

    /// <summary><c>i32.trunc_sat_f32_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32TruncSatF32U(float value)
    {
        if (!Sse.X64.IsSupported) return (int)(uint)value;
        long result = Sse.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
        if ((ulong)result <= uint.MaxValue) return (int)result;
        return value > 0 ? -1 : 0;
    }

    /// <summary><c>i32.trunc_sat_f64_s</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32TruncSatF64S(double value)
    {
        if (!Sse2.IsSupported) return (int)value;
        int result = Sse2.ConvertToInt32WithTruncation(Vector128.CreateScalarUnsafe(value));
        if (result != int.MinValue) return result;
        return value > 0 ? int.MaxValue : value < 0 ? int.MinValue : 0;
    }

    /// <summary><c>i32.trunc_sat_f64_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32TruncSatF64U(double value)
    {
        if (!Sse2.X64.IsSupported) return (int)(uint)value;
        long result = Sse2.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
        if ((ulong)result <= uint.MaxValue) return (int)result;
        return value > 0 ? -1 : 0;
    }

    /// <summary><c>i64.trunc_sat_f32_s</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64TruncSatF32S(float value)
    {
        if (!Sse.X64.IsSupported) return (long)value;
        long result = Sse.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
        if (result != long.MinValue) return result;
        return value > 0 ? long.MaxValue : value < 0 ? long.MinValue : 0;
    }

    /// <summary><c>i64.trunc_sat_f32_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64TruncSatF32U(float value)
    {
        if (!Sse.X64.IsSupported) return (long)(ulong)value;
        long result = Sse.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
        if (result >= 0) return result;
        if (!(value > 0)) return 0;
        return value < 18446744073709551616f ? UpperHalf(value) : -1;
    }

    /// <summary><c>i64.trunc_sat_f64_s</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64TruncSatF64S(double value)
    {
        if (!Sse2.X64.IsSupported) return (long)value;
        long result = Sse2.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
        if (result != long.MinValue) return result;
        return value > 0 ? long.MaxValue : value < 0 ? long.MinValue : 0;
    }

    /// <summary><c>i64.trunc_sat_f64_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64TruncSatF64U(double value)
    {
        if (!Sse2.X64.IsSupported) return (long)(ulong)value;
        long result = Sse2.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value));
        if (result >= 0) return result;
        if (!(value > 0)) return 0;
        return value < 18446744073709551616.0 ? UpperHalf(value) : -1;
    }

    // Between 2^63 and 2^64 the difference is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long UpperHalf(float value) =>
        Sse.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value - 9223372036854775808f)) ^ long.MinValue;

    // Between 2^63 and 2^64 the difference is exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long UpperHalf(double value) =>
        Sse2.X64.ConvertToInt64WithTruncation(Vector128.CreateScalarUnsafe(value - 9223372036854775808.0)) ^ long.MinValue;
}
