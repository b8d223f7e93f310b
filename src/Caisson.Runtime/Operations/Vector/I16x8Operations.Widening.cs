using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Instructions that widen the lanes of a narrower shape.
public static partial class I16x8Operations
{
    /// <summary><c>i16x8.extend_low_i8x16_s</c>: the low half of the lanes, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtendLowI8x16S(Vector128<byte> a) => Vector128.WidenLower(a.AsSByte()).AsByte();

    /// <summary><c>i16x8.extend_low_i8x16_u</c>: the low half of the lanes, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtendLowI8x16U(Vector128<byte> a) => Vector128.WidenLower(a).AsByte();

    /// <summary><c>i16x8.extend_high_i8x16_s</c>: the high half of the lanes, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtendHighI8x16S(Vector128<byte> a) => Vector128.WidenUpper(a.AsSByte()).AsByte();

    /// <summary><c>i16x8.extend_high_i8x16_u</c>: the high half of the lanes, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtendHighI8x16U(Vector128<byte> a) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, Vector128<byte>.Zero).AsByte() : Vector128.WidenUpper(a).AsByte();

    /// <summary><c>i16x8.extadd_pairwise_i8x16_s</c>: sums of neighbouring signed lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtaddPairwiseI8x16S(Vector128<byte> a)
    {
        if (Ssse3.IsSupported) return Ssse3.MultiplyAddAdjacent(Vector128<byte>.One, a.AsSByte()).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.AddPairwiseWidening(a.AsSByte()).AsByte();
        return ((a.AsInt16() << 8 >> 8) + (a.AsInt16() >> 8)).AsByte();
    }

    /// <summary><c>i16x8.extadd_pairwise_i8x16_u</c>: sums of neighbouring unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtaddPairwiseI8x16U(Vector128<byte> a)
    {
        if (Ssse3.IsSupported) return Ssse3.MultiplyAddAdjacent(a, Vector128<sbyte>.One).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.AddPairwiseWidening(a).AsByte();
        return ((a.AsUInt16() << 8 >>> 8) + (a.AsUInt16() >>> 8)).AsByte();
    }

    /// <summary><c>i16x8.extmul_low_i8x16_s</c>: products of the low half of the signed lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtmulLowI8x16S(Vector128<byte> a, Vector128<byte> b)
    {
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(a.AsSByte().GetLower(), b.AsSByte().GetLower()).AsByte();
        return (Vector128.WidenLower(a.AsSByte()) * Vector128.WidenLower(b.AsSByte())).AsByte();
    }

    /// <summary><c>i16x8.extmul_low_i8x16_u</c>: products of the low half of the unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtmulLowI8x16U(Vector128<byte> a, Vector128<byte> b)
    {
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()).AsByte();
        return (Vector128.WidenLower(a) * Vector128.WidenLower(b)).AsByte();
    }

    /// <summary><c>i16x8.extmul_high_i8x16_s</c>: products of the high half of the signed lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtmulHighI8x16S(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported)
        {
            // The upper half of the product of lanes that are 256 times as large.
            Vector128<byte> zero = Vector128<byte>.Zero;
            return Sse2.MultiplyHigh(Sse2.UnpackHigh(zero, a).AsInt16(), Sse2.UnpackHigh(zero, b).AsInt16()).AsByte();
        }

        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningUpper(a.AsSByte(), b.AsSByte()).AsByte();
        return (Vector128.WidenUpper(a.AsSByte()) * Vector128.WidenUpper(b.AsSByte())).AsByte();
    }

    /// <summary><c>i16x8.extmul_high_i8x16_u</c>: products of the high half of the unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ExtmulHighI8x16U(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported)
        {
            Vector128<byte> zero = Vector128<byte>.Zero;
            return (Sse2.UnpackHigh(a, zero).AsUInt16() * Sse2.UnpackHigh(b, zero).AsUInt16()).AsByte();
        }

        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningUpper(a, b).AsByte();
        return (Vector128.WidenUpper(a) * Vector128.WidenUpper(b)).AsByte();
    }
}
