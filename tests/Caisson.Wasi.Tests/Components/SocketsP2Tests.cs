using System.Text;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Wasi.Tests.Components;

/// <summary>wasi:sockets 0.2, called as guests call it: on the loopback interface.</summary>
public sealed class SocketsP2Tests : IDisposable
{
    private static readonly ComponentValue V4 = ComponentValue.Enum("ipv4"), AnyPort = EndPoint(0);

    private readonly PassingGuest _guest = Guest("127.0.0.0/8", "localhost");

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void Two_sockets_talk_until_one_has_no_more_to_say()
    {
        ComponentValue listener = Listen(_guest), client = Socket(_guest);
        Succeed("[method]tcp-socket.start-connect", client, Network(_guest), Succeed("[method]tcp-socket.local-address", listener));
        Block("[method]tcp-socket.subscribe", client);
        ComponentValue ours = Succeed("[method]tcp-socket.finish-connect", client);
        Block("[method]tcp-socket.subscribe", listener);
        ComponentValue accepted = Succeed("[method]tcp-socket.accept", listener);
        (ComponentValue server, ComponentValue input, ComponentValue output) = (Lend(accepted[0]), Lend(accepted[1]), Lend(accepted[2]));

        Succeed("[method]output-stream.blocking-write-and-flush", Lend(ours[1]), Bytes("hello"));
        Assert.Equal("hello", Read(input));
        Succeed("[method]output-stream.blocking-write-and-flush", output, Bytes("good day"));
        Assert.Equal("good day", Read(Lend(ours[0])));
        Assert.Equal(Succeed("[method]tcp-socket.local-address", client), Succeed("[method]tcp-socket.remote-address", server));

        Succeed("[method]tcp-socket.shutdown", client, ComponentValue.Enum("send"));
        Assert.Equal("closed", _guest.Fail("[method]input-stream.blocking-read", input, ComponentValue.U64(10)));
        Succeed("[method]output-stream.blocking-write-and-flush", output, Bytes("still here"));
        Assert.Equal("still here", Read(Lend(ours[0])));
    }

    [Fact]
    public void Nothing_waits_where_it_may_not()
    {
        ComponentValue listener = Listen(_guest);
        Assert.True(_guest.Call("[method]tcp-socket.is-listening", listener).AsBoolean());
        Assert.Equal("would-block", _guest.Fail("[method]tcp-socket.accept", listener));
        ComponentValue waiting = Own(_guest.Call("[method]tcp-socket.subscribe", listener));
        Assert.False(_guest.Call("[method]pollable.ready", waiting).AsBoolean());
    }

    [Fact]
    public void States_allow_what_the_interface_says()
    {
        ComponentValue socket = Socket(_guest);
        Assert.Equal("not-in-progress", _guest.Fail("[method]tcp-socket.finish-bind", socket));
        Assert.Equal("not-in-progress", _guest.Fail("[method]tcp-socket.finish-connect", socket));
        Assert.Equal("invalid-state", _guest.Fail("[method]tcp-socket.start-listen", socket));
        Assert.Equal("invalid-state", _guest.Fail("[method]tcp-socket.accept", socket));
        Assert.Equal("invalid-state", _guest.Fail("[method]tcp-socket.local-address", socket));
        Assert.Equal("invalid-state", _guest.Fail("[method]tcp-socket.shutdown", socket, ComponentValue.Enum("both")));
        Succeed("[method]tcp-socket.start-bind", socket, Network(_guest), AnyPort);
        Assert.Equal("concurrency-conflict", _guest.Fail("[method]tcp-socket.start-listen", socket));
        Succeed("[method]tcp-socket.finish-bind", socket);
        Assert.Equal("invalid-state", _guest.Fail("[method]tcp-socket.start-bind", socket, Network(_guest), AnyPort));
        Assert.NotEqual(AnyPort, Succeed("[method]tcp-socket.local-address", socket));
    }

    [Fact]
    public void A_port_is_bound_once()
    {
        ComponentValue socket = Socket(_guest), taken = Succeed("[method]tcp-socket.local-address", Listen(_guest));
        ComponentValue started = _guest.Call("[method]tcp-socket.start-bind", socket, Network(_guest), taken);
        Assert.Equal("address-in-use", started.IsOk ? _guest.Fail("[method]tcp-socket.finish-bind", socket) : started.Payload!.Value.Label);
    }

