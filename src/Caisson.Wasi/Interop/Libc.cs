using System.Runtime.InteropServices;

namespace Caisson.Wasi.Interop;

/// <summary>
/// The system calls that .NET has no equivalent for, on Linux x64 and arm64. Failures return -1 and set the last P/Invoke error.
/// Calls that the C library has no wrapper for, or only recent ones, go through <c>syscall</c>.
/// </summary>
internal static unsafe partial class Libc
{
    /// <summary>Where a path is relative to, when it stands for the current directory.</summary>
    public const int CurrentDirectory = -100;

    /// <summary>Act on a symbolic link itself.</summary>
    public const int SymlinkNoFollow = 0x100;

    /// <summary>Remove a directory.</summary>
    public const int RemoveDirectory = 0x200;

    /// <summary>With an empty path: act on the descriptor.</summary>
    public const int EmptyPath = 0x1000;

    public const int SetStatusFlags = 4;

    private const int OpenAt2Number = 437;

    /// <summary>RWF_APPEND.</summary>
    private const int AppendOnce = 0x10;

    /// <summary>Whether these declarations fit the system.</summary>
    public static bool IsSupported { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    private static bool IsArm64 => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static nint StatxNumber => IsArm64 ? 291 : 332;

    private static nint GetDirectoryEntriesNumber => IsArm64 ? 61 : 217;

    public static nint OpenAt2(FileHandle directory, byte* path, OpenHow* how) =>
        SyscallOpenAt2(OpenAt2Number, directory, path, how, (nuint)sizeof(OpenHow));

    public static nint OpenAt2(nint directory, byte* path, OpenHow* how) =>
        SyscallOpenAt2(OpenAt2Number, directory, path, how, (nuint)sizeof(OpenHow));

    public static nint Statx(FileHandle directory, byte* path, int flags, Statx* statx) =>
        SyscallStatx(StatxNumber, directory, path, flags, Interop.Statx.BasicStats, statx);

    public static nint GetDirectoryEntries(FileHandle directory, byte* buffer, nuint size) =>
        SyscallGetDirectoryEntries(GetDirectoryEntriesNumber, directory, buffer, size);

    /// <summary>Fills a buffer with bytes of the kernel's cryptographic generator.</summary>
    /// <returns>How many; not positive when it can't.</returns>
    public static nint GetRandom(Span<byte> buffer)
    {
        fixed (byte* start = buffer) return SyscallGetRandom(IsArm64 ? 278 : 318, start, (nuint)buffer.Length, 0);
    }

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(nint descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SyscallGetRandom(nint number, byte* buffer, nuint length, nuint flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(FileHandle directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(FileHandle file, byte* buffer, nuint count);

    /// <summary>One byte for each page, whose lowest bit tells whether it is there.</summary>
    [LibraryImport("libc", EntryPoint = "mincore")]
    public static partial int Residency(nuint address, nuint length, byte* residency);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(FileHandle file, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(FileHandle file, byte* buffer, nuint count, long offset);

    /// <summary>Reads at an offset; below zero, at the file's position, which moves.</summary>
    public static nint Read(FileHandle file, byte* buffer, nuint count, long offset) => offset < 0 ? Read(file, buffer, count) : ReadAt(file, buffer, count, offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint WriteAt(FileHandle file, byte* buffer, nuint count, long offset);

    /// <summary>Writes at the end of a file that isn't open for appending; moves its position.</summary>
    public static nint Append(FileHandle file, byte* buffer, nuint count)
    {
        IoVector vector = new() { Base = buffer, Length = count };
        return WriteAt(file, &vector, 1, -1, AppendOnce);
    }

    [LibraryImport("libc", EntryPoint = "pwritev2", SetLastError = true)]
    private static partial nint WriteAt(FileHandle file, IoVector* vectors, int count, long offset, int flags);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(FileHandle file, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(FileHandle file, long size);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    public static partial int Allocate(FileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    public static partial int Advise(FileHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(FileHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int SyncData(FileHandle file);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    public static partial int SetTimes(FileHandle file, TimeSpec* times);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    public static partial int SetTimesAt(FileHandle directory, byte* path, TimeSpec* times, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(FileHandle file, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int CreateDirectoryAt(FileHandle directory, byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int UnlinkAt(FileHandle directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static partial int RenameAt(FileHandle oldDirectory, byte* oldPath, FileHandle newDirectory, byte* newPath);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    public static partial int LinkAt(FileHandle oldDirectory, byte* oldPath, FileHandle newDirectory, byte* newPath, int flags);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true)]
    public static partial int SymlinkAt(byte* target, FileHandle directory, byte* path);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLinkAt(FileHandle directory, byte* path, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    public static partial int StatFileSystem(FileHandle file, long* statfs);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    public static partial int Poll(PollFd* descriptors, nuint count, TimeSpec* timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int CreateEvent(uint initial, int flags);

    /// <summary>Takes a datagram socket's peer away: connects it to an address of no family.</summary>
    public static int Dissociate(SafeHandle socket)
    {
        ulong* unspecified = stackalloc ulong[2] { 0, 0 };
        return Connect(socket, unspecified, 2 * sizeof(ulong));
    }

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(SafeHandle socket, void* address, uint size);

    [LibraryImport("libc", EntryPoint = "isatty")]
    public static partial int IsTerminal(FileHandle file);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyscallOpenAt2(nint number, FileHandle directory, byte* path, OpenHow* how, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyscallOpenAt2(nint number, nint directory, byte* path, OpenHow* how, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyscallStatx(nint number, FileHandle directory, byte* path, nint flags, nuint mask, Statx* statx);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyscallGetDirectoryEntries(nint number, FileHandle directory, byte* buffer, nuint size);
}
