using Caisson.Wit.Encoding;
using CsCheck;
using static Caisson.Wit.Tests.Packages;

namespace Caisson.Wit.Tests.Robustness;

/// <summary>Bytes that try to mislead their reader.</summary>
public class HostileBytesTests
{
    private static readonly byte[] Package = WitEncoder.Encode(Valid(
        """
        package a:b@1.0.0;
        interface i { resource r { constructor(); f: func(a: list<u8>) -> stream<u8>; } record t { x: option<u8> } variant v { a, b(t) } enum e { a } flags g { a } f: func(a: borrow<r>, b: map<string, v>) -> result<t, e>; }
        /// Documented.
        interface j { use i.{r, t as t2}; g: func(a: r) -> tuple<t2, f64>; }
        world w { import j; use i.{t}; resource k; import l: interface { h: func(); } export j; export m: func(a: k) -> t; }
        """, All));

    [Fact]
    public void Every_beginning_is_refused_or_taken()
    {
        for (int length = 0; length < Package.Length; length++) Assert.True(IsTakenOrRefused(Package[..length]));
    }

    [Fact]
    public void Every_single_byte_can_be_any_other()
    {
        byte[] bytes = [.. Package];
        byte[] others = [0x00, 0x01, 0x02, 0x03, 0x05, 0x40, 0x42, 0x68, 0x70, 0x7f, 0x80, 0xff];
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte other in others)
            {
                bytes[at] = other;
                Assert.True(IsTakenOrRefused(bytes));
            }

            bytes[at] = Package[at];
        }
    }

    [Fact]
    public void Several_bytes_can_be_others() =>
        Gen.Select(Gen.Int[0, Package.Length - 1], Gen.Byte).Array[1, 8].Sample(changes =>
        {
            byte[] bytes = [.. Package];
            foreach ((int at, byte value) in changes) bytes[at] = value;
            return IsTakenOrRefused(bytes);
        }, iter: 20_000);

    [Fact]
    public void Any_bytes_can_follow_the_preamble() =>
        Gen.Byte.Array[0, 60].Sample(tail => IsTakenOrRefused([.. Package[..8], 7, (byte)(tail.Length + 1), 1, .. tail]), iter: 20_000);

    [Fact]
    public void Types_that_double_with_each_definition()
    {
        // 0: u8, 1: (tuple 0 0), 2: (tuple 1 1), … in an instance type.
        byte[] types = [.. Enumerable.Range(0, 60).SelectMany(index => new byte[] { 0x01, 0x6f, 2, (byte)index, (byte)index })];
        byte[] body = [0x41, 1, 0x01, 0x42, 61, 0x01, 0x7d, .. types];
        Refused([.. Package[..8], 7, .. Sized([1, .. body]), 11, 7, 1, 0, 1, (byte)'i', 3, 0, 0]);
    }

    [Fact]
    public void Scopes_that_nest_deep()
    {
        byte[] body = [.. Enumerable.Repeat(new byte[] { 0x41, 1, 0x01 }, 100_000).SelectMany(part => part), 0x7d];
        WitException error = Refused([.. Package[..8], 7, .. Sized([1, .. body])]);
        Assert.StartsWith("types nest too deep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_are_longer_than_the_file()
    {
        WitException error = Refused([.. Package[..8], 7, 8, 1, 0x41, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x01]);
        Assert.StartsWith("the package ends too early", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_of_bad_length() => Refused([.. Package[..8], 7, 0xff, 0xff, 0xff, 0xff, 0x7f]);

    private static WitException Refused(byte[] bytes) => Assert.Throws<WitException>(() => WitDecoder.Decode(bytes));

    private static byte[] Sized(byte[] bytes) => new ByteWriter().Sized(bytes).ToArray();

    private static bool IsTakenOrRefused(byte[] bytes)
    {
        try
        {
            WitDecoder.Decode(bytes);
            return true;
        }
        catch (WitException)
        {
            return true;
        }
    }
}
