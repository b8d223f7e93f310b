using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Comparisons: every bit of a result lane is set where the relation holds. x64 lacks most of them:
// minimum and equality make them; the strict unsigned ones come with AVX-512.
public static partial class I32x4Operations
{
    /// <summary><c>i32x4.eq</c>: lane-wise equality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Eq(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Equals(a.AsUInt32(), b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.ne</c>: lane-wise inequality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Ne(Vector128<byte> a, Vector128<byte> b) =>
        ~Vector128.Equals(a.AsUInt32(), b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.lt_s</c>: lane-wise signed less than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4LtS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.LessThan(a.AsInt32(), b.AsInt32()).AsByte();

    /// <summary><c>i32x4.lt_u</c>: lane-wise unsigned less than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4LtU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported && !Avx512BW.VL.IsSupported
            ? ~Vector128.Equals(Vector128.Max(a.AsUInt32(), b.AsUInt32()), a.AsUInt32()).AsByte()
            : Vector128.LessThan(a.AsUInt32(), b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.gt_s</c>: lane-wise signed greater than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4GtS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.GreaterThan(a.AsInt32(), b.AsInt32()).AsByte();

    /// <summary><c>i32x4.gt_u</c>: lane-wise unsigned greater than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4GtU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported && !Avx512BW.VL.IsSupported
            ? ~Vector128.Equals(Vector128.Min(a.AsUInt32(), b.AsUInt32()), a.AsUInt32()).AsByte()
            : Vector128.GreaterThan(a.AsUInt32(), b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.le_s</c>: lane-wise signed less than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4LeS(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Min(a.AsInt32(), b.AsInt32()), a.AsInt32()).AsByte()
            : Vector128.LessThanOrEqual(a.AsInt32(), b.AsInt32()).AsByte();

    /// <summary><c>i32x4.le_u</c>: lane-wise unsigned less than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4LeU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Min(a.AsUInt32(), b.AsUInt32()), a.AsUInt32()).AsByte()
            : Vector128.LessThanOrEqual(a.AsUInt32(), b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.ge_s</c>: lane-wise signed greater than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4GeS(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Max(a.AsInt32(), b.AsInt32()), a.AsInt32()).AsByte()
            : Vector128.GreaterThanOrEqual(a.AsInt32(), b.AsInt32()).AsByte();

    /// <summary><c>i32x4.ge_u</c>: lane-wise unsigned greater than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4GeU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Max(a.AsUInt32(), b.AsUInt32()), a.AsUInt32()).AsByte()
            : Vector128.GreaterThanOrEqual(a.AsUInt32(), b.AsUInt32()).AsByte();
}
