using Caisson.Runtime;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <summary>Descriptors: what they are and what becomes of them. witx: fd_*</summary>
/// <param name="table">The guest's descriptors.</param>
internal sealed partial class FdFunctions(DescriptorTable table)
{
    /// <summary>witx: fd_advise</summary>
    public Errno Advise(uint fd, ulong offset, ulong length, uint advice)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdAdvise, out OpenFile file, out Errno errno);
        if (errno != Errno.Success) return errno;
        if (offset > long.MaxValue || length > long.MaxValue) return Errno.Invalid;
        return AdviceOf(advice) is { } native ? file.Advise((long)offset, (long)length, native) : Errno.Invalid;
    }

    /// <summary>witx: fd_allocate</summary>
    public Errno Allocate(uint fd, ulong offset, ulong length)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdAllocate, out OpenFile file, out Errno errno);
        if (errno != Errno.Success) return errno;
        return offset > long.MaxValue || length > long.MaxValue ? Errno.FileTooBig : file.Allocate((long)offset, (long)length);
    }

    /// <summary>witx: fd_close</summary>
    public Errno Close(uint fd) => table.Close(fd);

    /// <summary>witx: fd_datasync</summary>
    public Errno DataSync(uint fd)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdDataSync, out Errno errno);
        return errno != Errno.Success ? errno : borrowed.Target.Sync(dataOnly: true);
    }

    /// <summary>witx: fd_sync</summary>
    public Errno Sync(uint fd)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdSync, out Errno errno);
        return errno != Errno.Success ? errno : borrowed.Target.Sync(dataOnly: false);
    }

    /// <summary>witx: fd_fdstat_get</summary>
    public Errno FdStatGet(Memory memory, uint fd, uint result)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.None, out Errno errno);
        if (errno != Errno.Success) return errno;
        DescriptorEntry entry = borrowed.Entry;
        memory.Write(result, new FdStatLayout(entry.Target.Type, entry.Target.Flags, entry.Base, entry.Inheriting));
        return Errno.Success;
    }

    /// <summary>witx: fd_fdstat_set_flags</summary>
    public Errno FdStatSetFlags(uint fd, uint flags)
    {
        if ((flags & ~(uint)DescriptorFlags.All) != 0) return Errno.Invalid;
        using Borrowed borrowed = table.Borrow(fd, Rights.FdStatSetFlags, out Errno errno);
        return errno != Errno.Success ? errno : borrowed.Target.SetFlags((DescriptorFlags)flags);
    }

    /// <summary>witx: fd_fdstat_set_rights</summary>
    public Errno FdStatSetRights(uint fd, Rights rights, Rights inheriting) => table.Restrict(fd, rights, inheriting);

    /// <summary>witx: fd_filestat_get</summary>
    public Errno FileStatGet(Memory memory, Snapshot snapshot, uint fd, uint result)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdFileStatGet, out Errno errno);
        if (errno != Errno.Success) return errno;
        errno = borrowed.Target.Stat(out FileStat stat);
        if (errno == Errno.Success) FileStats.WriteStat(memory, snapshot, result, stat);
        return errno;
    }

    /// <summary>witx: fd_filestat_set_size</summary>
    public Errno FileStatSetSize(uint fd, ulong size)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdFileStatSetSize, out OpenFile file, out Errno errno);
        if (errno != Errno.Success) return errno;
        return size > long.MaxValue ? Errno.FileTooBig : file.SetSize((long)size);
    }

    /// <summary>witx: fd_filestat_set_times</summary>
    public Errno FileStatSetTimes(uint fd, ulong access, ulong modify, uint flags)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdFileStatSetTimes, out Errno errno);
        if (errno != Errno.Success) return errno;
        return FileStats.TryParse(access, modify, flags, out TimeUpdate toAccess, out TimeUpdate toModify)
            ? borrowed.Target.SetTimes(toAccess, toModify)
            : Errno.Invalid;
    }

    /// <summary>witx: fd_renumber</summary>
    public Errno Renumber(uint from, uint to) => table.Renumber(from, to);

    private static FileAdvice? AdviceOf(uint advice) => advice switch
    {
        0 => FileAdvice.Normal,
        1 => FileAdvice.Sequential,
        2 => FileAdvice.Random,
        3 => FileAdvice.WillNeed,
        4 => FileAdvice.DontNeed,
        5 => FileAdvice.NoReuse,
        _ => null,
    };
}
