using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>i16x8</c> instructions, on vectors of 8 integers of 16 bits. Emitted code finds each by the identifier of its opcode.
/// Pure functions, safe from any thread.
/// spec: exec-vec
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class I16x8Operations
{
    /// <summary><c>i16x8.abs</c>: lane-wise absolute value; that of the smallest number is itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Abs(Vector128<byte> a) =>
        Vector128.IsHardwareAccelerated ? Vector128.Abs(a.AsInt16()).AsByte() : Vector128.Max(a.AsInt16(), -a.AsInt16()).AsByte();

    /// <summary><c>i16x8.neg</c>: lane-wise negation, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Neg(Vector128<byte> a) => (-a.AsInt16()).AsByte();

    /// <summary><c>i16x8.all_true</c>: 1 if no lane is zero, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I16x8AllTrue(Vector128<byte> a) => Vector128.EqualsAny(a.AsUInt16(), Vector128<ushort>.Zero) ? 0 : 1;

    /// <summary><c>i16x8.bitmask</c>: the sign bit of every lane, that of lane 0 lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I16x8Bitmask(Vector128<byte> a) => (int)Vector128.ExtractMostSignificantBits(a.AsUInt16());

    /// <summary><c>i16x8.shl</c>: lane-wise shift to the left by a count modulo 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Shl(Vector128<byte> a, int count) => (a.AsUInt16() << (count & 15)).AsByte();

    /// <summary><c>i16x8.shr_s</c>: lane-wise signed shift to the right by a count modulo 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ShrS(Vector128<byte> a, int count) => (a.AsInt16() >> (count & 15)).AsByte();

    /// <summary><c>i16x8.shr_u</c>: lane-wise unsigned shift to the right by a count modulo 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8ShrU(Vector128<byte> a, int count) => (a.AsUInt16() >>> (count & 15)).AsByte();

    /// <summary><c>i16x8.add</c>: lane-wise sum, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Add(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt16() + b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.add_sat_s</c>: signed lane-wise sum, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8AddSatS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.AddSaturate(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i16x8.add_sat_u</c>: unsigned lane-wise sum, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8AddSatU(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.AddSaturate(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.sub</c>: lane-wise difference, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Sub(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt16() - b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.sub_sat_s</c>: signed lane-wise difference, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8SubSatS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.SubtractSaturate(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i16x8.sub_sat_u</c>: unsigned lane-wise difference, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8SubSatU(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.SubtractSaturate(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.mul</c>: lane-wise product, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Mul(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt16() * b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.q15mulr_sat_s</c>: lane-wise product of numbers in Q15 format, rounded, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8Q15mulrSatS(Vector128<byte> a, Vector128<byte> b)
    {
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyRoundedDoublingSaturateHigh(a.AsInt16(), b.AsInt16()).AsByte();
        if (!Ssse3.IsSupported) return RoundedProduct(a.AsInt16(), b.AsInt16()).AsByte();
        Vector128<short> product = Ssse3.MultiplyHighRoundScale(a.AsInt16(), b.AsInt16());
        // Only -1 times -1 gives the smallest number: flip it to the largest.
        return (product ^ Vector128.Equals(product, Vector128.Create(short.MinValue))).AsByte();
    }

    /// <summary><c>i16x8.min_s</c>: lane-wise signed minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8MinS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Min(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i16x8.min_u</c>: lane-wise unsigned minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8MinU(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Min(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.max_s</c>: lane-wise signed maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8MaxS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Max(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i16x8.max_u</c>: lane-wise unsigned maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8MaxU(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Max(a.AsUInt16(), b.AsUInt16()).AsByte();

    /// <summary><c>i16x8.avgr_u</c>: lane-wise unsigned average, rounded up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8AvgrU(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.Average(a.AsUInt16(), b.AsUInt16()).AsByte();
        if (AdvSimd.IsSupported) return AdvSimd.FusedAddRoundedHalving(a.AsUInt16(), b.AsUInt16()).AsByte();
        return ((a | b).AsUInt16() - ((a ^ b).AsUInt16() >>> 1)).AsByte();
    }

    private static Vector128<short> RoundedProduct(Vector128<short> a, Vector128<short> b)
    {
        Vector128<int> half = Vector128.Create(0x4000);
        return Vector128.NarrowWithSaturation(
            (Vector128.WidenLower(a) * Vector128.WidenLower(b) + half) >> 15,
            (Vector128.WidenUpper(a) * Vector128.WidenUpper(b) + half) >> 15);
    }
}
