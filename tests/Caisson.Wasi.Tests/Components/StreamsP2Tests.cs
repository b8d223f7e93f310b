using System.Text;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Wasi.Tests.Components;

/// <summary>wasi:io 0.2, called as guests call it, on standard input and output.</summary>
public sealed class StreamsP2Tests : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly PassingGuest _guest;
    private readonly ComponentValue _in, _out;

    public StreamsP2Tests()
    {
        _guest = new PassingGuest(
            new WasiOptions { Stdin = new MemoryStream(Encoding.UTF8.GetBytes("what there is to read")), Stdout = _output },
            [.. Interfaces.Io, Interfaces.Stdin, Interfaces.Stdout]);
        (_in, _out) = (ComponentValue.Borrow(_guest.Call("get-stdin").AsResource()), ComponentValue.Borrow(_guest.Call("get-stdout").AsResource()));
    }

    private string Written => Encoding.UTF8.GetString(_output.ToArray());

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void What_is_written_and_flushed_is_there()
    {
        _guest.Succeed("[method]output-stream.blocking-write-and-flush", _out, Bytes("one "));
        ulong permit = _guest.Succeed("[method]output-stream.check-write", _out).AsUInt64();
        Assert.InRange(permit, 4ul, 1ul << 24);
        _guest.Succeed("[method]output-stream.write", _out, Bytes("two "));
        _guest.Succeed("[method]output-stream.flush", _out);
        _guest.Succeed("[method]output-stream.blocking-flush", _out);
        _guest.Succeed("[method]output-stream.blocking-write-zeroes-and-flush", _out, 3ul);
        Assert.Equal("one two \0\0\0", Written);
    }

    [Fact]
    public void A_blocking_write_takes_4096_bytes() => _guest.Succeed("[method]output-stream.blocking-write-and-flush", _out, ComponentValue.ListOf<byte>(new byte[4096]));

    [Theory, InlineData("[method]output-stream.blocking-write-and-flush", 4097), InlineData("[method]output-stream.write", 2 << 20)]
    public void More_than_is_permitted_traps(string function, int length)
    {
        Assert.Equal(TrapKind.InterfaceMisuse, _guest.Trap(function, _out, ComponentValue.ListOf<byte>(new byte[length])).Kind);
        Assert.Equal("", Written);
    }

    [Fact]
    public void What_is_read_is_gone()
    {
        Assert.Equal("what ", Read(5));
        Assert.Equal(6ul, _guest.Succeed("[method]input-stream.blocking-skip", _in, 6ul).AsUInt64());
        Assert.Equal("is to read", Read(1000));
        Assert.Equal("closed", _guest.Fail("[method]input-stream.blocking-read", _in, 1ul));
        Assert.Equal("closed", _guest.Fail("[method]input-stream.read", _in, 1ul));
    }

    [Fact]
    public void A_stream_is_spliced_to_its_end()
    {
        Assert.Equal(4ul, _guest.Succeed("[method]output-stream.blocking-splice", _out, _in, 4ul).AsUInt64());
        while (_guest.Call("[method]output-stream.blocking-splice", _out, _in, 1000ul) is { IsOk: true })
        {
        }
        _guest.Succeed("[method]output-stream.blocking-flush", _out);
        Assert.Equal("what there is to read", Written);
    }

    [Fact]
    public void Waiting_for_nothing_traps() => Assert.Equal(TrapKind.InterfaceMisuse, _guest.Trap("poll", ComponentValue.List()).Kind);

    [Fact]
    public void All_that_are_ready_are_told()
    {
        ComponentResource readable = _guest.Call("[method]input-stream.subscribe", _in).AsResource(), writable = _guest.Call("[method]output-stream.subscribe", _out).AsResource();
        _guest.Call("[method]pollable.block", ComponentValue.Borrow(readable));
        ComponentValue ready = _guest.Call("poll", ComponentValue.List(ComponentValue.Borrow(readable), ComponentValue.Borrow(writable), ComponentValue.Borrow(readable)));
        Assert.Equal([0u, 1u, 2u], ready.AsSpan<uint>().ToArray());
    }

    [Fact]
    public void What_waits_for_a_stream_may_outlive_it()
    {
        ComponentResource output = _guest.Call("get-stdout").AsResource();
        ComponentResource writable = _guest.Call("[method]output-stream.subscribe", ComponentValue.Borrow(output)).AsResource();
        output.Dispose();
        _guest.Call("[method]pollable.block", ComponentValue.Borrow(writable));
        Assert.True(_guest.Call("[method]pollable.ready", ComponentValue.Borrow(writable)).AsBoolean());
    }

    private string Read(ulong most) => Encoding.UTF8.GetString(_guest.Succeed("[method]input-stream.blocking-read", _in, most).AsSpan<byte>());

    private static ComponentValue Bytes(string text) => ComponentValue.ListOf<byte>(Encoding.UTF8.GetBytes(text));
}
