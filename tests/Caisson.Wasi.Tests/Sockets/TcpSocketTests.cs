using System.Net;
using System.Net.Sockets;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Tests.Sockets;

public sealed class TcpSocketTests
{
    private static readonly NetworkAccess Loopback = new([NetworkRule.Parse("127.0.0.0/8"), NetworkRule.Parse("::1")]);

    [Fact]
    public async Task TwoTalkToEachOther()
    {
        using TcpSocket listener = Create(Loopback), client = Create(Loopback);
        Assert.Equal(NetworkError.None, listener.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.Equal(NetworkError.None, listener.Listen());
        Assert.Equal(NetworkError.None, listener.GetLocal(out IPEndPoint? address));

        ValueTask<NetworkError> connecting = client.ConnectAsync(address!, CancellationToken.None);
        (NetworkError error, TcpSocket? accepted) = await listener.AcceptAsync(CancellationToken.None);
        using TcpSocket server = accepted!;
        Assert.Equal((NetworkError.None, NetworkError.None), (error, await connecting));
        Assert.Equal((NetworkError.None, 5), await client.SendAsync("hello"u8.ToArray(), CancellationToken.None));
        Assert.Equal(NetworkError.None, client.Shutdown(SocketShutdown.Send));
        Assert.Equal(NetworkError.None, client.Shutdown(SocketShutdown.Send));

        byte[] received = new byte[16];
        Assert.Equal((NetworkError.None, 5), await server.ReceiveAsync(received, CancellationToken.None));
        Assert.Equal("hello"u8.ToArray(), received[..5]);
        Assert.Equal((NetworkError.None, 0), await server.ReceiveAsync(received, CancellationToken.None));
        Assert.Equal(NetworkError.None, client.GetRemote(out IPEndPoint? remote));
        Assert.Equal(address, remote);
    }

    [Fact]
    public async Task StatesAllowWhatTheInterfaceSays()
    {
        using TcpSocket socket = Create(Loopback);
        Assert.Equal(NetworkError.InvalidState, socket.GetLocal(out _));
        Assert.Equal(NetworkError.InvalidState, socket.GetRemote(out _));
        Assert.Equal(NetworkError.InvalidState, socket.Shutdown(SocketShutdown.Both));
        Assert.Equal(NetworkError.InvalidState, (await socket.AcceptAsync(CancellationToken.None)).Error);
        Assert.Equal(NetworkError.InvalidState, (await socket.ReceiveAsync(new byte[1], CancellationToken.None)).Error);
        Assert.Equal(NetworkError.None, socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.Equal(NetworkError.InvalidState, socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.Equal(NetworkError.None, socket.Listen());
        Assert.Equal(NetworkError.InvalidState, socket.Listen());
        Assert.Equal(NetworkError.InvalidState, await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 1), CancellationToken.None));
    }

    [Fact]
    public async Task AFailedConnectionClosesIt()
    {
        using TcpSocket socket = Create(Loopback);
        Assert.Equal(NetworkError.ConnectionRefused, await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, ClosedPort()), CancellationToken.None));
        Assert.Equal(TcpState.Closed, socket.State);
        Assert.Equal(NetworkError.InvalidState, socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
    }

