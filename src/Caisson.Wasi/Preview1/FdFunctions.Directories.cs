using Caisson.Runtime;
using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Preview1;

/// <content>Directories: the ones a guest starts with, and entries.</content>
internal sealed partial class FdFunctions
{
    // witx: preopentype, the only one.
    private const uint PreopenedDirectory = 0;

    /// <summary>witx: fd_prestat_get</summary>
    public Errno PrestatGet(Memory memory, uint fd, uint result)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.None, out Errno errno);
        if (errno != Errno.Success) return errno;
        if (borrowed.Entry.PreopenName is not { } name) return Errno.BadDescriptor;
        memory.WriteUInt32(result, PreopenedDirectory);
        memory.WriteUInt32(result + 4L, (uint)name.Length);
        return Errno.Success;
    }

    /// <summary>witx: fd_prestat_dir_name</summary>
    public Errno PrestatDirName(Memory memory, uint fd, uint buffer, uint length)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.None, out Errno errno);
        if (errno != Errno.Success) return errno;
        if (borrowed.Entry.PreopenName is not { } name) return Errno.BadDescriptor;
        if (length < name.Length) return Errno.NameTooLong;
        memory.Write(buffer, name);
        return Errno.Success;
    }

    /// <summary>
    /// Fills the buffer to the last byte when there are entries enough: a guest takes a buffer that isn't full for the end, and
    /// asks for an entry that is cut off again. witx: fd_readdir
    /// </summary>
    public Errno ReadDirectory(Memory memory, uint fd, uint buffer, uint length, ulong cookie, uint used)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdReadDirectory, out OpenDirectory directory, out Errno errno);
        if (errno != Errno.Success) return errno;
        GuestBuffers.RequireRange(memory, buffer, length);
        var sink = new GuestDirectorySink(memory, buffer, length);
        errno = directory.ReadEntries(cookie, ref sink);
        if (errno == Errno.Success) memory.WriteUInt32(used, (uint)sink.Used);
        return errno;
    }
}
