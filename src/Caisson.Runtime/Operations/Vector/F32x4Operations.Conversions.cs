using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Conversions to floats, each rounded once.
public static partial class F32x4Operations
{
    /// <summary><c>f32x4.convert_i32x4_s</c>: signed conversion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4ConvertI32x4S(Vector128<byte> a) => Vector128.ConvertToSingle(a.AsInt32()).AsByte();

    /// <summary><c>f32x4.convert_i32x4_u</c>: unsigned conversion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4ConvertI32x4U(Vector128<byte> a) => Vector128.ConvertToSingle(a.AsUInt32()).AsByte();

    /// <summary><c>f32x4.demote_f64x2_zero</c>: conversion into the two low lanes; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> F32x4DemoteF64x2Zero(Vector128<byte> a)
    {
        if (Sse2.IsSupported) return Sse2.ConvertToVector128Single(a.AsDouble()).AsByte();
        return Vector128.Narrow(a.AsDouble(), Vector128<double>.Zero).AsByte();
    }
}
