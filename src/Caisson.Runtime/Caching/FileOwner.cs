using System.Runtime.InteropServices;
using System.Text;

namespace Caisson.Runtime;

/// <summary>Who owns a file and who this process is, which .NET doesn't tell. Not on Windows.</summary>
internal static unsafe partial class FileOwner
{
    /// <summary>The administrator, who could change the program as well.</summary>
    public const uint Root = 0;

    private const int CurrentDirectory = -100, StatxUid = 0x8;

    /// <summary>Offsets of the owner in what the systems fill in.</summary>
    private const int UidInStatx = 20, UidInMacStat = 16;

    /// <summary>Larger than any of it.</summary>
    private const int BufferSize = 512;

    /// <summary>The user that this process acts for.</summary>
    public static uint Current => geteuid();

    /// <summary>The owner of what a path leads to; null where the system doesn't tell.</summary>
    public static uint? Of(string path)
    {
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        byte* buffer = stackalloc byte[BufferSize];
        fixed (byte* start = name)
        {
            if (OperatingSystem.IsLinux() && StatxNumber is { } number)
                return syscall(number, CurrentDirectory, start, 0, StatxUid, buffer) == 0 ? *(uint*)(buffer + UidInStatx) : null;
            if (OperatingSystem.IsMacOS()) return MacStat(start, buffer) == 0 ? *(uint*)(buffer + UidInMacStat) : null;
            return null;
        }
    }

    private static nint? StatxNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 332,
        Architecture.Arm64 or Architecture.RiscV64 => 291,
        _ => null,
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
