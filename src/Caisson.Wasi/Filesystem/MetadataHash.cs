using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Caisson.Wasi.Filesystem;

/// <summary>A number that stands for what is known of a file, from which nothing of it can be learnt. wasi:filesystem/types: metadata-hash-value</summary>
internal static class MetadataHash
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Both halves.</summary>
    public static (ulong Lower, ulong Upper) Of(in FileStat stat)
    {
        Span<byte> known = stackalloc byte[7 * sizeof(ulong)];
        ReadOnlySpan<ulong> numbers = [stat.Device, stat.Inode, (ulong)stat.Type, stat.LinkCount, stat.Size, stat.ModifyTime, stat.ChangeTime];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(known[(i * sizeof(ulong))..], numbers[i]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(Secret, known, hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[sizeof(ulong)..]));
    }
}
