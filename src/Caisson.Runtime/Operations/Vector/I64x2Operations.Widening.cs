using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Instructions that widen the lanes of a narrower shape.
public static partial class I64x2Operations
{
    /// <summary><c>i64x2.extend_low_i32x4_s</c>: the low half of the lanes, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ExtendLowI32x4S(Vector128<byte> a) => Vector128.WidenLower(a.AsInt32()).AsByte();

    /// <summary><c>i64x2.extend_low_i32x4_u</c>: the low half of the lanes, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ExtendLowI32x4U(Vector128<byte> a) => Vector128.WidenLower(a.AsUInt32()).AsByte();

    /// <summary><c>i64x2.extend_high_i32x4_s</c>: the high half of the lanes, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ExtendHighI32x4S(Vector128<byte> a) => Vector128.WidenUpper(a.AsInt32()).AsByte();

    /// <summary><c>i64x2.extend_high_i32x4_u</c>: the high half of the lanes, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ExtendHighI32x4U(Vector128<byte> a) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a.AsUInt32(), Vector128<uint>.Zero).AsByte() : Vector128.WidenUpper(a.AsUInt32()).AsByte();

    /// <summary><c>i64x2.extmul_low_i32x4_s</c>: products of the low half of the signed lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ExtmulLowI32x4S(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse41.IsSupported)
            return Sse41.Multiply(Sse2.Shuffle(a.AsInt32(), 0x50), Sse2.Shuffle(b.AsInt32(), 0x50)).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(a.AsInt32().GetLower(), b.AsInt32().GetLower()).AsByte();
        return (Vector128.WidenLower(a.AsInt32()) * Vector128.WidenLower(b.AsInt32())).AsByte();
    }

    /// <summary><c>i64x2.extmul_low_i32x4_u</c>: products of the low half of the unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ExtmulLowI32x4U(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported)
            return Sse2.Multiply(Sse2.Shuffle(a.AsUInt32(), 0x50), Sse2.Shuffle(b.AsUInt32(), 0x50)).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(a.AsUInt32().GetLower(), b.AsUInt32().GetLower()).AsByte();
        return (Vector128.WidenLower(a.AsUInt32()) * Vector128.WidenLower(b.AsUInt32())).AsByte();
    }

    /// <summary><c>i64x2.extmul_high_i32x4_s</c>: products of the high half of the signed lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ExtmulHighI32x4S(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse41.IsSupported)
            return Sse41.Multiply(Sse2.Shuffle(a.AsInt32(), 0xFA), Sse2.Shuffle(b.AsInt32(), 0xFA)).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningUpper(a.AsInt32(), b.AsInt32()).AsByte();
        return (Vector128.WidenUpper(a.AsInt32()) * Vector128.WidenUpper(b.AsInt32())).AsByte();
    }

    /// <summary><c>i64x2.extmul_high_i32x4_u</c>: products of the high half of the unsigned lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ExtmulHighI32x4U(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported)
            return Sse2.Multiply(Sse2.Shuffle(a.AsUInt32(), 0xFA), Sse2.Shuffle(b.AsUInt32(), 0xFA)).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningUpper(a.AsUInt32(), b.AsUInt32()).AsByte();
        return (Vector128.WidenUpper(a.AsUInt32()) * Vector128.WidenUpper(b.AsUInt32())).AsByte();
    }
}
