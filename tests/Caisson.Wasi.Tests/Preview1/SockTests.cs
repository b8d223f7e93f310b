using System.Net;
using System.Net.Sockets;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class SockTests
{
    [Fact]
    public void A_connection_carries_data_both_ways()
    {
        using Server server = new();
        using Socket client = server.Connect();
        uint connection = server.Accept();
        Guest guest = server.Guest;
        Assert.Equal(FileType.SocketStream, guest.FdStat(connection).Type);

        client.Send("hello guest"u8);
        uint vectors = guest.PutVector(0, Guest.Buffer, 5);
        guest.PutVector(1, Guest.Buffer + 5, 100);
        Assert.Equal(Errno.Success, guest.Functions.Sock.Receive(guest.Memory, connection, vectors, 2, 1, Guest.Result, Guest.Result + 4));
        Assert.Equal("hello", guest.Memory.ReadString(Guest.Buffer, guest.ResultAs<int>()));
        guest.PutVector(1, Guest.Buffer + 5, 6);
        Assert.Equal(Errno.Success, guest.Functions.Sock.Receive(guest.Memory, connection, vectors, 2, 2, Guest.Result, Guest.Result + 4));
        Assert.Equal("hello guest", guest.Memory.ReadString(Guest.Buffer, guest.ResultAs<int>()));
        Assert.Equal(Errno.Invalid, guest.Functions.Sock.Receive(guest.Memory, connection, vectors, 2, 4, Guest.Result, Guest.Result + 4));

        Assert.Equal(Errno.Success, guest.Functions.Sock.Send(guest.Memory, connection, vectors, 2, 0, Guest.Result));
        Assert.Equal(Errno.Invalid, guest.Functions.Sock.Send(guest.Memory, connection, vectors, 2, 1, Guest.Result));
        Assert.Equal(Errno.Success, guest.Write(connection, "!"));
        Assert.Equal(Errno.Invalid, guest.Functions.Sock.Shutdown(connection, 0));
        Assert.Equal(Errno.Success, guest.Functions.Sock.Shutdown(connection, 2));
        Assert.Equal("hello guest!", ReadToEnd(client));

        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(Errno.Success, guest.Read(connection, out string text, 10));
        Assert.Equal("", text);
        Assert.Equal(Errno.Success, guest.Fd.Close(connection));
    }

    [Fact]
    public void Without_blocking_there_is_nothing_yet()
    {
        using Server server = new();
        Guest guest = server.Guest;
        Assert.Equal(Errno.Success, guest.Fd.FdStatSetFlags(4, (uint)DescriptorFlags.NonBlocking));
        Assert.Equal(Errno.Again, guest.Functions.Sock.Accept(guest.Memory, 4, 0, Guest.Result));
        using Socket client = server.Connect();
        uint connection = server.Accept((uint)DescriptorFlags.NonBlocking);
        Assert.Equal(Errno.Again, guest.Read(connection, out _, 1));
        Assert.Equal(Errno.Invalid, guest.Functions.Sock.Accept(guest.Memory, 4, 1, Guest.Result));
    }

    [Fact]
    public void A_listener_only_listens()
    {
        using Server server = new();
        Assert.Equal(Errno.BadDescriptor, server.Guest.Write(4, "x"));
        Assert.Equal(Errno.NotSocket, server.Guest.Functions.Sock.Shutdown(4, 1));
        Assert.Equal(Errno.NotSocket, server.Guest.Functions.Sock.Accept(server.Guest.Memory, 1, 0, Guest.Result));
    }

    [Fact]
    public void A_wait_for_a_connection_ends_when_the_host_cancels()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        using Server server = new(cancellation.Token);
        Assert.Throws<OperationCanceledException>(() => server.Guest.Functions.Sock.Accept(server.Guest.Memory, 4, 0, Guest.Result));
    }

    private static string ReadToEnd(Socket socket)
    {
        using var reader = new StreamReader(new NetworkStream(socket));
        return reader.ReadToEnd();
    }

    private sealed class Server : IDisposable
    {
        private readonly EndPoint _address;

        public Server(CancellationToken cancellation = default)
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            _address = listener.LocalEndPoint!;
            Guest = new Guest(new WasiOptions { Listeners = [listener], Cancellation = cancellation });
        }

        public Guest Guest { get; }

        public Socket Connect()
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(_address);
            return client;
        }

        public uint Accept(uint flags = 0)
        {
            Errno errno;
            do errno = Guest.Functions.Sock.Accept(Guest.Memory, 4, flags, Guest.Result);
            while (errno == Errno.Again);
            Assert.Equal(Errno.Success, errno);
            return Guest.ResultAs<uint>();
        }

        public void Dispose() => Guest.Dispose();
    }
}