    [Fact]
    public void Settings_are_kept()
    {
        ComponentValue socket = Socket(_guest);
        Succeed("[method]tcp-socket.set-keep-alive-enabled", socket, true);
        Assert.True(Succeed("[method]tcp-socket.keep-alive-enabled", socket).AsBoolean());
        Succeed("[method]tcp-socket.set-keep-alive-count", socket, 3u);
        Assert.Equal(3u, Succeed("[method]tcp-socket.keep-alive-count", socket).AsUInt32());
        Succeed("[method]tcp-socket.set-hop-limit", socket, (byte)42);
        Assert.Equal(42, Succeed("[method]tcp-socket.hop-limit", socket).AsByte());
        Succeed("[method]tcp-socket.set-receive-buffer-size", socket, 16384ul);
        Assert.InRange(Succeed("[method]tcp-socket.receive-buffer-size", socket).AsUInt64(), 1ul, 1ul << 20);
        Assert.Equal("invalid-argument", _guest.Fail("[method]tcp-socket.set-hop-limit", socket, (byte)0));
        Assert.Equal("invalid-argument", _guest.Fail("[method]tcp-socket.set-keep-alive-count", socket, 0u));
        Assert.Equal("invalid-argument", _guest.Fail("[method]tcp-socket.set-listen-backlog-size", socket, 0ul));
    }

    [Fact]
    public void Nobody_listens()
    {
        ComponentValue bound = Socket(_guest), client = Socket(_guest);
        Succeed("[method]tcp-socket.start-bind", bound, Network(_guest), AnyPort);
        Succeed("[method]tcp-socket.finish-bind", bound);
        Succeed("[method]tcp-socket.start-connect", client, Network(_guest), Succeed("[method]tcp-socket.local-address", bound));
        Block("[method]tcp-socket.subscribe", client);
        Assert.Equal("connection-refused", _guest.Fail("[method]tcp-socket.finish-connect", client));
    }

    [Fact]
    public void What_is_not_granted_is_denied()
    {
        using PassingGuest guest = Guest();
        ComponentValue tcp = Socket(guest), udp = Own(guest.Succeed("create-udp-socket", V4));
        Assert.Equal("access-denied", Denied(guest, "tcp", "connect", tcp, EndPoint(80)));
        Assert.Equal("access-denied", Denied(guest, "tcp", "bind", Socket(guest), AnyPort));
        Assert.Equal("access-denied", Denied(guest, "udp", "bind", udp, AnyPort));
        Assert.Equal("access-denied", guest.Fail("resolve-addresses", Network(guest), "localhost"));
        Assert.Equal("access-denied", Denied(_guest, "tcp", "connect", Socket(_guest), Address(10, 0, 0, 1, 80)));
    }

    [Fact]
    public void Datagrams_go_there_and_back()
    {
        (ComponentValue one, ComponentValue two) = (BoundUdp(), BoundUdp());
        ComponentValue address = Succeed("[method]udp-socket.local-address", two);
        Assert.Equal("invalid-state", _guest.Fail("[method]udp-socket.remote-address", one));
        ComponentValue connected = Succeed("[method]udp-socket.stream", one, ComponentValue.Some(address));
        Assert.Equal(address, Succeed("[method]udp-socket.remote-address", one));
        ComponentValue open = Succeed("[method]udp-socket.stream", two, ComponentValue.None);
        (ComponentValue outgoing, ComponentValue incoming) = (Lend(connected[1]), Lend(open[0]));

        Assert.InRange(Succeed("[method]outgoing-datagram-stream.check-send", outgoing).AsUInt64(), 2ul, ulong.MaxValue);
        Assert.Equal(2ul, Succeed("[method]outgoing-datagram-stream.send", outgoing, ComponentValue.List(Datagram("one", null), Datagram("", null))).AsUInt64());
        List<string> received = [];
        while (received.Count < 2)
        {
            Block("[method]incoming-datagram-stream.subscribe", incoming);
            foreach (ComponentValue datagram in Succeed("[method]incoming-datagram-stream.receive", incoming, 10ul).AsElements())
            {
                received.Add(Encoding.UTF8.GetString(datagram["data"].AsSpan<byte>()));
                Assert.Equal(Succeed("[method]udp-socket.local-address", one), datagram["remote-address"]);
            }
        }
        Assert.Equal(["one", ""], received);
        Assert.Empty(Succeed("[method]incoming-datagram-stream.receive", incoming, 10ul).AsElements());
    }

    [Fact]
    public void Datagrams_beyond_what_was_permitted_trap()
    {
        ComponentValue streams = Succeed("[method]udp-socket.stream", BoundUdp(), ComponentValue.None);
        TrapException trap = _guest.Trap("[method]outgoing-datagram-stream.send", Lend(streams[1]), ComponentValue.List(Datagram("x", EndPoint(9))));
        Assert.Equal(TrapKind.InterfaceMisuse, trap.Kind);
    }