    [Theory]
    [InlineData("0.0.0.0", 80, nameof(NetworkError.InvalidArgument))]
    [InlineData("127.0.0.1", 0, nameof(NetworkError.InvalidArgument))]
    [InlineData("224.0.0.1", 80, nameof(NetworkError.InvalidArgument))]
    [InlineData("255.255.255.255", 80, nameof(NetworkError.InvalidArgument))]
    [InlineData("::1", 80, nameof(NetworkError.InvalidArgument))]
    [InlineData("::ffff:127.0.0.1", 80, nameof(NetworkError.InvalidArgument))]
    [InlineData("10.0.0.1", 80, nameof(NetworkError.AccessDenied))]
    public async Task WrongAndDeniedPeersAreRefused(string address, int port, string expected)
    {
        using TcpSocket socket = Create(Loopback);
        Assert.Equal(expected, (await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address), port), CancellationToken.None)).ToString());
        Assert.Equal(TcpState.Unbound, socket.State);
    }

    [Fact]
    public async Task WithoutGrantsThereIsNoNetwork()
    {
        using TcpSocket socket = Create(new NetworkAccess([]));
        Assert.Equal(NetworkError.AccessDenied, socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.Equal(NetworkError.AccessDenied, socket.Listen());
        Assert.Equal(NetworkError.AccessDenied, await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, 80), CancellationToken.None));
    }

    [Fact]
    public async Task WaitsCanBeCancelled()
    {
        using TcpSocket socket = Create(Loopback);
        Assert.Equal(NetworkError.None, socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.Equal(NetworkError.None, socket.Listen());
        using CancellationTokenSource cancellation = new();
        ValueTask<(NetworkError, TcpSocket?)> accepting = socket.AcceptAsync(cancellation.Token);
        await cancellation.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await accepting);
        Assert.Equal(TcpState.Listening, socket.State);
    }

    [Fact]
    public async Task DisposalEndsAWait()
    {
        TcpSocket socket = Create(Loopback);
        Assert.Equal(NetworkError.None, socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.Equal(NetworkError.None, socket.Listen());
        ValueTask<(NetworkError Error, TcpSocket?)> accepting = socket.AcceptAsync(CancellationToken.None);
        socket.Dispose();
        Assert.Equal(NetworkError.InvalidState, (await accepting).Error);
    }

    [Fact]
    public void SettingsAreKept()
    {
        using TcpSocket socket = Create(Loopback);
        SocketSettings settings = socket.Settings;
        Assert.Equal(NetworkError.None, settings.SetKeepAlive(true));
        Assert.Equal(NetworkError.None, settings.GetKeepAlive(out bool isKept));
        Assert.True(isKept);
        Assert.Equal(NetworkError.None, settings.SetKeepAliveIdleTime(1_500_000_000));
        Assert.Equal(NetworkError.None, settings.GetKeepAliveIdleTime(out ulong idle));
        Assert.Equal(2_000_000_000UL, idle);
        Assert.Equal(NetworkError.None, settings.SetKeepAliveInterval(ulong.MaxValue));
        Assert.Equal(NetworkError.None, settings.GetKeepAliveInterval(out ulong interval));
        Assert.Equal(32_767_000_000_000UL, interval);
        Assert.Equal(NetworkError.None, settings.SetKeepAliveCount(uint.MaxValue));
        Assert.Equal(NetworkError.None, settings.GetKeepAliveCount(out uint count));
        Assert.Equal(127U, count);
        Assert.Equal(NetworkError.None, settings.SetHopLimit(42));
        Assert.Equal(NetworkError.None, settings.GetHopLimit(out byte hops));
        Assert.Equal(42, hops);
        Assert.Equal(NetworkError.None, settings.SetReceiveBufferSize(65_536));
        Assert.Equal(NetworkError.None, settings.GetReceiveBufferSize(out ulong buffer));
        Assert.Equal(65_536UL, buffer);
        Assert.Equal(NetworkError.None, settings.SetSendBufferSize(ulong.MaxValue));
        Assert.All(
            [settings.SetKeepAliveIdleTime(0), settings.SetKeepAliveInterval(0), settings.SetKeepAliveCount(0), settings.SetHopLimit(0), settings.SetReceiveBufferSize(0), settings.SetSendBufferSize(0), socket.SetBacklog(0)],
            error => Assert.Equal(NetworkError.InvalidArgument, error));
    }

    private static TcpSocket Create(NetworkAccess access)
    {
        Assert.Equal(NetworkError.None, TcpSocket.Create(AddressFamily.InterNetwork, access, out TcpSocket? socket));
        return socket!;
    }

    private static int ClosedPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
