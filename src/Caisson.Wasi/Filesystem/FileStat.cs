using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>What is known of a file. Times are in nanoseconds since 1970, never before. witx: filestat</summary>
internal readonly record struct FileStat
{
    public ulong Device { get; init; }

    public ulong Inode { get; init; }

    public FileType Type { get; init; }

    public ulong LinkCount { get; init; }

    public ulong Size { get; init; }

    public ulong AccessTime { get; init; }

    public ulong ModifyTime { get; init; }

    public ulong ChangeTime { get; init; }

    /// <summary>Describes what a descriptor is open on, or a directory's entry, symbolic links not followed.</summary>
    /// <param name="directory">The descriptor.</param>
    /// <param name="name">The entry; empty for the descriptor itself.</param>
    /// <param name="stat">The answer.</param>
    public static unsafe Errno Of(FileHandle directory, PathName name, out FileStat stat)
    {
        Statx raw;
        nint result;
        fixed (byte* path = name.Terminated) result = Libc.Statx(directory, path, Libc.EmptyPath | Libc.SymlinkNoFollow, &raw);
        stat = result < 0 ? default : From(raw);
        return NativeErrno.Of(result);
    }

    private static FileStat From(in Statx raw) => new()
    {
        Device = ((ulong)raw.DeviceMajor << 32) | raw.DeviceMinor,
        Inode = raw.Inode,
        Type = TypeOf(raw.Mode),
        LinkCount = raw.LinkCount,
        Size = raw.Size,
        AccessTime = Nanoseconds(raw.Access),
        ModifyTime = Nanoseconds(raw.Modify),
        ChangeTime = Nanoseconds(raw.Change),
    };

    private static FileType TypeOf(ushort mode) => (mode & 0xf000) switch
    {
        0x2000 => FileType.CharacterDevice,
        0x4000 => FileType.Directory,
        0x6000 => FileType.BlockDevice,
        0x8000 => FileType.RegularFile,
        0xa000 => FileType.SymbolicLink,
        0xc000 => FileType.SocketStream,
        _ => FileType.Unknown,
    };

    private static ulong Nanoseconds(StatxTime time) =>
        time.Seconds < 0 ? 0 : unchecked(((ulong)time.Seconds * 1_000_000_000) + time.Nanoseconds);
}
