using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>
/// Opens and reads files by system calls where there are those: what the framework has for this is a hundred types and methods that a program which has just begun would have to find first, 5 of its
/// 85 milliseconds. Whatever isn't plain, an error above all, is left to the framework.
/// </summary>
internal static unsafe partial class PlainFile
{
    /// <summary>What is best read at a time, in bytes. It stays in the processor's cache: a page of memory that is touched for the first time takes longer than to look at what is in it.</summary>
    public const int PieceBytes = 64 * 1024;

    private const int ReadOnly = 0, ReadWrite = 2, CloseOnExecLinux = 0x80000, CloseOnExecMac = 0x1000000;
    private const int LockShared = 1, LockNonBlocking = 4;

    /// <summary>Whether addresses and offsets are as declared below.</summary>
    private static bool HasCalls => sizeof(nint) == 8 && (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS());

    /// <summary>Opens a file to be read. Others may read, replace and delete it meanwhile; programs that ask, as those of .NET do, may not write to it.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static SafeFileHandle OpenToRead(string path)
    {
        if (HasCalls && FileOwner.TryRead(path, out _, out _, out FileKind kind) && kind == FileKind.Regular && Open(path, ReadOnly) is { } file)
        {
            if (flock(DescriptorOf(file), LockShared | LockNonBlocking) == 0) return file;
            file.Dispose();
        }
        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }

    /// <summary>Opens a file to be read and written, while others may do so, too.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read or written.</exception>
    public static SafeFileHandle OpenToChange(string path) =>
        (HasCalls ? Open(path, ReadWrite) : null) ?? File.OpenHandle(path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Whether there is a file, and it is no folder.</summary>
    public static bool Exists(string path) => HasCalls ? FileOwner.TryRead(path, out _, out _, out FileKind kind) && kind != FileKind.Directory : File.Exists(path);

    /// <summary>How long an open file is, in bytes.</summary>
    /// <exception cref="IOException">Nobody knows.</exception>
    public static long Length(SafeFileHandle file)
    {
        const int End = 2;

        // Nobody here reads from where a file stands.
        long length = HasCalls ? lseek(DescriptorOf(file), 0, End) : -1;
        GC.KeepAlive(file);
        return length >= 0 ? length : RandomAccess.GetLength(file);
    }

    /// <summary>Reads what stands at a place.</summary>
    /// <returns>As many bytes as there is room for; fewer only where the file ends.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static int Read(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        int read = 0;
        while (read < buffer.Length && ReadSome(file, buffer[read..], offset + read) is var more and > 0) read += more;
        return read;
    }

    /// <summary>Writes bytes at a place.</summary>
    /// <exception cref="IOException">They can't be written.</exception>
    public static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            bool isWritten = HasCalls && pwrite(DescriptorOf(file), start, (nuint)bytes.Length, offset) == bytes.Length;
            GC.KeepAlive(file);
            if (!isWritten) RandomAccess.Write(file, bytes, offset);
        }
    }

    /// <summary>A path as system calls take it.</summary>
    public static byte[] NameOf(string path) => ShortText.Utf8(path, zeros: 1);

    private static SafeFileHandle? Open(string path, int flags)
    {
        byte[] bytes = NameOf(path);

        // A path that has a zero in it is none, as the framework will say.
        for (int i = 0; i < bytes.Length - 1; i++)
            if (bytes[i] == 0) return null;
        fixed (byte* name = bytes)
        {
            int file = open(name, flags | (OperatingSystem.IsMacOS() ? CloseOnExecMac : CloseOnExecLinux));
            return file < 0 ? null : new SafeFileHandle(file, ownsHandle: true);
        }
    }

    private static int ReadSome(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            nint count = HasCalls ? pread(DescriptorOf(file), start, (nuint)buffer.Length, offset) : -1;
            GC.KeepAlive(file);
            return count >= 0 ? (int)count : RandomAccess.Read(file, buffer, offset);
        }
    }

    private static int DescriptorOf(SafeFileHandle file)
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, file);
        return (int)file.DangerousGetHandle();
    }

    [LibraryImport("libc")]
    private static partial int open(byte* path, int flags);

    [LibraryImport("libc")]
    private static partial int flock(int file, int operation);

    [LibraryImport("libc")]
    private static partial nint pread(int file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc")]
    private static partial nint pwrite(int file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc")]
    private static partial long lseek(int file, long offset, int whence);
}
