using System.Runtime.InteropServices;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Cli;

/// <summary>
/// A standard stream as the guest sees it. What is written is flushed at once. The stream stays the host's: closing the descriptor
/// leaves it open. Writers take turns, and so do readers.
/// </summary>
internal sealed unsafe class StreamDescriptor : Descriptor
{
    /// <summary>Bytes that are read at once from a stream whose reads go to a buffer first.</summary>
    private const int CancellableRead = 64 * 1024;

    /// <summary>PIPE_BUF of Linux: a pipe that is ready takes as much without blocking.</summary>
    private const int CancellableWrite = 4096;

    private readonly Stream _stream;
    private readonly Waiter _waiter;
    private readonly FileHandle? _handle;
    private readonly bool _isTerminal;
    private readonly Lock _reading = new(), _writing = new();
    private volatile DescriptorFlags _flags;

    /// <summary>Wraps a stream of the host's.</summary>
    public StreamDescriptor(Stream stream, Waiter waiter)
    {
        _stream = stream;
        _waiter = waiter;
        if (stream is not StandardStream standard) return;
        _handle = standard.Handle;
        _isTerminal = standard.IsTerminal;
    }

    /// <inheritdoc/>
    public override FileType Type => _isTerminal ? FileType.CharacterDevice : FileType.Unknown;

    /// <inheritdoc/>
    public override DescriptorFlags Flags => _flags;

    /// <inheritdoc/>
    public override SafeHandle? Readiness => _handle;

    /// <inheritdoc/>
    public override Errno Read(Span<byte> destination, out int count)
    {
        count = 0;
        if (!_stream.CanRead) return Errno.BadDescriptor;
        if (_handle is not null) return ReadHandle(destination, out count);
        try
        {
            lock (_reading) count = _waiter.CanBeCancelled ? ReadCancellably(destination) : _stream.Read(destination);
            return Errno.Success;
        }
        catch (Exception failure) when (StreamErrors.TryMap(failure, out Errno errno))
        {
            return errno;
        }
    }

    /// <inheritdoc/>
    public override Errno Write(ReadOnlySpan<byte> source, out int count)
    {
        count = 0;
        if (!_stream.CanWrite) return Errno.BadDescriptor;
        if (_handle is not null) return WriteHandle(source, out count);
        try
        {
            lock (_writing)
            {
                _stream.Write(source);
                _stream.Flush();
            }
            count = source.Length;
            return Errno.Success;
        }
        catch (Exception failure) when (StreamErrors.TryMap(failure, out Errno errno))
        {
            return errno;
        }
    }

    /// <inheritdoc/>
    public override Errno SetFlags(DescriptorFlags flags)
    {
        // The description behind the descriptor is shared with other processes: its flags are not ours to change.
        const DescriptorFlags changeable = DescriptorFlags.Append | DescriptorFlags.NonBlocking;
        if (((flags ^ _flags) & ~changeable) != 0) return Errno.NotSupported;
        _flags = flags;
        return Errno.Success;
    }

    private int ReadCancellably(Span<byte> destination)
    {
        // A buffer of its own: the read may go on when the wait for it has ended, and the guest's memory may not.
        byte[] buffer = new byte[Math.Min(destination.Length, CancellableRead)];
        int count = _waiter.Wait(token => _stream.ReadAsync(buffer, token));
        buffer.AsSpan(0, count).CopyTo(destination);
        return count;
    }

    /// <summary>One at a time where it can be cancelled: of two that find it ready, one would block in the read.</summary>
    private Errno ReadHandle(Span<byte> destination, out int count)
    {
        if (!_waiter.CanBeCancelled) return TransferIn(destination, out count);
        lock (_reading) return TransferIn(destination, out count);
    }

    /// <summary>As <see cref="ReadHandle"/>; and no more than a ready pipe takes without blocking.</summary>
    private Errno WriteHandle(ReadOnlySpan<byte> source, out int count)
    {
        if (!_waiter.CanBeCancelled) return TransferOut(source, out count);
        lock (_writing) return TransferOut(source[..Math.Min(source.Length, CancellableWrite)], out count);
    }

    private Errno TransferIn(Span<byte> destination, out int count)
    {
        fixed (byte* buffer = destination)
        {
            while (true)
            {
                Errno ready = AwaitHandle(PollFd.In);
                nint result = ready == Errno.Success ? Libc.Read(_handle!, buffer, (nuint)Math.Min(destination.Length, Limits.TransferBytes)) : 0;
                count = (int)Math.Max(result, 0);
                Errno errno = ready == Errno.Success ? NativeErrno.Of(result) : ready;
                if (!ShouldRetry(errno, PollFd.In)) return errno;
            }
        }
    }

    private Errno TransferOut(ReadOnlySpan<byte> source, out int count)
    {
        fixed (byte* buffer = source)
        {
            while (true)
            {
                Errno ready = AwaitHandle(PollFd.Out);
                nint result = ready == Errno.Success ? Libc.Write(_handle!, buffer, (nuint)Math.Min(source.Length, Limits.TransferBytes)) : 0;
                count = (int)Math.Max(result, 0);
                Errno errno = ready == Errno.Success ? NativeErrno.Of(result) : ready;
                if (!ShouldRetry(errno, PollFd.Out)) return errno;
            }
        }
    }

    /// <summary>Keeps a call that may block from doing so where the guest doesn't want it, or the host may want to cancel.</summary>
    private Errno AwaitHandle(short events)
    {
        if ((_flags & DescriptorFlags.NonBlocking) != 0)
            return _waiter.Poll([PollFd.For(_handle!, events)], 0) > 0 ? Errno.Success : Errno.Again;
        if (_waiter.CanBeCancelled) _waiter.Wait(_handle!, events);
        return Errno.Success;
    }

    private bool ShouldRetry(Errno errno, short events)
    {
        if (errno == Errno.Interrupted) return true;
        if (errno != Errno.Again || (_flags & DescriptorFlags.NonBlocking) != 0) return false;
        _waiter.Wait(_handle!, events);
        return true;
    }
}
