using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Conversions to floats, all exact.
public static partial class F64x2Operations
{
    /// <summary><c>f64x2.convert_low_i32x4_s</c>: signed conversion of the two low lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2ConvertLowI32x4S(Vector128<byte> a)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Double(a.AsInt32()).AsByte();
        return Vector128.ConvertToDouble(Vector128.WidenLower(a.AsInt32())).AsByte();
    }

    /// <summary><c>f64x2.convert_low_i32x4_u</c>: unsigned conversion of the two low lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2ConvertLowI32x4U(Vector128<byte> a)
    {
        if (Avx512F.VL.IsSupported) return Avx512F.VL.ConvertToVector128Double(a.AsUInt32()).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ConvertToDouble(AdvSimd.ZeroExtendWideningLower(a.AsUInt32().GetLower())).AsByte();
        // An integer in the low bits of 2^52 is its sum with 2^52.
        Vector128<double> sum = Sse2.IsSupported
            ? Sse2.UnpackLow(a.AsUInt32(), Vector128.Create(0x4330_0000u)).AsDouble()
            : (Vector128.WidenLower(a.AsUInt32()) | Vector128.Create(0x4330_0000_0000_0000ul)).AsDouble();
        return (sum - Vector128.Create(4503599627370496.0)).AsByte();
    }

    /// <summary><c>f64x2.promote_low_f32x4</c>: conversion of the two low lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F64x2PromoteLowF32x4(Vector128<byte> a)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Double(a.AsSingle()).AsByte();
        return Vector128.WidenLower(a.AsSingle()).AsByte();
    }
}
