using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>i64x2</c> instructions, on vectors of 2 integers of 64 bits. Emitted code finds each by the identifier of its opcode.
/// Pure functions, safe from any thread.
/// spec: exec-vec
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class I64x2Operations
{
    /// <summary><c>i64x2.abs</c>: lane-wise absolute value; that of the smallest number is itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Abs(Vector128<byte> a) =>
        Vector128.IsHardwareAccelerated ? Vector128.Abs(a.AsInt64()).AsByte() : Vector128.Max(a.AsInt64(), -a.AsInt64()).AsByte();

    /// <summary><c>i64x2.neg</c>: lane-wise negation, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Neg(Vector128<byte> a) => (-a.AsInt64()).AsByte();

    /// <summary><c>i64x2.all_true</c>: 1 if no lane is zero, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I64x2AllTrue(Vector128<byte> a) => Vector128.EqualsAny(a.AsUInt64(), Vector128<ulong>.Zero) ? 0 : 1;

    /// <summary><c>i64x2.bitmask</c>: the sign bit of every lane, that of lane 0 lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I64x2Bitmask(Vector128<byte> a) => (int)Vector128.ExtractMostSignificantBits(a.AsUInt64());

    /// <summary><c>i64x2.shl</c>: lane-wise shift to the left by a count modulo 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Shl(Vector128<byte> a, int count) => (a.AsUInt64() << (count & 63)).AsByte();

    /// <summary><c>i64x2.shr_s</c>: lane-wise signed shift to the right by a count modulo 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ShrS(Vector128<byte> a, int count)
    {
        count &= 63;
        if (!Sse2.IsSupported || Avx512F.VL.IsSupported) return (a.AsInt64() >> count).AsByte();
        // Before AVX-512 x64 has only the unsigned shift: flip the shifted sign bit and subtract it, which extends it.
        Vector128<ulong> sign = Vector128.Create(1ul << 63) >>> count;
        return (((a.AsUInt64() >>> count) ^ sign) - sign).AsByte();
    }

    /// <summary><c>i64x2.shr_u</c>: lane-wise unsigned shift to the right by a count modulo 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2ShrU(Vector128<byte> a, int count) => (a.AsUInt64() >>> (count & 63)).AsByte();

    /// <summary><c>i64x2.add</c>: lane-wise sum, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Add(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt64() + b.AsUInt64()).AsByte();

    /// <summary><c>i64x2.sub</c>: lane-wise difference, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Sub(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt64() - b.AsUInt64()).AsByte();

    /// <summary><c>i64x2.mul</c>: lane-wise product, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I64x2Mul(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt64() * b.AsUInt64()).AsByte();
}
