using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// The file system in which the kernel shows processes. Where the host grants a directory above it, its "self" is the host's own
/// process: a guest that writes <c>mem</c> there would write the memory of its host. So nothing there can be opened for writing.
/// </summary>
internal static unsafe class ProcessFiles
{
    private const long Magic = 0x9fa0;

    // More than struct statfs takes; its first member is the type.
    private const int StatFileSystemLongs = 32;

    /// <summary>Whether a file belongs to it. Asks the system only where the file looks like it: empty, and on no device.</summary>
    public static bool Contain(FileHandle file, in FileStat stat)
    {
        if (stat.Device >> 32 != 0 || stat is not { Type: FileType.RegularFile, Size: 0 }) return false;
        long* buffer = stackalloc long[StatFileSystemLongs];
        return Libc.StatFileSystem(file, buffer) == 0 && buffer[0] == Magic;
    }
}
