using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Comparisons: every bit of a result lane is set where the relation holds. x64 lacks most of them:
// minimum and equality make them; the strict unsigned ones come with AVX-512.
public static partial class I8x16Operations
{
    /// <summary><c>i8x16.eq</c>: lane-wise equality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Eq(Vector128<byte> a, Vector128<byte> b) => Vector128.Equals(a, b);

    /// <summary><c>i8x16.ne</c>: lane-wise inequality.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Ne(Vector128<byte> a, Vector128<byte> b) => ~Vector128.Equals(a, b);

    /// <summary><c>i8x16.lt_s</c>: lane-wise signed less than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16LtS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.LessThan(a.AsSByte(), b.AsSByte()).AsByte();

    /// <summary><c>i8x16.lt_u</c>: lane-wise unsigned less than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16LtU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported && !Avx512BW.VL.IsSupported
            ? ~Vector128.Equals(Vector128.Max(a, b), a)
            : Vector128.LessThan(a, b);

    /// <summary><c>i8x16.gt_s</c>: lane-wise signed greater than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16GtS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.GreaterThan(a.AsSByte(), b.AsSByte()).AsByte();

    /// <summary><c>i8x16.gt_u</c>: lane-wise unsigned greater than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16GtU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported && !Avx512BW.VL.IsSupported
            ? ~Vector128.Equals(Vector128.Min(a, b), a)
            : Vector128.GreaterThan(a, b);

    /// <summary><c>i8x16.le_s</c>: lane-wise signed less than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16LeS(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Min(a.AsSByte(), b.AsSByte()), a.AsSByte()).AsByte()
            : Vector128.LessThanOrEqual(a.AsSByte(), b.AsSByte()).AsByte();

    /// <summary><c>i8x16.le_u</c>: lane-wise unsigned less than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16LeU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Min(a, b), a)
            : Vector128.LessThanOrEqual(a, b);

    /// <summary><c>i8x16.ge_s</c>: lane-wise signed greater than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16GeS(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Max(a.AsSByte(), b.AsSByte()), a.AsSByte()).AsByte()
            : Vector128.GreaterThanOrEqual(a.AsSByte(), b.AsSByte()).AsByte();

    /// <summary><c>i8x16.ge_u</c>: lane-wise unsigned greater than or equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16GeU(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported
            ? Vector128.Equals(Vector128.Max(a, b), a)
            : Vector128.GreaterThanOrEqual(a, b);
}
