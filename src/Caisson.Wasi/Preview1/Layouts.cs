using System.Runtime.InteropServices;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <summary>A piece of guest memory: its address, then its length. witx: iovec, ciovec</summary>
internal static class IoVector
{
    public const int Size = 8, LengthAt = 4;
}

/// <summary>Of a descriptor. witx: fdstat</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal readonly struct FdStatLayout(FileType type, DescriptorFlags flags, Rights rights, Rights inheriting)
{
    [FieldOffset(0)]
    public readonly FileType Type = type;

    [FieldOffset(2)]
    public readonly DescriptorFlags Flags = flags;

    [FieldOffset(8)]
    public readonly Rights Base = rights;

    [FieldOffset(16)]
    public readonly Rights Inheriting = inheriting;
}

/// <summary>Of a file. witx: filestat</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal readonly struct FileStatLayout(FileStat stat)
{
    [FieldOffset(0)]
    public readonly ulong Device = stat.Device;

    [FieldOffset(8)]
    public readonly ulong Inode = stat.Inode;

    [FieldOffset(16)]
    public readonly FileType Type = stat.Type;

    [FieldOffset(24)]
    public readonly ulong LinkCount = stat.LinkCount;

    [FieldOffset(32)]
    public readonly ulong Size = stat.Size;

    [FieldOffset(40)]
    public readonly ulong AccessTime = stat.AccessTime;

    [FieldOffset(48)]
    public readonly ulong ModifyTime = stat.ModifyTime;

    [FieldOffset(56)]
    public readonly ulong ChangeTime = stat.ChangeTime;
}

/// <summary>Of a file, in the older version: the number of links has 32 bits.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal readonly struct UnstableFileStatLayout(FileStat stat)
{
    [FieldOffset(0)]
    public readonly ulong Device = stat.Device;

    [FieldOffset(8)]
    public readonly ulong Inode = stat.Inode;

    [FieldOffset(16)]
    public readonly FileType Type = stat.Type;

    [FieldOffset(20)]
    public readonly uint LinkCount = (uint)Math.Min(stat.LinkCount, uint.MaxValue);

    [FieldOffset(24)]
    public readonly ulong Size = stat.Size;

    [FieldOffset(32)]
    public readonly ulong AccessTime = stat.AccessTime;

    [FieldOffset(40)]
    public readonly ulong ModifyTime = stat.ModifyTime;

    [FieldOffset(48)]
    public readonly ulong ChangeTime = stat.ChangeTime;
}

/// <summary>Of a directory's entry; the name follows. witx: dirent</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal readonly struct DirectoryEntryLayout(ulong next, ulong inode, uint nameLength, FileType type)
{
    public const int SizeInBytes = 24;

    [FieldOffset(0)]
    public readonly ulong Next = next;

    [FieldOffset(8)]
    public readonly ulong Inode = inode;

    [FieldOffset(16)]
    public readonly uint NameLength = nameLength;

    [FieldOffset(20)]
    public readonly FileType Type = type;
}

/// <summary>What happened. witx: event</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeInBytes)]
internal readonly struct EventLayout(ulong userData, Errno error, EventType type, ulong byteCount = 0, ushort flags = 0)
{
    public const int SizeInBytes = 32;

    [FieldOffset(0)]
    public readonly ulong UserData = userData;

    [FieldOffset(8)]
    public readonly Errno Error = error;

    [FieldOffset(10)]
    public readonly EventType Type = type;

    [FieldOffset(16)]
    public readonly ulong ByteCount = byteCount;

    [FieldOffset(24)]
    public readonly ushort Flags = flags;
}
