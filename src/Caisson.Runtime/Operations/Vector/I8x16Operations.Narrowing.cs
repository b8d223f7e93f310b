using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

// Instructions that narrow the lanes of i16x8: those of the first operand become the low half.
public static partial class I8x16Operations
{
    /// <summary><c>i8x16.narrow_i16x8_s</c>: the lanes of both operands as signed numbers, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16NarrowI16x8S(Vector128<byte> a, Vector128<byte> b) =>
        Vector128.NarrowWithSaturation(a.AsInt16(), b.AsInt16()).AsByte();

    /// <summary><c>i8x16.narrow_i16x8_u</c>: the lanes of both operands, signed, as unsigned numbers, saturating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16NarrowI16x8U(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.PackUnsignedSaturate(a.AsInt16(), b.AsInt16());
        if (AdvSimd.IsSupported)
            return AdvSimd.ExtractNarrowingSaturateUnsignedUpper(AdvSimd.ExtractNarrowingSaturateUnsignedLower(a.AsInt16()), b.AsInt16());
        Vector128<short> limit = Vector128.Create((short)255), zero = Vector128<short>.Zero;
        Vector128<short> low = Vector128.Min(Vector128.Max(a.AsInt16(), zero), limit);
        Vector128<short> high = Vector128.Min(Vector128.Max(b.AsInt16(), zero), limit);
        return Vector128.Narrow(low, high).AsByte();
    }
}
