using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>Who owns a file and may write it, and who this process is: .NET tells only part of it, and that in several steps. Not on Windows.</summary>
internal static unsafe partial class FileOwner
{
    /// <summary>The administrator, who could change the program as well.</summary>
    public const uint Root = 0;

    private const int CurrentDirectory = -100, StatxTypeModeUid = 0xB;

    /// <summary>Offsets of the owner, and of type and mode, in what the systems fill in.</summary>
    private const int UidInStatx = 20, ModeInStatx = 28, UidInMacStat = 16, ModeInMacStat = 4;

    /// <summary>Of a mode: what kind of file it is.</summary>
    private const int TypeMask = 0xF000, DirectoryType = 0x4000, RegularType = 0x8000;

    /// <summary>Larger than any of it.</summary>
    private const int BufferSize = 512;

    /// <summary>The user that this process acts for.</summary>
    public static uint Current => geteuid();

    /// <summary>Looks at what a path leads to.</summary>
    /// <param name="path">The path.</param>
    /// <param name="owner">Who owns it.</param>
    /// <param name="mode">Who may do what with it.</param>
    /// <param name="kind">What it is.</param>
    /// <returns>False when there is nothing, or the system doesn't tell.</returns>
    public static bool TryRead(string path, out uint owner, out UnixFileMode mode, out FileKind kind)
    {
        (owner, mode, kind) = (0, 0, FileKind.Other);
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return false;
        byte* buffer = stackalloc byte[BufferSize];
        fixed (byte* start = PlainFile.NameOf(path))
        {
            bool isMac = OperatingSystem.IsMacOS();
            if (isMac ? MacStat(start, buffer) != 0 : !TryStatx(CurrentDirectory, start, 0, StatxTypeModeUid, buffer)) return false;
            owner = *(uint*)(buffer + (isMac ? UidInMacStat : UidInStatx));
            int all = *(ushort*)(buffer + (isMac ? ModeInMacStat : ModeInStatx));
            mode = (UnixFileMode)(all & ~TypeMask);
            kind = (all & TypeMask) switch { RegularType => FileKind.Regular, DirectoryType => FileKind.Directory, _ => FileKind.Other };
            return true;
        }
    }

    /// <summary>Linux's statx, which fills a structure that is the same on all processors.</summary>
    /// <returns>False when there is nothing, or the number of the call isn't known.</returns>
    internal static bool TryStatx(nint directory, byte* path, nint flags, nint mask, byte* buffer) => StatxNumber != 0 && syscall(StatxNumber, directory, path, flags, mask, buffer) == 0;

    /// <summary>Zero where it isn't known.</summary>
    private static nint StatxNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 332,
        Architecture.Arm64 or Architecture.RiscV64 => 291,
        _ => 0,
    };

    /// <summary>On x64 the plain name is that of a structure with inodes of 32 bits.</summary>
    private static int MacStat(byte* path, byte* buffer) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? stat64(path, buffer) : stat(path, buffer);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial nint syscall(nint number, nint directory, byte* path, nint flags, nint mask, byte* buffer);

    [LibraryImport("libc")]
    private static partial int stat(byte* path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64")]
    private static partial int stat64(byte* path, byte* buffer);
}

/// <summary>What a path leads to.</summary>
internal enum FileKind
{
    /// <summary>A device, a pipe or a socket.</summary>
    Other,

    /// <summary>A file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Directory,
}
