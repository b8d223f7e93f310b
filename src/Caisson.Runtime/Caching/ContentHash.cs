namespace Caisson.Runtime;

/// <summary>
/// A checksum of 128 bits that is as fast as memory: four chains of multiplications and rotations, as in XXH64, folded twice at the end. Each step loses nothing, so that a change within one aligned word changes its
/// chain; all else that accidents do to a file is found with all but certainty. It is no signature: who wants to finds bytes with the same one. Nothing in it depends on the
/// processor, so that it is compiled ahead of time. Made for one content, which is added in pieces. Not thread-safe.
/// </summary>
internal struct ContentHash
{
    /// <summary>Pieces but the last have a multiple of this, in bytes.</summary>
    public const int BlockBytes = 32;

    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9, Prime4 = 0x85EBCA77C2B2AE63;

    private ulong _a, _b, _c, _d;

    /// <summary>Of content of which nothing was added yet.</summary>
    /// <param name="length">All of its bytes.</param>
    public ContentHash(long length) => (_a, _b, _c, _d) = (unchecked(Prime1 + Prime2), Prime2, (ulong)length, Prime3);

    /// <summary>The checksum of what was added.</summary>
    public readonly Hash128 Value => new(
        Fold(Rotate(_a, 1) + Rotate(_b, 7) + Rotate(_c, 12) + Rotate(_d, 18), _a, _b, _c, _d),
        Fold(Rotate(_d, 3) + Rotate(_c, 11) + Rotate(_b, 29) + Rotate(_a, 41), _d, _b, _a, _c));

    /// <summary>The checksum of bytes.</summary>
    public static Hash128 Of(ReadOnlySpan<byte> bytes)
    {
        var hash = new ContentHash(bytes.Length);
        hash.Add(bytes);
        return hash.Value;
    }

    /// <summary>Adds the next piece.</summary>
    public unsafe void Add(ReadOnlySpan<byte> piece)
    {
        (ulong a, ulong b, ulong c, ulong d) = (_a, _b, _c, _d);
        fixed (byte* start = piece)
        {
            byte* at = start;
            for (byte* end = start + piece.Length / BlockBytes * BlockBytes; at < end; at += BlockBytes)
            {
                ulong* words = (ulong*)at;
                a = Round(a, words[0]);
                b = Round(b, words[1]);
                c = Round(c, words[2]);
                d = Round(d, words[3]);
            }
            int rest = piece.Length % BlockBytes;
            if (rest > 0)
            {
                ulong* last = stackalloc ulong[BlockBytes / sizeof(ulong)];
                new Span<ulong>(last, BlockBytes / sizeof(ulong)).Clear();
                new ReadOnlySpan<byte>(at, rest).CopyTo(new Span<byte>(last, BlockBytes));
                (a, b, c, d) = (Round(a, last[0]), Round(b, last[1]), Round(c, last[2]), Round(d, last[3]));
            }
        }
        (_a, _b, _c, _d) = (a, b, c, d);
    }

    private static ulong Fold(ulong hash, ulong first, ulong second, ulong third, ulong fourth)
    {
        hash = Merge(Merge(Merge(Merge(hash, first), second), third), fourth);
        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    private static ulong Merge(ulong hash, ulong chain) => (hash ^ Round(0, chain)) * Prime1 + Prime4;

    private static ulong Round(ulong chain, ulong word) => Rotate(chain + word * Prime2, 31) * Prime1;

    private static ulong Rotate(ulong value, int bits) => (value << bits) | (value >> (64 - bits));
}
