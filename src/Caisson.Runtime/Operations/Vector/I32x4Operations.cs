using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>i32x4</c> instructions, on vectors of 4 integers of 32 bits. Emitted code finds each by the identifier of its opcode.
/// Pure functions, safe from any thread.
/// spec: exec-vec
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class I32x4Operations
{
    /// <summary><c>i32x4.abs</c>: lane-wise absolute value; that of the smallest number is itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Abs(Vector128<byte> a) =>
        Vector128.IsHardwareAccelerated ? Vector128.Abs(a.AsInt32()).AsByte() : Vector128.Max(a.AsInt32(), -a.AsInt32()).AsByte();

    /// <summary><c>i32x4.neg</c>: lane-wise negation, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Neg(Vector128<byte> a) => (-a.AsInt32()).AsByte();

    /// <summary><c>i32x4.all_true</c>: 1 if no lane is zero, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32x4AllTrue(Vector128<byte> a) => Vector128.EqualsAny(a.AsUInt32(), Vector128<uint>.Zero) ? 0 : 1;

    /// <summary><c>i32x4.bitmask</c>: the sign bit of every lane, that of lane 0 lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I32x4Bitmask(Vector128<byte> a) => (int)Vector128.ExtractMostSignificantBits(a.AsUInt32());

    /// <summary><c>i32x4.shl</c>: lane-wise shift to the left by a count modulo 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Shl(Vector128<byte> a, int count) => (a.AsUInt32() << (count & 31)).AsByte();

    /// <summary><c>i32x4.shr_s</c>: lane-wise signed shift to the right by a count modulo 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ShrS(Vector128<byte> a, int count) => (a.AsInt32() >> (count & 31)).AsByte();

    /// <summary><c>i32x4.shr_u</c>: lane-wise unsigned shift to the right by a count modulo 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4ShrU(Vector128<byte> a, int count) => (a.AsUInt32() >>> (count & 31)).AsByte();

    /// <summary><c>i32x4.add</c>: lane-wise sum, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Add(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt32() + b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.sub</c>: lane-wise difference, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Sub(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt32() - b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.mul</c>: lane-wise product, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4Mul(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt32() * b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.min_s</c>: lane-wise signed minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4MinS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Min(a.AsInt32(), b.AsInt32()).AsByte();

    /// <summary><c>i32x4.min_u</c>: lane-wise unsigned minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4MinU(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Min(a.AsUInt32(), b.AsUInt32()).AsByte();

    /// <summary><c>i32x4.max_s</c>: lane-wise signed maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4MaxS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Max(a.AsInt32(), b.AsInt32()).AsByte();

    /// <summary><c>i32x4.max_u</c>: lane-wise unsigned maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I32x4MaxU(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Max(a.AsUInt32(), b.AsUInt32()).AsByte();
}
