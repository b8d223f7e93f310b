using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>
/// The format of an entry: what is stored, as it is, so that it can be loaded from the file; then the label; then a footer. Executables and assemblies may have
/// such a tail.
/// <code>
/// content  label  made:8  content length:8  label length:8  checksum of all before:8  magic:8  uses:8
/// </code>
/// </summary>
internal static class EntryFile
{
    private const int FooterSize = 48, SummedFooter = 24, UsesSize = 8, MaxLabelBytes = 1024, BlockSize = 8192 * Checksum.Unit;

    /// <summary>"CAISSON" and the version of this format.</summary>
    private const long Magic = 0x01_4E_4F_53_53_49_41_43;

    /// <summary>Completes what has been written to a file, and takes care that it is on the disk.</summary>
    /// <exception cref="IOException">The disk is full, or the file can't be written.</exception>
    public static void Seal(string path, string label, DateTimeOffset made)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        long length = RandomAccess.GetLength(file);
        byte[] name = Encoding.UTF8.GetBytes(label);
        name = name[..Math.Min(name.Length, MaxLabelBytes)];
        var tail = new byte[name.Length + FooterSize];
        name.CopyTo(tail, 0);
        Span<byte> footer = tail.AsSpan(name.Length);
        BinaryPrimitives.WriteInt64LittleEndian(footer, made.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(footer[8..], length);
        BinaryPrimitives.WriteInt64LittleEndian(footer[16..], name.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(footer[24..], Sum(file, length, tail.AsSpan(0, name.Length + SummedFooter)) ?? throw new EndOfStreamException());
        BinaryPrimitives.WriteInt64LittleEndian(footer[32..], Magic);
        RandomAccess.Write(file, tail, length);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Reads all of an entry and counts a use, where the file may be written.</summary>
    /// <returns>Whether it is as it was made.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static bool Use(string path)
    {
        using SafeFileHandle file = Open(path, out bool writable);
        if (Tail(file) is not { } tail) return false;
        ReadOnlySpan<byte> footer = tail.AsSpan(tail.Length - FooterSize);
        long length = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]);
        if (Sum(file, length, tail.AsSpan(0, tail.Length - (FooterSize - SummedFooter))) != BinaryPrimitives.ReadUInt64LittleEndian(footer[24..])) return false;
        if (writable) CountUse(file, length + tail.Length, BinaryPrimitives.ReadInt64LittleEndian(footer[40..]));
        return true;
    }

    /// <summary>What an entry says of itself; null when it is damaged. Doesn't read its content.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static CodeCacheEntry? Describe(string path, string key)
    {
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        if (Tail(file) is not { } tail) return null;
        ReadOnlySpan<byte> footer = tail.AsSpan(tail.Length - FooterSize);
        long made = BinaryPrimitives.ReadInt64LittleEndian(footer);
        if (made < 0 || made > DateTimeOffset.MaxValue.UtcTicks) return null;
        string label = Encoding.UTF8.GetString(tail.AsSpan(0, tail.Length - FooterSize));
        long uses = BinaryPrimitives.ReadInt64LittleEndian(footer[40..]);
        return new(key, label, path, RandomAccess.GetLength(file), new DateTimeOffset(made, TimeSpan.Zero), File.GetLastWriteTimeUtc(file), uses);
    }

    private static SafeFileHandle Open(string path, out bool writable)
    {
        try
        {
            writable = true;
            return File.OpenHandle(path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException and not FileNotFoundException)
        {
            writable = false;
            return File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        }
    }

    /// <summary>Label and footer; null when the lengths don't fit the file.</summary>
    private static byte[]? Tail(SafeFileHandle file)
    {
        long size = RandomAccess.GetLength(file);
        Span<byte> footer = stackalloc byte[FooterSize];
        if (size < FooterSize || !Read(file, footer, size - FooterSize)) return null;
        long length = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]), label = BinaryPrimitives.ReadInt64LittleEndian(footer[16..]);
        if (BinaryPrimitives.ReadInt64LittleEndian(footer[32..]) != Magic || label is < 0 or > MaxLabelBytes || length != size - FooterSize - label) return null;
        var tail = new byte[label + FooterSize];
        return Read(file, tail, length) ? tail : null;
    }

    private static ulong? Sum(SafeFileHandle file, long length, ReadOnlySpan<byte> tail)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var sum = new Checksum();
            for (long done = 0; done < length;)
            {
                Span<byte> block = buffer.AsSpan(0, (int)Math.Min(BlockSize, length - done));
                if (!Read(file, block, done)) return null;
                sum.Add(block);
                done += block.Length;
            }
            sum.Add(tail);
            return sum.Value;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Read(SafeFileHandle file, Span<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            int count = RandomAccess.Read(file, target, offset);
            if (count == 0) return false;
            target = target[count..];
            offset += count;
        }
        return true;
    }

    /// <summary>Writing also sets the time of the last use, by which entries go. Who can't write uses it all the same.</summary>
    private static void CountUse(SafeFileHandle file, long size, long uses)
    {
        Span<byte> count = stackalloc byte[UsesSize];
        BinaryPrimitives.WriteInt64LittleEndian(count, uses + 1);
        try
        {
            RandomAccess.Write(file, count, size - UsesSize);
        }
        catch (IOException)
        {
            // A full disk, for example, where the file system copies what it writes.
        }
    }
}
