using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
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
    public static Vector128<byte> I64x2Abs(Vector128<byte> a)
    {
        if (!Vector128.IsHardwareAccelerated) return Vector128.Max(a.AsInt64(), -a.AsInt64()).AsByte();
        if (!Sse41.IsSupported || Avx512F.VL.IsSupported) return Vector128.Abs(a.AsInt64()).AsByte();
        // The blend looks at sign bits only.
        return Sse41.BlendVariable(a.AsDouble(), (-a.AsInt64()).AsDouble(), a.AsDouble()).AsByte();
    }

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
        if (!Sse2.IsSupported || Avx512F.VL.IsSupported) return (a.AsInt64() >> (count & 63)).AsByte();
        // Before AVX-512 x64 has only the unsigned shift: flip the shifted sign bit and subtract it, which extends it.
        Vector128<ulong> sign = Vector128.Create(1ul << 63) >>> (count & 63);
        return (((a.AsUInt64() >>> (count & 63)) ^ sign) - sign).AsByte();
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
    public static Vector128<byte> I64x2Mul(Vector128<byte> a, Vector128<byte> b)
    {
        if (!AdvSimd.IsSupported) return (a.AsUInt64() * b.AsUInt64()).AsByte();
        // The halves that meet crosswise end up in the upper half of the product, those below in all of it.
        Vector128<uint> crosswise = a.AsUInt32() * AdvSimd.ReverseElement32(b.AsUInt64()).AsUInt32();
        Vector128<ulong> upper = AdvSimd.ShiftLeftLogical(AdvSimd.AddPairwiseWidening(crosswise), 32);
        return AdvSimd.MultiplyWideningLowerAndAdd(
            upper, AdvSimd.ExtractNarrowingLower(a.AsUInt64()), AdvSimd.ExtractNarrowingLower(b.AsUInt64())).AsByte();
    }
}
