using Caisson.Runtime;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <content>Reading, writing and seeking.</content>
internal sealed partial class FdFunctions
{
    /// <summary>witx: fd_read</summary>
    public Errno Read(Memory memory, uint fd, uint vectors, uint count, uint total)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdRead, out Errno errno);
        if (errno != Errno.Success) return errno;
        Descriptor target = borrowed.Target;
        bool mayBlock = target.Type != FileType.RegularFile;
        return GuestBuffers.ForEach(memory, vectors, count, total, mayBlock, (Span<byte> buffer, long _, out int used) => target.Read(buffer, out used));
    }

    /// <summary>witx: fd_write</summary>
    public Errno Write(Memory memory, uint fd, uint vectors, uint count, uint total)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdWrite, out Errno errno);
        if (errno != Errno.Success) return errno;
        Descriptor target = borrowed.Target;
        return GuestBuffers.ForEach(memory, vectors, count, total, false, (Span<byte> buffer, long _, out int used) => target.Write(buffer, out used));
    }

    /// <summary>witx: fd_pread</summary>
    public Errno ReadAt(Memory memory, uint fd, uint vectors, uint count, ulong offset, uint total)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdRead | Rights.FdSeek, out Errno errno);
        if (errno != Errno.Success) return errno;
        if (offset > long.MaxValue - uint.MaxValue) return Errno.Invalid;
        Descriptor target = borrowed.Target;
        return GuestBuffers.ForEach(
            memory, vectors, count, total, false, (Span<byte> buffer, long done, out int used) => target.ReadAt(buffer, (long)offset + done, out used));
    }

    /// <summary>witx: fd_pwrite</summary>
    public Errno WriteAt(Memory memory, uint fd, uint vectors, uint count, ulong offset, uint total)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.FdWrite | Rights.FdSeek, out Errno errno);
        if (errno != Errno.Success) return errno;
        if (offset > long.MaxValue - uint.MaxValue) return Errno.Invalid;
        Descriptor target = borrowed.Target;
        return GuestBuffers.ForEach(
            memory, vectors, count, total, false, (Span<byte> buffer, long done, out int used) => target.WriteAt(buffer, (long)offset + done, out used));
    }

    /// <summary>Seeking by nothing from the current position is telling, and needs only the right to that. witx: fd_seek</summary>
    public Errno Seek(Memory memory, Snapshot snapshot, uint fd, long offset, uint whence, uint result)
    {
        if (OriginOf(snapshot, whence) is not { } origin) return Errno.Invalid;
        if (offset == 0 && origin == SeekOrigin.Current && Tell(memory, fd, result) is var told and not Errno.NotCapable) return told;
        return Seek(memory, fd, Rights.FdSeek, offset, origin, result);
    }

    /// <summary>witx: fd_tell</summary>
    public Errno Tell(Memory memory, uint fd, uint result) => Seek(memory, fd, Rights.FdTell, 0, SeekOrigin.Current, result);

    private static SeekOrigin? OriginOf(Snapshot snapshot, uint whence) => (snapshot, whence) switch
    {
        (Snapshot.Preview1, 0) or (Snapshot.Unstable, 2) => SeekOrigin.Begin,
        (Snapshot.Preview1, 1) or (Snapshot.Unstable, 0) => SeekOrigin.Current,
        (Snapshot.Preview1, 2) or (Snapshot.Unstable, 1) => SeekOrigin.End,
        _ => null,
    };

    private Errno Seek(Memory memory, uint fd, Rights required, long offset, SeekOrigin origin, uint result)
    {
        using Borrowed borrowed = table.Borrow(fd, required, out Errno errno);
        if (errno != Errno.Success) return errno;
        errno = borrowed.Target.Seek(offset, origin, out long position);
        if (errno == Errno.Success) memory.WriteUInt64(result, (ulong)position);
        return errno;
    }
}
