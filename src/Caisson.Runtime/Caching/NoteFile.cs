using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>
/// A small file beside an entry, or in its place: content, and what there is to say of it. It ends in a checksum, since nobody waits for it to be on the disk,
/// and in a number that may change.
/// <code>
/// content  label  made:8  content length:8  label length:8  checksum of all before:8  magic:8  uses:8
/// </code>
/// </summary>
internal static class NoteFile
{
    private const int FooterSize = 48, SummedFooter = 24, UsesSize = 8, MaxLabelBytes = 1024;

    /// <summary>"CAISSON" and the version of this format.</summary>
    private const long Magic = 0x01_4E_4F_53_53_49_41_43;

    /// <summary>Makes the bytes of one.</summary>
    /// <param name="content">The content.</param>
    /// <param name="label">The label; a long one is cut off.</param>
    /// <param name="made">The time.</param>
    public static byte[] Make(ReadOnlySpan<byte> content, string label, DateTimeOffset made)
    {
        byte[] name = Encoding.UTF8.GetBytes(label);
        name = name[..Math.Min(name.Length, MaxLabelBytes)];
        var file = new byte[content.Length + name.Length + FooterSize];
        content.CopyTo(file);
        name.CopyTo(file, content.Length);
        Span<byte> footer = file.AsSpan(content.Length + name.Length);
        BinaryPrimitives.WriteInt64LittleEndian(footer, made.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(footer[8..], content.Length);
        BinaryPrimitives.WriteInt64LittleEndian(footer[16..], name.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(footer[24..], ContentHash.Of(file.AsSpan(0, file.Length - (FooterSize - SummedFooter))).Low);
        BinaryPrimitives.WriteInt64LittleEndian(footer[32..], Magic);
        return file;
    }

    /// <summary>Reads one; null when it is damaged.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Note? Read(string path)
    {
        byte[] file = ReadAll(path);
        if (file.Length < FooterSize) return null;
        ReadOnlySpan<byte> footer = file.AsSpan(file.Length - FooterSize);
        long made = BinaryPrimitives.ReadInt64LittleEndian(footer), length = BinaryPrimitives.ReadInt64LittleEndian(footer[8..]), label = BinaryPrimitives.ReadInt64LittleEndian(footer[16..]);
        bool isIntact = BinaryPrimitives.ReadInt64LittleEndian(footer[32..]) == Magic
            && BinaryPrimitives.ReadUInt64LittleEndian(footer[24..]) == ContentHash.Of(file.AsSpan(0, file.Length - (FooterSize - SummedFooter))).Low
            && label is >= 0 and <= MaxLabelBytes && length == file.Length - FooterSize - label;
        return !isIntact ? null : new Note(
            file.AsMemory(0, (int)length), Encoding.UTF8.GetString(file, (int)length, (int)label), new DateTimeOffset(made, TimeSpan.Zero), BinaryPrimitives.ReadInt64LittleEndian(footer[40..]));
    }

    private static byte[] ReadAll(string path)
    {
        using SafeFileHandle file = PlainFile.OpenToRead(path);
        var bytes = new byte[PlainFile.Length(file)];
        return PlainFile.Read(file, bytes, 0) == bytes.Length ? bytes : [];
    }

    /// <summary>Adds one to the uses, which also sets the time of the last change. Two at the same moment may count as one.</summary>
    /// <exception cref="IOException">The file can't be written, is damaged or isn't there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void CountUse(string path)
    {
        using SafeFileHandle file = PlainFile.OpenToChange(path);
        Span<byte> uses = stackalloc byte[UsesSize];
        long offset = PlainFile.Length(file) - UsesSize;
        if (offset < 0 || PlainFile.Read(file, uses, offset) != UsesSize) throw new EndOfStreamException();
        BinaryPrimitives.WriteInt64LittleEndian(uses, BinaryPrimitives.ReadInt64LittleEndian(uses) + 1);
        PlainFile.Write(file, uses, offset);
    }
}

/// <summary>What stood in a <see cref="NoteFile"/>.</summary>
/// <param name="Content">The content.</param>
/// <param name="Label">The label.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Uses">The number that may change.</param>
internal sealed record Note(ReadOnlyMemory<byte> Content, string Label, DateTimeOffset Made, long Uses);
