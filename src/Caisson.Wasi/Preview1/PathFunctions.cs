using Caisson.Runtime;
using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Preview1;

/// <summary>Files by path, below an open directory. witx: path_*</summary>
/// <param name="table">The guest's descriptors.</param>
internal sealed partial class PathFunctions(DescriptorTable table)
{
    // witx: lookupflags
    private const uint SymlinkFollow = 1;

    /// <summary>witx: path_create_directory</summary>
    public Errno CreateDirectory(Memory memory, uint fd, uint path, uint pathLength)
    {
        using Borrowed borrowed = Borrow(memory, fd, Rights.PathCreateDirectory, path, pathLength, out OpenDirectory directory, out byte[] name, out Errno errno);
        return errno != Errno.Success ? errno : directory.CreateDirectoryAt(name);
    }

    /// <summary>witx: path_filestat_get</summary>
    public Errno FileStatGet(Memory memory, Snapshot snapshot, uint fd, uint lookup, uint path, uint pathLength, uint result)
    {
        using Borrowed borrowed = Borrow(memory, fd, Rights.PathFileStatGet, path, pathLength, out OpenDirectory directory, out byte[] name, out Errno errno);
        if (errno != Errno.Success) return errno;
        if (lookup > SymlinkFollow) return Errno.Invalid;
        errno = directory.StatAt(name, lookup == SymlinkFollow, out FileStat stat);
        if (errno == Errno.Success) FileStats.WriteStat(memory, snapshot, result, stat);
        return errno;
    }

    /// <summary>witx: path_filestat_set_times</summary>
    public Errno FileStatSetTimes(Memory memory, uint fd, uint lookup, uint path, uint pathLength, ulong access, ulong modify, uint flags)
    {
        using Borrowed borrowed = Borrow(memory, fd, Rights.PathFileStatSetTimes, path, pathLength, out OpenDirectory directory, out byte[] name, out Errno errno);
        if (errno != Errno.Success) return errno;
        return lookup <= SymlinkFollow && FileStats.TryParse(access, modify, flags, out TimeUpdate toAccess, out TimeUpdate toModify)
            ? directory.SetTimesAt(name, lookup == SymlinkFollow, toAccess, toModify)
            : Errno.Invalid;
    }

    /// <summary>Symbolic links are linked themselves; asking for them to be followed is refused, as elsewhere. witx: path_link</summary>
    public Errno Link(Memory memory, uint oldFd, uint lookup, uint oldPath, uint oldLength, uint newFd, uint newPath, uint newLength)
    {
        using Borrowed old = Borrow(memory, oldFd, Rights.PathLinkSource, oldPath, oldLength, out OpenDirectory from, out byte[] oldName, out Errno errno);
        if (errno != Errno.Success) return errno;
        using Borrowed @new = Borrow(memory, newFd, Rights.PathLinkTarget, newPath, newLength, out OpenDirectory to, out byte[] newName, out errno);
        if (errno != Errno.Success) return errno;
        return lookup != 0 ? Errno.Invalid : from.LinkAt(oldName, to, newName);
    }

    /// <summary>witx: path_readlink</summary>
    public Errno ReadLink(Memory memory, uint fd, uint path, uint pathLength, uint buffer, uint length, uint used)
    {
        using Borrowed borrowed = Borrow(memory, fd, Rights.PathReadLink, path, pathLength, out OpenDirectory directory, out byte[] name, out Errno errno);
        if (errno != Errno.Success) return errno;
        GuestBuffers.RequireRange(memory, buffer, length);
        errno = directory.ReadLinkAt(name, GuestBuffers.Span(memory, buffer, Math.Min(length, Limits.PathBytes)), out int count);
        if (errno == Errno.Success) memory.WriteUInt32(used, (uint)count);
        return errno;
    }

    /// <summary>witx: path_remove_directory</summary>
    public Errno RemoveDirectory(Memory memory, uint fd, uint path, uint pathLength)
    {
        using Borrowed borrowed = Borrow(memory, fd, Rights.PathRemoveDirectory, path, pathLength, out OpenDirectory directory, out byte[] name, out Errno errno);
        return errno != Errno.Success ? errno : directory.RemoveDirectoryAt(name);
    }

    /// <summary>witx: path_rename</summary>
    public Errno Rename(Memory memory, uint oldFd, uint oldPath, uint oldLength, uint newFd, uint newPath, uint newLength)
    {
        using Borrowed old = Borrow(memory, oldFd, Rights.PathRenameSource, oldPath, oldLength, out OpenDirectory from, out byte[] oldName, out Errno errno);
        if (errno != Errno.Success) return errno;
        using Borrowed @new = Borrow(memory, newFd, Rights.PathRenameTarget, newPath, newLength, out OpenDirectory to, out byte[] newName, out errno);
        return errno != Errno.Success ? errno : from.RenameAt(oldName, to, newName);
    }

    /// <summary>witx: path_symlink</summary>
    public Errno Symlink(Memory memory, uint target, uint targetLength, uint fd, uint path, uint pathLength)
    {
        using Borrowed borrowed = Borrow(memory, fd, Rights.PathSymlink, path, pathLength, out OpenDirectory directory, out byte[] name, out Errno errno);
        if (errno != Errno.Success) return errno;
        errno = GuestBuffers.ReadPath(memory, target, targetLength, out byte[] content);
        return errno != Errno.Success ? errno : directory.SymlinkAt(content, name);
    }

    /// <summary>witx: path_unlink_file</summary>
    public Errno UnlinkFile(Memory memory, uint fd, uint path, uint pathLength)
    {
        using Borrowed borrowed = Borrow(memory, fd, Rights.PathUnlinkFile, path, pathLength, out OpenDirectory directory, out byte[] name, out Errno errno);
        return errno != Errno.Success ? errno : directory.UnlinkFileAt(name);
    }

    private Borrowed Borrow(
        Memory memory, uint fd, Rights required, uint path, uint pathLength, out OpenDirectory directory, out byte[] name, out Errno errno)
    {
        Borrowed borrowed = table.Borrow(fd, required, out directory, out errno);
        name = [];
        if (errno == Errno.Success) errno = GuestBuffers.ReadPath(memory, path, pathLength, out name);
        if (errno == Errno.Success && borrowed.Entry.PreopenName is [(byte)'/']) name = BelowRoot(name);
        return borrowed;
    }

    /// <summary>In the directory that the guest knows as <c>/</c>, an absolute path means what lies below it: Zig's library sends such.</summary>
    private static byte[] BelowRoot(byte[] path)
    {
        ReadOnlySpan<byte> relative = path;
        while (relative is [(byte)'/', ..]) relative = relative[1..];
        return path.Length > 0 && relative.IsEmpty ? "."u8.ToArray() : relative.ToArray();
    }
}
