using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Truncations of floats, saturating. x64 marks what does not fit by the smallest integer.
public static partial class I32x4Operations
{
    /// <summary><c>i32x4.trunc_sat_f32x4_s</c>: signed truncation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4TruncSatF32x4S(Vector128<byte> a)
    {
        Vector128<float> x = a.AsSingle();
        if (!Sse2.IsSupported) return Vector128.ConvertToInt32(x).AsByte();
        Vector128<int> truncated = Sse2.ConvertToVector128Int32WithTruncation(x & Vector128.Equals(x, x));
        return (truncated ^ Vector128.GreaterThanOrEqual(x, Vector128.Create(2147483648f)).AsInt32()).AsByte();
    }

    /// <summary><c>i32x4.trunc_sat_f32x4_u</c>: unsigned truncation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4TruncSatF32x4U(Vector128<byte> a)
    {
        Vector128<float> x = a.AsSingle();
        if (!Sse41.IsSupported) return Vector128.ConvertToUInt32(x).AsByte();
        x = Sse.Max(x, Vector128<float>.Zero); // a NaN becomes zero
        if (Avx512F.VL.IsSupported) return Avx512F.VL.ConvertToVector128UInt32WithTruncation(x).AsByte();
        // The part below 2^31, for which the smallest integer stands where there is more, plus the part above.
        Vector128<float> limit = Vector128.Create(2147483648f), above = x - limit;
        Vector128<int> excess = Sse2.ConvertToVector128Int32WithTruncation(above);
        excess ^= Vector128.GreaterThanOrEqual(above, limit).AsInt32();
        return (Sse2.ConvertToVector128Int32WithTruncation(x) + Sse41.Max(excess, Vector128<int>.Zero)).AsByte();
    }

    /// <summary><c>i32x4.trunc_sat_f64x2_s_zero</c>: signed truncation into the two low lanes; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4TruncSatF64x2SZero(Vector128<byte> a)
    {
        Vector128<double> x = a.AsDouble();
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.ExtractNarrowingSaturateLower(AdvSimd.Arm64.ConvertToInt64RoundToZero(x)).ToVector128().AsByte();
        if (!Sse2.IsSupported)
        {
            int low = SaturatingTruncationOperations.I32TruncSatF64S(x[0]);
            int high = SaturatingTruncationOperations.I32TruncSatF64S(x[1]);
            return Vector128.Create(low, high, 0, 0).AsByte();
        }

        // Of a NaN and zero the instruction returns its second operand.
        Vector128<double> limit = Vector128.Create(2147483647.0) & Vector128.Equals(x, x);
        return Sse2.ConvertToVector128Int32WithTruncation(Sse2.Min(x, limit)).AsByte();
    }

    /// <summary><c>i32x4.trunc_sat_f64x2_u_zero</c>: unsigned truncation into the two low lanes; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4TruncSatF64x2UZero(Vector128<byte> a)
    {
        Vector128<double> x = a.AsDouble();
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.ExtractNarrowingSaturateLower(AdvSimd.Arm64.ConvertToUInt64RoundToZero(x)).ToVector128().AsByte();
        if (!Sse41.IsSupported)
        {
            int low = SaturatingTruncationOperations.I32TruncSatF64U(x[0]);
            int high = SaturatingTruncationOperations.I32TruncSatF64U(x[1]);
            return Vector128.Create(low, high, 0, 0).AsByte();
        }

        x = Sse2.Max(x, Vector128<double>.Zero); // a NaN becomes zero
        if (Avx512F.VL.IsSupported) return Avx512F.VL.ConvertToVector128UInt32WithTruncation(x).AsByte();
        // An integer added to 2^52 stands in the low bits of the sum.
        x = Sse41.RoundToZero(Sse2.Min(x, Vector128.Create(4294967295.0))) + Vector128.Create(4503599627370496.0);
        return Sse.Shuffle(x.AsSingle(), Vector128<float>.Zero, 0x88).AsByte();
    }
}
