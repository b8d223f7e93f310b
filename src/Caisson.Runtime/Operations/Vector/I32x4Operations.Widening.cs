using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Instructions that widen the lanes of a narrower shape.
public static partial class I32x4Operations
{
    /// <summary><c>i32x4.extend_low_i16x8_s</c>: the low half of the lanes, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtendLowI16x8S(Vector128<byte> a) => Vector128.WidenLower(a.AsInt16()).AsByte();

    /// <summary><c>i32x4.extend_low_i16x8_u</c>: the low half of the lanes, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtendLowI16x8U(Vector128<byte> a) => Vector128.WidenLower(a.AsUInt16()).AsByte();

    /// <summary><c>i32x4.extend_high_i16x8_s</c>: the high half of the lanes, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtendHighI16x8S(Vector128<byte> a) => Vector128.WidenUpper(a.AsInt16()).AsByte();

    /// <summary><c>i32x4.extend_high_i16x8_u</c>: the high half of the lanes, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtendHighI16x8U(Vector128<byte> a) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a.AsUInt16(), Vector128<ushort>.Zero).AsByte() : Vector128.WidenUpper(a.AsUInt16()).AsByte();

    /// <summary><c>i32x4.extadd_pairwise_i16x8_s</c>: sums of neighbouring signed lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtaddPairwiseI16x8S(Vector128<byte> a)
    {
        if (Sse2.IsSupported) return Sse2.MultiplyAddAdjacent(a.AsInt16(), Vector128<short>.One).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.AddPairwiseWidening(a.AsInt16()).AsByte();
        return ((a.AsInt32() << 16 >> 16) + (a.AsInt32() >> 16)).AsByte();
    }

    /// <summary><c>i32x4.extadd_pairwise_i16x8_u</c>: sums of neighbouring unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtaddPairwiseI16x8U(Vector128<byte> a)
    {
        if (AdvSimd.IsSupported) return AdvSimd.AddPairwiseWidening(a.AsUInt16()).AsByte();
        return ((a.AsUInt32() & Vector128.Create(0xFFFFu)) + (a.AsUInt32() >>> 16)).AsByte();
    }

    /// <summary><c>i32x4.extmul_low_i16x8_s</c>: products of the low half of the signed lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtmulLowI16x8S(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported)
        {
            Vector128<short> low = a.AsInt16() * b.AsInt16(), high = Sse2.MultiplyHigh(a.AsInt16(), b.AsInt16());
            return Sse2.UnpackLow(low, high).AsByte();
        }

        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(a.AsInt16().GetLower(), b.AsInt16().GetLower()).AsByte();
        return (Vector128.WidenLower(a.AsInt16()) * Vector128.WidenLower(b.AsInt16())).AsByte();
    }

    /// <summary><c>i32x4.extmul_low_i16x8_u</c>: products of the low half of the unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtmulLowI16x8U(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported)
        {
            Vector128<ushort> low = a.AsUInt16() * b.AsUInt16(), high = Sse2.MultiplyHigh(a.AsUInt16(), b.AsUInt16());
            return Sse2.UnpackLow(low, high).AsByte();
        }

        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(a.AsUInt16().GetLower(), b.AsUInt16().GetLower()).AsByte();
        return (Vector128.WidenLower(a.AsUInt16()) * Vector128.WidenLower(b.AsUInt16())).AsByte();
    }

    /// <summary><c>i32x4.extmul_high_i16x8_s</c>: products of the high half of the signed lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtmulHighI16x8S(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported)
        {
            Vector128<short> low = a.AsInt16() * b.AsInt16(), high = Sse2.MultiplyHigh(a.AsInt16(), b.AsInt16());
            return Sse2.UnpackHigh(low, high).AsByte();
        }

        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningUpper(a.AsInt16(), b.AsInt16()).AsByte();
        return (Vector128.WidenUpper(a.AsInt16()) * Vector128.WidenUpper(b.AsInt16())).AsByte();
    }

    /// <summary><c>i32x4.extmul_high_i16x8_u</c>: products of the high half of the unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ExtmulHighI16x8U(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported)
        {
            Vector128<ushort> low = a.AsUInt16() * b.AsUInt16(), high = Sse2.MultiplyHigh(a.AsUInt16(), b.AsUInt16());
            return Sse2.UnpackHigh(low, high).AsByte();
        }

        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningUpper(a.AsUInt16(), b.AsUInt16()).AsByte();
        return (Vector128.WidenUpper(a.AsUInt16()) * Vector128.WidenUpper(b.AsUInt16())).AsByte();
    }

    /// <summary><c>i32x4.dot_i16x8_s</c>: sums of neighbouring products of signed lanes, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4DotI16x8S(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16()).AsByte();
        if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<int> low = AdvSimd.MultiplyWideningLower(a.AsInt16().GetLower(), b.AsInt16().GetLower());
            return AdvSimd.Arm64.AddPairwise(low, AdvSimd.MultiplyWideningUpper(a.AsInt16(), b.AsInt16())).AsByte();
        }

        Vector128<int> even = (a.AsInt32() << 16 >> 16) * (b.AsInt32() << 16 >> 16);
        return (even + (a.AsInt32() >> 16) * (b.AsInt32() >> 16)).AsByte();
    }
}
