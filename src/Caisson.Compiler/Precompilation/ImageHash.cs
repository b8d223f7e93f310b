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

    /// <summary>The checksum of bytes. What asks the processor for its multiplication isn't compiled ahead of time, and should be fast at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ImageChecksum Of(ReadOnlySpan<byte> bytes)
    {
        ulong a = Key0 ^ (ulong)bytes.Length, b = Key1, c = Key2, d = Key3;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= BlockBytes; rest = rest[BlockBytes..])
        {
            a = Mix(rest, a);
            b = Mix(rest[LaneBytes..], b);
            c = Mix(rest[(2 * LaneBytes)..], c);
            d = Mix(rest[(3 * LaneBytes)..], d);
        }
        Span<byte> last = stackalloc byte[BlockBytes];
        last.Clear();
        rest.CopyTo(last);
        for (int i = 0; i < rest.Length; i += LaneBytes) a = Mix(last[i..], a);
        return new ImageChecksum(Fold(a ^ BitOperations.RotateLeft(c, 17), b ^ Key2), Fold(d ^ BitOperations.RotateLeft(b, 41), a ^ c ^ Key0));
    }

    /// <summary>The chain goes in by addition, so that a factor of zero doesn't end it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ReadOnlySpan<byte> lane, ulong chain) =>
        Fold(BinaryPrimitives.ReadUInt64LittleEndian(lane) ^ Key1, BinaryPrimitives.ReadUInt64LittleEndian(lane[8..]) ^ chain) + BitOperations.RotateLeft(chain, 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
