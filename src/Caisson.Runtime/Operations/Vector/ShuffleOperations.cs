using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// Instructions that permute bytes. Emitted code finds each by the identifier of its opcode. Pure functions, safe from any
/// thread.
/// spec: exec-vec
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ShuffleOperations
{
    /// <summary>
    /// <c>i8x16.shuffle</c>: picks bytes from 0 to 31 of both operands; the lanes are a constant of the emitted code.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Shuffle(Vector128<byte> a, Vector128<byte> b, Vector128<byte> lanes)
    {
        if (Avx512Vbmi.VL.IsSupported) return Avx512Vbmi.VL.PermuteVar16x8x2(a, lanes, b);
        if (Ssse3.IsSupported)
        {
            // An index with its high bit set gives zero: each operand contributes the bytes that the other does not.
            Vector128<byte> first = Ssse3.Shuffle(a, lanes + Vector128.Create((byte)0x70));
            return first | Ssse3.Shuffle(b, lanes - Vector128.Create((byte)16));
        }

        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.VectorTableLookup((a, b), lanes);
        return Vector128.Shuffle(a, lanes) | Vector128.Shuffle(b, lanes - Vector128.Create((byte)16));
    }

    /// <summary>
    /// <c>i8x16.swizzle</c>: picks bytes by the indices of the second operand; zero where an index is above 15.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> I8x16Swizzle(Vector128<byte> a, Vector128<byte> indices)
    {
        if (Ssse3.IsSupported) return Ssse3.Shuffle(a, Sse2.AddSaturate(indices, Vector128.Create((byte)0x70)));
        return Vector128.Shuffle(a, indices);
    }
}
