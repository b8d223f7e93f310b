using System.Net.Sockets;
using System.Runtime.InteropServices;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Sockets;

/// <summary>A stream socket: one that listens and was granted by the host, or a connection accepted from it.</summary>
/// <param name="socket">The socket; closed with this.</param>
/// <param name="waiter">For blocking.</param>
internal sealed class OpenSocket(Socket socket, Waiter waiter) : Descriptor
{
    private volatile bool _isNonBlocking;

    /// <inheritdoc/>
    public override FileType Type => FileType.SocketStream;

    /// <inheritdoc/>
    public override DescriptorFlags Flags => _isNonBlocking ? DescriptorFlags.NonBlocking : DescriptorFlags.None;

    /// <inheritdoc/>
    public override SafeHandle? Readiness => Libc.IsSupported ? socket.SafeHandle : null;

    /// <summary>Whether it accepts connections.</summary>
    public bool IsListener { get; init; }

    /// <inheritdoc/>
    public override Errno Read(Span<byte> destination, out int count) => Receive(destination, SocketFlags.None, out count);

    /// <inheritdoc/>
    public override Errno Write(ReadOnlySpan<byte> source, out int count)
    {
        try
        {
            SocketError error;
            do
            {
                Await(PollFd.Out);
                count = socket.Send(source, SocketFlags.None, out error);
            }
            while (ShouldRetry(error));
            return SocketErrors.Map(error);
        }
        catch (ObjectDisposedException)
        {
            count = 0;
            return Errno.BadDescriptor;
        }
    }

    /// <summary>Receives what has arrived, waiting for some.</summary>
    public Errno Receive(Span<byte> destination, SocketFlags flags, out int count)
    {
        try
        {
            SocketError error;
            do
            {
                Await(PollFd.In);
                count = socket.Receive(destination, flags, out error);
            }
            while (ShouldRetry(error));
            return SocketErrors.Map(error);
        }
        catch (ObjectDisposedException)
        {
            count = 0;
            return Errno.BadDescriptor;
        }
    }

    /// <summary>Receives until the buffer is full or the peer has ended.</summary>
    public Errno ReceiveAll(Span<byte> destination, out int count)
    {
        count = 0;
        while (count < destination.Length)
        {
            Errno errno = Receive(destination[count..], SocketFlags.None, out int received);
            if (errno != Errno.Success) return count > 0 ? Errno.Success : errno;
            if (received == 0) break;
            count += received;
        }
        return Errno.Success;
    }

    /// <summary>Accepts a connection.</summary>
    public Errno Accept(out OpenSocket? connection)
    {
        connection = null;
        if (!IsListener) return Errno.Invalid;
        try
        {
            Await(PollFd.In);
            connection = new OpenSocket(socket.Accept(), waiter);
            return Errno.Success;
        }
        catch (SocketException failure)
        {
            return ShouldRetry(failure.SocketErrorCode) ? Accept(out connection) : SocketErrors.Map(failure.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            return Errno.BadDescriptor;
        }
    }

    /// <summary>Ends one or both directions.</summary>
    public Errno Shutdown(SocketShutdown how)
    {
        try
        {
            socket.Shutdown(how);
            return Errno.Success;
        }
        catch (SocketException failure)
        {
            return SocketErrors.Map(failure.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            return Errno.BadDescriptor;
        }
    }

    /// <inheritdoc/>
    public override Errno SetFlags(DescriptorFlags flags)
    {
        if ((flags & ~DescriptorFlags.NonBlocking) != 0) return Errno.NotSupported;
        socket.Blocking = flags == DescriptorFlags.None;
        _isNonBlocking = flags != DescriptorFlags.None;
        return Errno.Success;
    }

    /// <inheritdoc/>
    protected override void Close() => socket.Dispose();

    private bool WaitsOutside => !_isNonBlocking && waiter.CanBeCancelled && Libc.IsSupported;

    /// <summary>The socket itself no longer blocks then: of two threads that find it ready, one would, out of reach of a cancellation.</summary>
    private void Await(short events)
    {
        if (!WaitsOutside) return;
        socket.Blocking = false;
        waiter.Wait(socket.SafeHandle, events);
    }

    private bool ShouldRetry(SocketError error) => error == SocketError.WouldBlock && WaitsOutside;
}
