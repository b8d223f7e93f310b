using Caisson.Runtime;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <content>Opening.</content>
internal sealed partial class PathFunctions
{
    // witx: oflags
    private const uint Create = 1, MustBeDirectory = 2, Exclusive = 4, Truncate = 8, AllOpenFlags = 15;

    /// <summary>
    /// Opens a file. What the guest asks for beyond what its directory hands down is left out, except reading and writing: those are
    /// refused here rather than at their first use. witx: path_open
    /// </summary>
    public Errno Open(
        Memory memory, uint fd, uint lookup, uint path, uint pathLength, uint openFlags, Rights rights, Rights inheriting, uint flags, uint result)
    {
        Rights required = Rights.PathOpen;
        if ((openFlags & Create) != 0) required |= Rights.PathCreateFile;
        if ((openFlags & Truncate) != 0) required |= Rights.PathFileStatSetSize;
        using Borrowed borrowed = Borrow(memory, fd, required, path, pathLength, out OpenDirectory directory, out byte[] name, out Errno errno);
        if (errno != Errno.Success) return errno;

        Rights granted = borrowed.Entry.Inheriting;
        if ((rights & ~granted & (Rights.FdRead | Rights.FdWrite)) != 0) return Errno.NotCapable;
        if (lookup > SymlinkFollow || (openFlags & ~AllOpenFlags) != 0 || (flags & ~(uint)DescriptorFlags.All) != 0) return Errno.Invalid;
        if ((openFlags & (Create | MustBeDirectory)) == (Create | MustBeDirectory)) return Errno.Invalid;

        errno = directory.OpenAt(name, RequestOf(lookup, openFlags, rights, (DescriptorFlags)flags), out Descriptor? opened);
        if (errno != Errno.Success) return errno;
        errno = table.Add(EntryOf(opened!, rights & granted, inheriting & granted), out uint number);
        if (errno == Errno.Success) memory.WriteUInt32(result, number);
        return errno;
    }

    private static OpenRequest RequestOf(uint lookup, uint openFlags, Rights rights, DescriptorFlags flags) => new()
    {
        Read = (rights & (Rights.FdRead | Rights.FdReadDirectory)) != 0,
        Write = (rights & Rights.FdWrite) != 0,
        Create = (openFlags & Create) != 0,
        Exclusive = (openFlags & Exclusive) != 0,
        Truncate = (openFlags & Truncate) != 0,
        Directory = (openFlags & MustBeDirectory) != 0,
        Follow = lookup == SymlinkFollow,
        Flags = flags,
    };

    private static DescriptorEntry EntryOf(Descriptor opened, Rights rights, Rights inheriting) =>
        new(opened, rights & RightsRules.Applicable(opened), opened is OpenDirectory ? inheriting : Rights.None);
}
