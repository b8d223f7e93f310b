using System.Net;
using System.Net.Sockets;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Tests.Sockets;

public sealed class UdpSocketTests
{
    private static readonly NetworkAccess Loopback = new([NetworkRule.Parse("127.0.0.1")]);
    private readonly byte[] _buffer = new byte[UdpSocket.MaxDatagram];

    [Fact]
    public async Task DatagramsArriveWhole()
    {
        using UdpSocket sender = Create(), receiver = Bound(out IPEndPoint address);
        Assert.Equal(NetworkError.InvalidState, (await sender.ReceiveAsync(_buffer, CancellationToken.None)).Error);
        Assert.Equal(NetworkError.None, await sender.SendAsync("one"u8.ToArray(), address, CancellationToken.None));
        Assert.Equal(NetworkError.None, await sender.SendAsync(ReadOnlyMemory<byte>.Empty, address, CancellationToken.None));
        (NetworkError error, int count, IPEndPoint? from) = await receiver.ReceiveAsync(_buffer, CancellationToken.None);
        Assert.Equal((NetworkError.None, 3), (error, count));
        Assert.Equal(NetworkError.None, sender.GetLocal(out IPEndPoint? local));
        Assert.Equal(local!.Port, from!.Port);
        Assert.Equal(0, (await receiver.ReceiveAsync(_buffer, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task APeerCanBeChosenAndChangedAndLeft()
    {
        using UdpSocket socket = Bound(out _), first = Bound(out IPEndPoint firstAddress), second = Bound(out IPEndPoint secondAddress);
        Assert.Equal(NetworkError.InvalidState, socket.Disconnect());
        Assert.Equal(NetworkError.InvalidArgument, await socket.SendAsync(new byte[1], null, CancellationToken.None));
        Assert.Equal(NetworkError.None, socket.Connect(firstAddress));
        Assert.Equal(firstAddress, socket.Peer);
        Assert.Equal(NetworkError.None, await socket.SendAsync(new byte[1], null, CancellationToken.None));
        Assert.Equal(NetworkError.None, await socket.SendAsync(new byte[1], firstAddress, CancellationToken.None));
        Assert.Equal(NetworkError.InvalidArgument, await socket.SendAsync(new byte[1], secondAddress, CancellationToken.None));
        Assert.Equal(NetworkError.None, socket.Connect(secondAddress));
        Assert.Equal(NetworkError.None, await socket.SendAsync(new byte[2], null, CancellationToken.None));
        Assert.Equal(2, (await second.ReceiveAsync(_buffer, CancellationToken.None)).Count);
        Assert.Equal(NetworkError.None, socket.Disconnect());
        Assert.Null(socket.Peer);
        Assert.Equal(NetworkError.None, await socket.SendAsync(new byte[3], firstAddress, CancellationToken.None));
        Assert.Equal(1, (await first.ReceiveAsync(_buffer, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task WhatIsTooLargeOrDeniedIsRefused()
    {
        using UdpSocket socket = Create();
        Assert.Equal(NetworkError.DatagramTooLarge, await socket.SendAsync(new byte[70_000], new IPEndPoint(IPAddress.Loopback, 9), CancellationToken.None));
        Assert.Equal(NetworkError.AccessDenied, await socket.SendAsync(new byte[1], new IPEndPoint(IPAddress.Parse("10.0.0.1"), 9), CancellationToken.None));
        Assert.Equal(NetworkError.AccessDenied, socket.Connect(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 9)));
        Assert.Equal(NetworkError.AccessDenied, socket.Bind(new IPEndPoint(IPAddress.Any, 0)));
        Assert.Equal(NetworkError.InvalidArgument, socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0)));
        Assert.Equal(NetworkError.InvalidArgument, socket.Connect(new IPEndPoint(IPAddress.Loopback, 0)));
    }

    private static UdpSocket Create()
    {
        Assert.Equal(NetworkError.None, UdpSocket.Create(AddressFamily.InterNetwork, Loopback, out UdpSocket? socket));
        return socket!;
    }

    private static UdpSocket Bound(out IPEndPoint address)
    {
        UdpSocket socket = Create();
        Assert.Equal(NetworkError.None, socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.Equal(NetworkError.None, socket.GetLocal(out IPEndPoint? local));
        address = local!;
        return socket;
    }
}
