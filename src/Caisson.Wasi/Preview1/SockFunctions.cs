using System.Net.Sockets;
using Caisson.Runtime;
using Caisson.Wasi.Io;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Preview1;

/// <summary>Sockets that the host granted, and what they accept. witx: sock_*</summary>
/// <param name="table">The guest's descriptors.</param>
internal sealed class SockFunctions(DescriptorTable table)
{
    // witx: riflags, sdflags
    private const uint Peek = 1, WaitAll = 2, ShutReceiving = 1, ShutSending = 2;

    /// <summary>witx: sock_accept</summary>
    public Errno Accept(Memory memory, uint fd, uint flags, uint result)
    {
        if ((flags & ~(uint)DescriptorFlags.NonBlocking) != 0) return Errno.Invalid;
        using Borrowed borrowed = table.Borrow(fd, Rights.SocketAccept, out OpenSocket listener, out Errno errno);
        if (errno != Errno.Success) return errno;
        Rights rights = borrowed.Entry.Inheriting & Rights.Connection;
        errno = listener.Accept(out OpenSocket? connection);
        if (errno != Errno.Success) return errno;
        errno = connection!.SetFlags((DescriptorFlags)flags);
        if (errno != Errno.Success)
        {
            connection.Release();
            return errno;
        }
        errno = table.Add(new DescriptorEntry(connection, rights, Rights.None), out uint number);
        if (errno == Errno.Success) memory.WriteUInt32(result, number);
        return errno;
    }

    /// <summary>witx: sock_recv</summary>
    public Errno Receive(Memory memory, uint fd, uint vectors, uint count, uint flags, uint total, uint resultFlags)
    {
        using Borrowed borrowed = BorrowSocket(fd, Rights.FdRead, out OpenSocket socket, out Errno errno);
        if (errno != Errno.Success) return errno;
        if ((flags & ~(Peek | WaitAll)) != 0) return Errno.Invalid;
        bool waitsForAll = (flags & WaitAll) != 0, isPeek = (flags & Peek) != 0;
        errno = GuestBuffers.ForEach(memory, vectors, count, total, !waitsForAll || isPeek, (Span<byte> buffer, long _, out int used) =>
            waitsForAll && !isPeek ? socket.ReceiveAll(buffer, out used) : socket.Receive(buffer, isPeek ? SocketFlags.Peek : SocketFlags.None, out used));
        if (errno == Errno.Success) memory.Write<ushort>(resultFlags, 0);
        return errno;
    }

    /// <summary>witx: sock_send</summary>
    public Errno Send(Memory memory, uint fd, uint vectors, uint count, uint flags, uint total)
    {
        using Borrowed borrowed = BorrowSocket(fd, Rights.FdWrite, out OpenSocket socket, out Errno errno);
        if (errno != Errno.Success) return errno;
        if (flags != 0) return Errno.Invalid;
        return GuestBuffers.ForEach(memory, vectors, count, total, false, (Span<byte> buffer, long _, out int used) => socket.Write(buffer, out used));
    }

    /// <summary>witx: sock_shutdown</summary>
    public Errno Shutdown(uint fd, uint how)
    {
        using Borrowed borrowed = table.Borrow(fd, Rights.SocketShutdown, out OpenSocket socket, out Errno errno);
        if (errno != Errno.Success) return errno;
        return how switch
        {
            ShutReceiving => socket.Shutdown(SocketShutdown.Receive),
            ShutSending => socket.Shutdown(SocketShutdown.Send),
            ShutReceiving | ShutSending => socket.Shutdown(SocketShutdown.Both),
            _ => Errno.Invalid,
        };
    }

    /// <summary>The rights to read and write are not a socket's only.</summary>
    private Borrowed BorrowSocket(uint fd, Rights required, out OpenSocket socket, out Errno errno)
    {
        Borrowed borrowed = table.Borrow(fd, Rights.None, out errno);
        socket = null!;
        if (errno != Errno.Success) return borrowed;
        if (borrowed.Target is OpenSocket found) socket = found;
        errno = socket is null ? Errno.NotSocket : RightsRules.Check(borrowed.Entry, required);
        return borrowed;
    }
}
