using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Instructions that narrow the lanes of i32x4: those of the first operand become the low half.
public static partial class I16x8Operations
{
    /// <summary><c>i16x8.narrow_i32x4_s</c>: the lanes of both operands as signed numbers, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8NarrowI32x4S(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.NarrowWithSaturation(a.AsInt32(), b.AsInt32()).AsByte();

    /// <summary><c>i16x8.narrow_i32x4_u</c>: the lanes of both operands, signed, as unsigned numbers, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I16x8NarrowI32x4U(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse41.IsSupported) return Sse41.PackUnsignedSaturate(a.AsInt32(), b.AsInt32()).AsByte();
        if (AdvSimd.IsSupported)
            return AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(a.AsInt32()), b.AsInt32()).AsByte();
        Vector128<int> limit = Vector128.Create((int)65535), zero = Vector128<int>.Zero;
        Vector128<int> low = Vector128.Min(Vector128.Max(a.AsInt32(), zero), limit);
        Vector128<int> high = Vector128.Min(Vector128.Max(b.AsInt32(), zero), limit);
        return Vector128.Narrow(low, high).AsByte();
    }
}
