using System.Numerics;
using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>A checksum against accidents, not against people: any change within one aligned word is found, any other with all but certainty.</summary>
internal static class Checksum
{
    /// <summary>Odd, so that multiplying loses nothing.</summary>
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong sum = (ulong)bytes.Length;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words) sum = Mix(sum, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..]) sum = Mix(sum, rest);
        return sum;
    }

    private static ulong Mix(ulong sum, ulong word) => BitOperations.RotateLeft((sum ^ word) * Factor, 29);
}
