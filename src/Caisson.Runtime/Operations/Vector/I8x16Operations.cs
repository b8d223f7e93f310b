using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The <c>i8x16</c> instructions, on vectors of 16 integers of 8 bits. Emitted code finds each by the identifier of its opcode.
/// Pure functions, safe from any thread.
/// spec: exec-vec
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class I8x16Operations
{
    /// <summary><c>i8x16.abs</c>: lane-wise absolute value; that of the smallest number is itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Abs(Vector128<byte> a) =>
        Vector128.IsHardwareAccelerated ? Vector128.Abs(a.AsSByte()).AsByte() : Vector128.Max(a.AsSByte(), -a.AsSByte()).AsByte();

    /// <summary><c>i8x16.neg</c>: lane-wise negation, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Neg(Vector128<byte> a) => (-a.AsSByte()).AsByte();

    /// <summary><c>i8x16.popcnt</c>: lane-wise number of one bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Popcnt(Vector128<byte> a)
    {
        if (AdvSimd.IsSupported) return AdvSimd.PopCount(a);
        Vector128<byte> nibble = Vector128.Create((byte)15);
        if (Ssse3.IsSupported)
        {
            Vector128<byte> counts = Vector128.Create(0x0302_0201_0201_0100, 0x0403_0302_0302_0201).AsByte(); // of 0 to 15
            return Ssse3.Shuffle(counts, a & nibble) + Ssse3.Shuffle(counts, (a.AsUInt16() >>> 4).AsByte() & nibble);
        }

        Vector128<byte> pairs = Vector128.Create((byte)0x33);
        a -= (a >>> 1) & Vector128.Create((byte)0x55);
        a = (a & pairs) + ((a >>> 2) & pairs);
        return (a + (a >>> 4)) & nibble;
    }

    /// <summary><c>i8x16.all_true</c>: 1 if no lane is zero, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I8x16AllTrue(Vector128<byte> a) => Vector128.EqualsAny(a, Vector128<byte>.Zero) ? 0 : 1;

    /// <summary><c>i8x16.bitmask</c>: the sign bit of every lane, that of lane 0 lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int I8x16Bitmask(Vector128<byte> a) => (int)Vector128.ExtractMostSignificantBits(a);

    /// <summary><c>i8x16.shl</c>: lane-wise shift to the left by a count modulo 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Shl(Vector128<byte> a, int count) => a << (count & 7);

    /// <summary><c>i8x16.shr_s</c>: lane-wise signed shift to the right by a count modulo 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16ShrS(Vector128<byte> a, int count)
    {
        if (!Sse2.IsSupported) return (a.AsSByte() >> (count & 7)).AsByte();
        // Each byte as the upper half of a 16-bit lane, for want of byte shifts. The shift takes its count modulo 16.
        Vector128<short> low = Sse2.UnpackLow(a, a).AsInt16() >> (count | 8), high = Sse2.UnpackHigh(a, a).AsInt16() >> (count | 8);
        return Sse2.PackSignedSaturate(low, high).AsByte();
    }

    /// <summary><c>i8x16.shr_u</c>: lane-wise unsigned shift to the right by a count modulo 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16ShrU(Vector128<byte> a, int count) => a >>> (count & 7);

    /// <summary><c>i8x16.add</c>: lane-wise sum, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Add(Vector128<byte> a, Vector128<byte> b) => a + b;

    /// <summary><c>i8x16.add_sat_s</c>: signed lane-wise sum, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16AddSatS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.AddSaturate(a.AsSByte(), b.AsSByte()).AsByte();

    /// <summary><c>i8x16.add_sat_u</c>: unsigned lane-wise sum, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16AddSatU(Vector128<byte> a, Vector128<byte> b) => Vector128.AddSaturate(a, b);

    /// <summary><c>i8x16.sub</c>: lane-wise difference, wrapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Sub(Vector128<byte> a, Vector128<byte> b) => a - b;

    /// <summary><c>i8x16.sub_sat_s</c>: signed lane-wise difference, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16SubSatS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.SubtractSaturate(a.AsSByte(), b.AsSByte()).AsByte();

    /// <summary><c>i8x16.sub_sat_u</c>: unsigned lane-wise difference, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16SubSatU(Vector128<byte> a, Vector128<byte> b) => Vector128.SubtractSaturate(a, b);

    /// <summary><c>i8x16.min_s</c>: lane-wise signed minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16MinS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Min(a.AsSByte(), b.AsSByte()).AsByte();

    /// <summary><c>i8x16.min_u</c>: lane-wise unsigned minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16MinU(Vector128<byte> a, Vector128<byte> b) => Vector128.Min(a, b);

    /// <summary><c>i8x16.max_s</c>: lane-wise signed maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16MaxS(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.Max(a.AsSByte(), b.AsSByte()).AsByte();

    /// <summary><c>i8x16.max_u</c>: lane-wise unsigned maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16MaxU(Vector128<byte> a, Vector128<byte> b) => Vector128.Max(a, b);

    /// <summary><c>i8x16.avgr_u</c>: lane-wise unsigned average, rounded up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16AvgrU(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.Average(a, b);
        if (AdvSimd.IsSupported) return AdvSimd.FusedAddRoundedHalving(a, b);
        return (a | b) - ((a ^ b) >>> 1);
    }
}
