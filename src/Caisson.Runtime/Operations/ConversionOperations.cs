using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// Conversions to floats, and between them and the integers of the same bits. Emitted code finds each by the identifier of its
/// opcode. Every conversion rounds once, to the nearest, ties to even. Pure functions, safe from any thread.
/// spec: exec-cvtop
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConversionOperations
{
    /// <summary><c>f32.convert_i32_s</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32ConvertI32S(int value) => value;

    /// <summary><c>f32.convert_i32_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32ConvertI32U(int value) => (long)(uint)value;

    /// <summary><c>f32.convert_i64_s</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32ConvertI64S(long value) => value;

    /// <summary><c>f32.convert_i64_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32ConvertI64U(long value)
    {
        if (Avx512F.X64.IsSupported)
            return Avx512F.X64.ConvertScalarToVector128Single(Vector128<float>.Zero, (ulong)value).ToScalar();
        if (value >= 0) return value;
        // Half the number, its lowest bit kept sticky so that rounding sees it, then doubled: exact but for the one rounding.
        float half = (value >>> 1) | (value & 1);
        return half + half;
    }

    /// <summary><c>f64.convert_i32_s</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64ConvertI32S(int value) => value;

    /// <summary><c>f64.convert_i32_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64ConvertI32U(int value) => (long)(uint)value;

    /// <summary><c>f64.convert_i64_s</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64ConvertI64S(long value) => value;

    /// <summary><c>f64.convert_i64_u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64ConvertI64U(long value)
    {
        if (Avx512F.X64.IsSupported)
            return Avx512F.X64.ConvertScalarToVector128Double(Vector128<double>.Zero, (ulong)value).ToScalar();
        if (value >= 0) return value;
        // Half the number, its lowest bit kept sticky so that rounding sees it, then doubled: exact but for the one rounding.
        double half = (value >>> 1) | (value & 1);
        return half + half;
    }

    /// <summary><c>f32.demote_f64</c>. By intrinsic: the JIT folds a cast there and back, which keeps a NaN signalling.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32DemoteF64(double value) => Sse2.IsSupported
        ? Sse2.ConvertScalarToVector128Single(Vector128<float>.Zero, Vector128.CreateScalarUnsafe(value)).ToScalar()
        : double.IsNaN(value) ? float.NaN : (float)value;

    /// <summary><c>f64.promote_f32</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64PromoteF32(float value) => value;

    /// <summary><c>i32.reinterpret_f32</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32ReinterpretF32(float value) => BitConverter.SingleToInt32Bits(value);

    /// <summary><c>i64.reinterpret_f64</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long I64ReinterpretF64(double value) => BitConverter.DoubleToInt64Bits(value);

    /// <summary>
    /// <c>f32.reinterpret_i32</c>. RyuJIT quiets a signalling NaN when it folds this over a constant: the caller hides one from it.
    /// </summary>
    /// <remarks>
    /// By way of a vector: of a smaller number that was just loaded, the JIT of .NET 10 would read the bytes beside it, too
    /// (dotnet/runtime#133580).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float F32ReinterpretI32(int value) => Vector128.CreateScalarUnsafe(value).AsSingle().ToScalar();

    /// <summary><c>f64.reinterpret_i64</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double F64ReinterpretI64(long value) => BitConverter.Int64BitsToDouble(value);
}
