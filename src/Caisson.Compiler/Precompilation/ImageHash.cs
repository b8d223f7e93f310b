using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// A checksum of 128 bits that is as fast as memory: four chains of multiplications of 64 by 64 bits, whose halves are folded. It finds what accidents do to a
/// file. It is no signature: who can write the file can make one.
/// </summary>
internal static class ImageHash
{
    private const int LaneBytes = 16, BlockBytes = 4 * LaneBytes;

    private const ulong Key0 = 0x9E3779B97F4A7C15, Key1 = 0xC2B2AE3D27D4EB4F, Key2 = 0x165667B19E3779F9, Key3 = 0xD6E8FEB86659FD93;

    /// <summary>Beyond this, to compile a method that asks the processor for its multiplication takes less time than to do without.</summary>
    private const int MostBytesWithout = 4 << 20;

    /// <summary>The checksum of bytes.</summary>
    public static ImageChecksum Of(ReadOnlySpan<byte> bytes) => bytes.Length > MostBytesWithout ? Fast(bytes) : Of<InHalves>(bytes);

    /// <summary>What asks the processor isn't compiled ahead of time, and should be fast at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ImageChecksum Fast(ReadOnlySpan<byte> bytes) => Of<AtOnce>(bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ImageChecksum Of<TMultiply>(ReadOnlySpan<byte> bytes) where TMultiply : struct, IMultiply
    {
        ulong a = Key0 ^ (ulong)bytes.Length, b = Key1, c = Key2, d = Key3;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= BlockBytes; rest = rest[BlockBytes..])
        {
            a = Mix<TMultiply>(rest, a);
            b = Mix<TMultiply>(rest[LaneBytes..], b);
            c = Mix<TMultiply>(rest[(2 * LaneBytes)..], c);
            d = Mix<TMultiply>(rest[(3 * LaneBytes)..], d);
        }
        Span<byte> last = stackalloc byte[BlockBytes];
        last.Clear();
        rest.CopyTo(last);
        for (int i = 0; i < rest.Length; i += LaneBytes) a = Mix<TMultiply>(last[i..], a);
        return new ImageChecksum(TMultiply.Fold(a ^ BitOperations.RotateLeft(c, 17), b ^ Key2), TMultiply.Fold(d ^ BitOperations.RotateLeft(b, 41), a ^ c ^ Key0));
    }

    /// <summary>The chain goes in by addition, so that a factor of zero doesn't end it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix<TMultiply>(ReadOnlySpan<byte> lane, ulong chain) where TMultiply : struct, IMultiply =>
        TMultiply.Fold(BinaryPrimitives.ReadUInt64LittleEndian(lane) ^ Key1, BinaryPrimitives.ReadUInt64LittleEndian(lane[8..]) ^ chain) + BitOperations.RotateLeft(chain, 23);

    /// <summary>Multiplies 64 by 64 bits, and folds the halves of the product.</summary>
    private interface IMultiply
    {
        static abstract ulong Fold(ulong left, ulong right);
    }

    private readonly struct AtOnce : IMultiply
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Fold(ulong left, ulong right)
        {
            ulong high = Math.BigMul(left, right, out ulong low);
            return high ^ low;
        }
    }

    private readonly struct InHalves : IMultiply
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static ulong Fold(ulong left, ulong right)
        {
            ulong lowLeft = (uint)left, highLeft = left >> 32, lowRight = (uint)right, highRight = right >> 32;
            ulong low = lowLeft * lowRight, middle = highLeft * lowRight + (low >> 32), other = lowLeft * highRight + (uint)middle;
            return (highLeft * highRight + (middle >> 32) + (other >> 32)) ^ ((other << 32) | (uint)low);
        }
    }
}
