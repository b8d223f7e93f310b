using System.Runtime.InteropServices;
using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// An open file. The system keeps its position. Always opened non-blocking, so that a pipe without a partner hangs nobody; where
/// the guest wants to block, the wait is here and can be cancelled.
/// </summary>
/// <param name="handle">The descriptor; closed with this.</param>
/// <param name="type">What it is open on.</param>
/// <param name="flags">The flags it was opened with.</param>
/// <param name="isReadOnly">Whether it was reached through a directory that grants no changes.</param>
/// <param name="waiter">For blocking.</param>
internal sealed unsafe class OpenFile(FileHandle handle, FileType type, DescriptorFlags flags, bool isReadOnly, Waiter waiter) : Descriptor
{
    private const DescriptorFlags Changeable = DescriptorFlags.Append | DescriptorFlags.NonBlocking;

    private volatile DescriptorFlags _flags = flags;

    /// <inheritdoc/>
    public override FileType Type => type;

    /// <inheritdoc/>
    public override DescriptorFlags Flags => _flags;

    /// <inheritdoc/>
    public override SafeHandle? Readiness => type == FileType.RegularFile ? null : handle;

    /// <inheritdoc/>
    public override ulong Available =>
        type == FileType.RegularFile && Seek(0, SeekOrigin.Current, out long position) == Errno.Success
        && Stat(out FileStat stat) == Errno.Success && stat.Size > (ulong)position
            ? stat.Size - (ulong)position
            : 0;

    /// <inheritdoc/>
    public override Errno Read(Span<byte> destination, out int count)
    {
        fixed (byte* buffer = destination)
        {
            Errno errno;
            do errno = Transferred(Fetch(buffer, Bounded(destination.Length)), out count);
            while (ShouldRetry(errno, PollFd.In));
            return errno;
        }
    }

    /// <inheritdoc/>
    public override Errno Write(ReadOnlySpan<byte> source, out int count)
    {
        fixed (byte* buffer = source)
        {
            Errno errno;
            do errno = Transferred(Libc.Write(handle, buffer, Bounded(source.Length)), out count);
            while (ShouldRetry(errno, PollFd.Out));
            return errno;
        }
    }

    /// <inheritdoc/>
    public override Errno ReadAt(Span<byte> destination, long offset, out int count)
    {
        fixed (byte* buffer = destination)
        {
            Errno errno;
            do errno = Transferred(Fetch(buffer, Bounded(destination.Length), offset), out count);
            while (ShouldRetry(errno, PollFd.In));
            return errno;
        }
    }

    /// <inheritdoc/>
    public override Errno WriteAt(ReadOnlySpan<byte> source, long offset, out int count)
    {
        fixed (byte* buffer = source)
        {
            Errno errno;
            do errno = Transferred(Libc.WriteAt(handle, buffer, Bounded(source.Length), offset), out count);
            while (ShouldRetry(errno, PollFd.Out));
            return errno;
        }
    }

    /// <summary>Writes at the end, wherever that is by then.</summary>
    public Errno Append(ReadOnlySpan<byte> source, out int count)
    {
        if (type != FileType.RegularFile || (_flags & DescriptorFlags.Append) != 0) return Write(source, out count);
        fixed (byte* buffer = source)
        {
            Errno errno;
            do errno = Transferred(Libc.Append(handle, buffer, Bounded(source.Length)), out count);
            while (ShouldRetry(errno, PollFd.Out));
            return errno;
        }
    }

    /// <inheritdoc/>
    public override Errno Seek(long offset, SeekOrigin origin, out long position)
    {
        position = Libc.Seek(handle, offset, (int)origin);
        return NativeErrno.Of((nint)position);
    }

    /// <summary>Makes the file longer, with zeros, or shorter.</summary>
    public Errno SetSize(long size) => NativeErrno.Of(Libc.Truncate(handle, size));

    /// <summary>Makes sure that a range has space, making the file longer where necessary.</summary>
    public Errno Allocate(long offset, long length)
    {
        Errno errno;
        do errno = NativeErrno.Of(Libc.Allocate(handle, 0, offset, length));
        while (errno == Errno.Interrupted);
        return errno;
    }

    /// <summary>Tells the system what the guest is going to do with a range.</summary>
    public Errno Advise(long offset, long length, FileAdvice advice) => NativeErrno.Map(Libc.Advise(handle, offset, length, (int)advice));

    /// <inheritdoc/>
    public override Errno Stat(out FileStat stat) => FileStat.Of(handle, PathName.Empty, out stat);

    /// <inheritdoc/>
    public override Errno SetTimes(TimeUpdate access, TimeUpdate modify)
    {
        if (isReadOnly) return Errno.ReadOnly;
        TimeSpec* times = stackalloc TimeSpec[] { access.ToTimeSpec(), modify.ToTimeSpec() };
        return NativeErrno.Of(Libc.SetTimes(handle, times));
    }

    /// <inheritdoc/>
    public override Errno SetFlags(DescriptorFlags flags)
    {
        if (((flags ^ _flags) & ~Changeable) != 0) return Errno.NotSupported;
        int native = OpenFlags.NonBlocking | ((flags & DescriptorFlags.Append) != 0 ? OpenFlags.Append : 0);
        Errno errno = NativeErrno.Of(Libc.Control(handle, Libc.SetStatusFlags, native));
        if (errno == Errno.Success) _flags = flags;
        return errno;
    }

    /// <inheritdoc/>
    public override Errno Sync(bool dataOnly)
    {
        Errno errno = NativeErrno.Of(dataOnly ? Libc.SyncData(handle) : Libc.Sync(handle));
        // Pipes and devices have nothing to bring to safety.
        return errno == Errno.Invalid && type != FileType.RegularFile ? Errno.Success : errno;
    }

    /// <inheritdoc/>
    protected override void Close() => handle.Dispose();

    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="length">How many at most.</param>
    /// <param name="offset">Where in the file they begin; below zero for its position.</param>
    private nint Fetch(byte* buffer, nuint length, long offset = -1) =>
        type == FileType.RegularFile && length >= Limits.LargeReadBytes && FreshPages.AreIn(buffer, length)
            ? FreshPages.Read(handle, buffer, length, offset)
            : Libc.Read(handle, buffer, length, offset);

    private static nuint Bounded(int length) => (nuint)Math.Min(length, Limits.TransferBytes);

    private static Errno Transferred(nint result, out int count)
    {
        count = (int)Math.Max(result, 0);
        return NativeErrno.Of(result);
    }

    private bool ShouldRetry(Errno errno, short events)
    {
        if (errno == Errno.Interrupted) return true;
        if (errno != Errno.Again || (_flags & DescriptorFlags.NonBlocking) != 0) return false;
        waiter.Wait(handle, events);
        return true;
    }
}
