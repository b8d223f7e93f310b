using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Comparisons: every bit of a result lane is set where the relation holds. x64 lacks most of them:
// minimum and equality make them; the strict unsigned ones come with AVX-512.
public static partial class I16x8Operations
{
    /// <summary><c>i16x8.eq</c>: lane-wise equality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Eq(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Equals(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.ne</c>: lane-wise inequality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Ne(Vector128<byte> a, Vector128<byte> b) =>
        ~Vector128.Equals(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.lt_s</c>: lane-wise signed less than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8LtS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.LessThan(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i16x8.lt_u</c>: lane-wise unsigned less than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8LtU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported && !Avx512BW.VL.IsSupported
            ? ~Vector128.Equals(Vector128.Max(a.AsUInt16(), b.AsUInt16()), a.AsUInt16()).AsByte()
            : Vector128.LessThan(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.gt_s</c>: lane-wise signed greater than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8GtS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.GreaterThan(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i16x8.gt_u</c>: lane-wise unsigned greater than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8GtU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported && !Avx512BW.VL.IsSupported
            ? ~Vector128.Equals(Vector128.Min(a.AsUInt16(), b.AsUInt16()), a.AsUInt16()).AsByte()
            : Vector128.GreaterThan(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.le_s</c>: lane-wise signed less than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8LeS(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Min(a.AsInt16(), b.AsInt16()), a.AsInt16()).AsByte()
            : Vector128.LessThanOrEqual(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i16x8.le_u</c>: lane-wise unsigned less than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8LeU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Min(a.AsUInt16(), b.AsUInt16()), a.AsUInt16()).AsByte()
            : Vector128.LessThanOrEqual(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.ge_s</c>: lane-wise signed greater than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8GeS(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Max(a.AsInt16(), b.AsInt16()), a.AsInt16()).AsByte()
            : Vector128.GreaterThanOrEqual(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i16x8.ge_u</c>: lane-wise unsigned greater than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8GeU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Max(a.AsUInt16(), b.AsUInt16()), a.AsUInt16()).AsByte()
            : Vector128.GreaterThanOrEqual(a.AsUInt16(), b.AsUInt16()).AsByte();
}
