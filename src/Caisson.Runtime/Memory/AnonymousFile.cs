using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>Files in memory that have no name, to be mapped several times. Linux only. Safe from any thread.</summary>
internal static unsafe partial class AnonymousFile
{
    private const int ProtReadWrite = 3, MapShared = 1, MapPrivate = 2, MapFixed = 0x10, MapNoReserve = 0x4000;
    private const uint CloseOnExec = 1;

    /// <summary>Makes a file of zeros.</summary>
    /// <param name="size">In bytes; a multiple of the page size.</param>
    /// <param name="file">Its descriptor.</param>
    /// <param name="bytes">Where its content can be read and written.</param>
    /// <returns>False when the system has no such files, or no more.</returns>
    public static bool TryCreate(nuint size, out int file, out nint bytes)
    {
        (file, bytes) = (-1, 0);
        if (!OperatingSystem.IsLinux()) return false;
        file = memfd_create("wasm", CloseOnExec);
        if (file < 0) return false;
        if (ftruncate(file, (nint)size) == 0)
        {
            bytes = mmap(0, size, ProtReadWrite, MapShared | MapNoReserve, file, 0);
            if (bytes is not (0 or -1)) return true;
        }
        Close(file);
        return false;
    }

    /// <summary>Maps part of a file, be it one with a name, in the place of the pages at an address, so that writes concern these pages only.</summary>
    /// <returns>False when the system can't; then the pages are as they were.</returns>
    public static bool TryMapPrivate(int file, nint offset, nint address, nuint size) =>
        mmap(address, size, ProtReadWrite, MapPrivate | MapFixed | MapNoReserve, file, offset) == address;

    /// <summary>Closes a file; what is mapped stays.</summary>
    public static void Close(int file) => _ = close(file);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc")]
    private static partial int ftruncate(int file, nint length);

    [LibraryImport("libc")]
    private static partial int close(int file);

    [LibraryImport("libc")]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int file, nint offset);
}
