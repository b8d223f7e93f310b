using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The shuffles that a processor does in one instruction; <see cref="ShuffleForm"/> finds which of them one is. Pure functions, safe from
/// any thread.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ShuffleForms
{
    /// <summary>The first operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> First(Vector128<byte> a, Vector128<byte> b) => a;

    /// <summary>The second operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Second(Vector128<byte> a, Vector128<byte> b) => b;

    /// <summary>Lanes of 8 bits from the low halves of both operands in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> UnpackLow8(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128.Create((byte)0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    }

    /// <summary>Lanes of 8 bits from the high halves of both operands in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> UnpackHigh8(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128.Create((byte)8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
    }

    /// <summary>Lanes of 16 bits from the low halves of both operands in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> UnpackLow16(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a.AsInt16(), b.AsInt16()).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a.AsInt16(), b.AsInt16()).AsByte();
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128.Create((byte)0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23));
    }

    /// <summary>Lanes of 16 bits from the high halves of both operands in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> UnpackHigh16(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a.AsInt16(), b.AsInt16()).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a.AsInt16(), b.AsInt16()).AsByte();
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128.Create((byte)8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31));
    }

    /// <summary>Lanes of 32 bits from the low halves of both operands in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> UnpackLow32(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a.AsInt32(), b.AsInt32()).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a.AsInt32(), b.AsInt32()).AsByte();
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128.Create((byte)0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23));
    }

    /// <summary>Lanes of 32 bits from the high halves of both operands in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> UnpackHigh32(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a.AsInt32(), b.AsInt32()).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a.AsInt32(), b.AsInt32()).AsByte();
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128.Create((byte)8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31));
    }

    /// <summary>Lanes of 64 bits from the low halves of both operands in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> UnpackLow64(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a.AsInt64(), b.AsInt64()).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a.AsInt64(), b.AsInt64()).AsByte();
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
    }

    /// <summary>Lanes of 64 bits from the high halves of both operands in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> UnpackHigh64(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a.AsInt64(), b.AsInt64()).AsByte();
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a.AsInt64(), b.AsInt64()).AsByte();
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128.Create((byte)8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31));
    }

    /// <summary>
    /// Sixteen consecutive bytes of the first operand followed by the second, from <paramref name="start"/> (1 to 15) on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Consecutive(Vector128<byte> a, Vector128<byte> b, [ConstantExpected(Max = (byte)15)] byte start)
    {
        if (Ssse3.IsSupported) return Ssse3.AlignRight(b, a, start);
        if (AdvSimd.IsSupported) return AdvSimd.ExtractVector128(a, b, start);
        return ShuffleOperations.I8x16Shuffle(a, b, Vector128<byte>.Indices + Vector128.Create(start));
    }

    /// <summary>Four words of the first operand; two bits of <paramref name="order"/> each, the lowest first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> WordsOfFirst(Vector128<byte> a, Vector128<byte> b, [ConstantExpected] byte order) =>
        Sse2.IsSupported ? Sse2.Shuffle(a.AsInt32(), order).AsByte() : Vector128.Shuffle(a.AsInt32(), Order(order)).AsByte();

    /// <summary>Two words of the first operand, then two of the second; as <see cref="WordsOfFirst"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> WordsOfBoth(Vector128<byte> a, Vector128<byte> b, [ConstantExpected] byte order)
    {
        if (Sse.IsSupported) return Sse.Shuffle(a.AsSingle(), b.AsSingle(), order).AsByte();
        Vector128<byte> low = Vector128.Shuffle(a.AsInt32(), Order(order)).AsByte();
        return Vector128.Create(low.GetLower(), Vector128.Shuffle(b.AsInt32(), Order(order)).AsByte().GetUpper());
    }

    /// <summary>Bytes of the first operand; the lanes are below 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> BytesOfFirst(Vector128<byte> a, Vector128<byte> b, Vector128<byte> lanes) =>
        Vector128.Shuffle(a, lanes);

    /// <summary>Bytes of the second operand; the lanes are below 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> BytesOfSecond(Vector128<byte> a, Vector128<byte> b, Vector128<byte> lanes) =>
        Vector128.Shuffle(b, lanes);

    /// <summary>Bytes of the first operand; zero where a lane has its highest bit set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> BytesOrZero(Vector128<byte> a, Vector128<byte> b, Vector128<byte> lanes) =>
        Ssse3.IsSupported ? Ssse3.Shuffle(a, lanes) : Vector128.Shuffle(a, lanes);

    /// <summary>The words of the second operand where a bit of <paramref name="second"/> is set, of the first elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> BlendWords(Vector128<byte> a, Vector128<byte> b, [ConstantExpected] byte second) =>
        Avx2.Blend(a.AsInt32(), b.AsInt32(), second).AsByte();

    /// <summary>As <see cref="BlendWords"/>, for lanes of 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> BlendHalves(Vector128<byte> a, Vector128<byte> b, [ConstantExpected] byte second) =>
        Sse41.Blend(a.AsInt16(), b.AsInt16(), second).AsByte();

    /// <summary>Words of both operands, by numbers from 0 to 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> AnyWords(Vector128<byte> a, Vector128<byte> b, Vector128<byte> words) =>
        Avx512F.VL.PermuteVar4x32x2(a.AsInt32(), words.AsInt32(), b.AsInt32()).AsByte();

    /// <summary>The bytes of the first operand where the mask is all ones, of the second where it is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Blend(Vector128<byte> a, Vector128<byte> b, Vector128<byte> mask) =>
        Sse41.IsSupported ? Sse41.BlendVariable(b, a, mask) : Vector128.ConditionalSelect(mask, a, b);

    private static Vector128<int> Order(byte order) => Vector128.Create(order & 3, (order >> 2) & 3, (order >> 4) & 3, order >> 6);
}
