using System.Numerics;
using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>
/// A checksum against accidents, not against people: any change within one aligned word is found, any other with all but certainty. Four lanes, since a
/// hit waits for it.
/// </summary>
internal struct Checksum()
{
    /// <summary>All blocks but the last have a multiple of this many bytes.</summary>
    public const int Unit = 4 * sizeof(ulong);

    /// <summary>Odd, so that multiplying loses nothing.</summary>
    private const ulong Factor = 0x9E37_79B9_7F4A_7C15;

    private ulong _a = 1, _b = 2, _c = 3, _d = 4;

    /// <summary>Adds a block.</summary>
    public void Add(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(block[..(block.Length / Unit * Unit)]);
        (ulong a, ulong b, ulong c, ulong d) = (_a, _b, _c, _d);
        for (int i = 0; i + 3 < words.Length; i += 4)
        {
            a = Mix(a, words[i]);
            b = Mix(b, words[i + 1]);
            c = Mix(c, words[i + 2]);
            d = Mix(d, words[i + 3]);
        }
        foreach (byte rest in block[(words.Length * sizeof(ulong))..]) a = Mix(a, rest);
        (_a, _b, _c, _d) = (a, b, c, d);
    }

    /// <summary>The sum of all blocks.</summary>
    public readonly ulong Value => Mix(Mix(Mix(_a, _b), _c), _d);

    private static ulong Mix(ulong sum, ulong word) => BitOperations.RotateLeft((sum ^ word) * Factor, 29);
}