    [Fact]
    public void Names_are_looked_up()
    {
        ComponentValue lookup = Own(_guest.Succeed("resolve-addresses", Network(_guest), "localhost"));
        List<ComponentValue> found = [];
        while (true)
        {
            Block("[method]resolve-address-stream.subscribe", lookup);
            if (Succeed("[method]resolve-address-stream.resolve-next-address", lookup).Payload is not { } address) break;
            found.Add(address);
        }
        Assert.Contains(ComponentValue.Variant("ipv4", Four(127, 0, 0, 1)), found);
        Assert.Equal("invalid-argument", _guest.Fail("resolve-addresses", Network(_guest), "no host.."));
        ComponentValue literal = Own(_guest.Succeed("resolve-addresses", Network(_guest), "127.0.0.1"));
        Block("[method]resolve-address-stream.subscribe", literal);
        Assert.Equal(ComponentValue.Variant("ipv4", Four(127, 0, 0, 1)), Succeed("[method]resolve-address-stream.resolve-next-address", literal).Payload);
    }

    [Fact]
    public void Several_are_waited_for_at_once()
    {
        ComponentValue idle = Listen(_guest), busy = Listen(_guest), client = Socket(_guest);
        ComponentResource first = _guest.Call("[method]tcp-socket.subscribe", idle).AsResource(), second = _guest.Call("[method]tcp-socket.subscribe", busy).AsResource();
        Succeed("[method]tcp-socket.start-connect", client, Network(_guest), Succeed("[method]tcp-socket.local-address", busy));
        ComponentValue ready = _guest.Call("poll", ComponentValue.List(ComponentValue.Borrow(first), ComponentValue.Borrow(second)));
        Assert.Equal([1u], ready.AsSpan<uint>().ToArray());
    }

    private static PassingGuest Guest(params string[] network) =>
        new(new WasiOptions { AllowedNetwork = [.. network.Select(NetworkRule.Parse)] }, [.. Interfaces.Io, .. Interfaces.Sockets]);

    private ComponentValue Succeed(string function, params ComponentValue[] arguments) => _guest.Succeed(function, arguments);

    private static ComponentValue Network(PassingGuest guest) => Own(guest.Call("instance-network"));

    private static ComponentValue Socket(PassingGuest guest) => Own(guest.Succeed("create-tcp-socket", V4));

    private static ComponentValue Own(ComponentValue owned) => Lend(owned);

    private static ComponentValue Lend(ComponentValue owned) => ComponentValue.Borrow(owned.AsResource());

    private static ComponentValue Listen(PassingGuest guest)
    {
        ComponentValue socket = Socket(guest);
        guest.Succeed("[method]tcp-socket.start-bind", socket, Network(guest), AnyPort);
        guest.Succeed("[method]tcp-socket.finish-bind", socket);
        guest.Succeed("[method]tcp-socket.start-listen", socket);
        guest.Succeed("[method]tcp-socket.finish-listen", socket);
        return socket;
    }

    private ComponentValue BoundUdp()
    {
        ComponentValue socket = Own(_guest.Succeed("create-udp-socket", V4));
        Succeed("[method]udp-socket.start-bind", socket, Network(_guest), AnyPort);
        Succeed("[method]udp-socket.finish-bind", socket);
        return socket;
    }

    private static string Denied(PassingGuest guest, string kind, string operation, ComponentValue socket, ComponentValue address)
    {
        ComponentValue started = guest.Call($"[method]{kind}-socket.start-{operation}", socket, Network(guest), address);
        return started.IsError ? started.Payload!.Value.Label! : guest.Fail($"[method]{kind}-socket.finish-{operation}", socket);
    }

    private void Block(string subscribe, ComponentValue on)
    {
        ComponentResource pollable = _guest.Call(subscribe, on).AsResource();
        _guest.Call("[method]pollable.block", ComponentValue.Borrow(pollable));
        pollable.Dispose();
    }

    private string Read(ComponentValue input) => Encoding.UTF8.GetString(Succeed("[method]input-stream.blocking-read", input, 100ul).AsSpan<byte>());

    private static ComponentValue Bytes(string text) => ComponentValue.ListOf<byte>(Encoding.UTF8.GetBytes(text));

    private static ComponentValue Datagram(string text, ComponentValue? to) =>
        ComponentValue.Record(("data", Bytes(text)), ("remote-address", to is { } address ? ComponentValue.Some(address) : ComponentValue.None));

    private static ComponentValue EndPoint(int port) => Address(127, 0, 0, 1, port);

    private static ComponentValue Address(byte a, byte b, byte c, byte d, int port) =>
        ComponentValue.Variant("ipv4", ComponentValue.Record(("port", ComponentValue.U16((ushort)port)), ("address", Four(a, b, c, d))));

    private static ComponentValue Four(byte a, byte b, byte c, byte d) =>
        ComponentValue.Tuple(ComponentValue.U8(a), ComponentValue.U8(b), ComponentValue.U8(c), ComponentValue.U8(d));
}
