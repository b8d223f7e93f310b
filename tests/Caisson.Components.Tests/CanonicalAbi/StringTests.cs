using Caisson.Components.CanonicalAbi;
using Caisson.Runtime;
using CsCheck;

namespace Caisson.Components.Tests.CanonicalAbi;

/// <summary>Strings: what lies in memory, and which allocations were made for it.</summary>
public sealed class StringTests
{
    private const ulong Tag = 1UL << 31;

    public static TheoryData<string, string, string, string, string, ulong, string> Known => new()
    {
        // Source, destination, text, allocations as old size/alignment/new size, bytes, length.
        { "Utf8", "Utf8", "aé€", "0/1/6", "61 C3 A9 E2 82 AC", 6, "copied" },
        { "Utf8", "Utf16", "ab", "0/2/4", "61 00 62 00", 2, "all of it needed" },
        { "Utf8", "Utf16", "aé", "0/2/6 6/2/4", "61 00 E9 00", 2, "shrunk" },
        { "Utf8", "Utf16", "😀", "0/2/8 8/2/4", "3D D8 00 DE", 2, "shrunk" },
        { "Utf8", "Latin1Utf16", "ab", "0/2/2", "61 62", 2, "all of it needed" },
        { "Utf8", "Latin1Utf16", "aé", "0/2/3 3/2/2", "61 E9", 2, "shrunk" },
        { "Utf8", "Latin1Utf16", "é€", "0/2/5 5/2/10 10/2/4", "E9 00 AC 20", 2 | Tag, "widened, shrunk" },
        { "Utf16", "Utf8", "ab", "0/1/2", "61 62", 2, "all of it needed" },
        { "Utf16", "Utf8", "aé", "0/1/2 2/1/6 6/1/3", "61 C3 A9", 3, "grown, shrunk" },
        { "Utf16", "Utf8", "€€", "0/1/2 2/1/6", "E2 82 AC E2 82 AC", 6, "grown, all of it needed" },
        { "Utf16", "Utf16", "a€", "0/2/4", "61 00 AC 20", 2, "copied" },
        { "Utf16", "Latin1Utf16", "aé", "0/2/2", "61 E9", 2, "all of it needed" },
        { "Utf16", "Latin1Utf16", "a€", "0/2/2 2/2/4", "61 00 AC 20", 2 | Tag, "widened, all of it needed" },
        { "Latin1", "Utf8", "aé", "0/1/2 2/1/4 4/1/3", "61 C3 A9", 3, "grown, shrunk" },
        { "Latin1", "Utf8", "éé", "0/1/2 2/1/4", "C3 A9 C3 A9", 4, "grown, all of it needed" },
        { "Latin1", "Utf16", "aé", "0/2/4", "61 00 E9 00", 2, "copied" },
        { "Latin1", "Latin1Utf16", "aé", "0/2/2", "61 E9", 2, "copied" },
        { "TaggedUtf16", "Utf8", "aé", "0/1/2 2/1/6 6/1/3", "61 C3 A9", 3, "grown, shrunk" },
        { "TaggedUtf16", "Utf16", "aé", "0/2/4", "61 00 E9 00", 2, "copied" },
        { "TaggedUtf16", "Latin1Utf16", "a€", "0/2/4", "61 00 AC 20", 2 | Tag, "copied" },
        { "TaggedUtf16", "Latin1Utf16", "aé", "0/2/4 4/1/2", "61 E9", 2, "narrowed" },
        { "Host", "Utf8", "a€", "0/1/4", "61 E2 82 AC", 4, "one allocation" },
        { "Host", "Utf16", "a€", "0/2/4", "61 00 AC 20", 2, "one allocation" },
        { "Host", "Latin1Utf16", "aé", "0/2/2", "61 E9", 2, "one allocation" },
        { "Host", "Latin1Utf16", "a€", "0/2/4", "61 00 AC 20", 2 | Tag, "one allocation" },
        { "Utf8", "Utf8", "", "0/1/0", "", 0, "asked for nothing" },
        { "Utf16", "Latin1Utf16", "", "0/2/0", "", 0, "asked for nothing" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Lowering_makes_the_allocations_of_the_standard(
        string source, string destination, string text, string allocations, string bytes, ulong length, string why)
    {
        var guest = new ToyGuest(Enum.Parse<StringEncoding>(destination));
        (ulong begin, ulong units) = Abi.StoreStringIntoRange(guest.Context(), text, Enum.Parse<SourceEncoding>(source));
        Assert.Equal((why, allocations), (why, string.Join(' ', guest.Calls.Select(c => $"{c.OldSize}/{c.Alignment}/{c.NewSize}"))));
        Assert.Equal([false, .. Enumerable.Repeat(true, guest.Calls.Count - 1)], guest.Calls.Select(c => c.IsMove));
        Assert.Equal(bytes, string.Join(' ', guest.Bytes(begin, (int)guest.Calls[^1].NewSize).Select(b => $"{b:X2}")));
        Assert.Equal(length, units);
    }

    [Fact]
    public void Every_string_survives_every_way() =>
        Gen.Select(Generators.String, Gen.Int[0, 4], Gen.Int[0, 2], Gen.Bool).Sample((text, sourceIndex, encoding, is64) =>
        {
            var source = (SourceEncoding)sourceIndex;
            if (source == SourceEncoding.Latin1 && text.Any(c => c > 0xff)) source = SourceEncoding.TaggedUtf16;
            LiftLowerContext cx = new ToyGuest((StringEncoding)encoding, is64).Context();
            (ulong begin, ulong units) = Abi.StoreStringIntoRange(cx, text, source);
            Assert.Equal(text, Abi.LoadStringFromRange(cx, begin, units, out SourceEncoding lifted));
            SourceEncoding expected = (StringEncoding)encoding switch
            {
                StringEncoding.Utf8 => SourceEncoding.Utf8,
                StringEncoding.Utf16 => SourceEncoding.Utf16,
                _ => text.Any(c => c > 0xff) ? SourceEncoding.TaggedUtf16 : SourceEncoding.Latin1,
            };
            Assert.Equal(expected, lifted);
        });

    [Theory]
    [InlineData("80")]
    [InlineData("C0 80")]
    [InlineData("ED A0 80")]
    [InlineData("F4 90 80 80")]
    [InlineData("E2 82")]
    [InlineData("FF")]
    public void Malformed_UTF8_traps(string bytes) => AssertTraps("invalid UTF-8 in string", StringEncoding.Utf8, Hex(bytes), (ulong)Hex(bytes).Length);

    [Theory]
    [InlineData("00 D8")]
    [InlineData("00 DC")]
    [InlineData("00 DC 00 D8")]
    [InlineData("00 D8 61 00")]
    public void Half_a_surrogate_pair_traps(string bytes)
    {
        ulong units = (ulong)Hex(bytes).Length / 2;
        AssertTraps("invalid UTF-16 in string", StringEncoding.Utf16, Hex(bytes), units);
        AssertTraps("invalid UTF-16 in string", StringEncoding.Latin1Utf16, Hex(bytes), units | Tag);
    }

    [Theory]
    [InlineData((int)StringEncoding.Utf8, 0UL, 0x10001UL, "out of bounds")]
    [InlineData((int)StringEncoding.Utf8, 0x10001UL, 0UL, "out of bounds")]
    [InlineData((int)StringEncoding.Utf8, 0xffffffffUL, 1UL, "out of bounds")]
    [InlineData((int)StringEncoding.Utf8, 0UL, (1UL << 28) - 1, "out of bounds")]
    [InlineData((int)StringEncoding.Utf8, 0UL, 1UL << 28, "too long")]
    [InlineData((int)StringEncoding.Utf8, 0UL, 0xffffffffUL, "too long")]
    [InlineData((int)StringEncoding.Utf16, 0UL, (1UL << 27) - 1, "out of bounds")]
    [InlineData((int)StringEncoding.Utf16, 0UL, 1UL << 27, "too long")]
    [InlineData((int)StringEncoding.Utf16, 0UL, 0x80000001UL, "too long")]
    [InlineData((int)StringEncoding.Utf16, 1UL, 0UL, "unaligned pointer")]
    [InlineData((int)StringEncoding.Latin1Utf16, 1UL, 0UL, "unaligned pointer")]
    [InlineData((int)StringEncoding.Latin1Utf16, 3UL, 0x80000000UL, "unaligned pointer")]
    [InlineData((int)StringEncoding.Latin1Utf16, 0UL, 0x80008001UL, "out of bounds")]
    [InlineData((int)StringEncoding.Latin1Utf16, 0UL, 0x10001UL, "out of bounds")]
    [InlineData((int)StringEncoding.Latin1Utf16, 0UL, 0xffffffffUL, "too long")]
    public void Bad_pointers_and_lengths_trap(int encoding, ulong ptr, ulong length, string text)
    {
        LiftLowerContext cx = new ToyGuest((StringEncoding)encoding).Context();
        TrapException trap = Assert.Throws<TrapException>(() => Abi.LoadStringFromRange(cx, ptr, length));
        Assert.Contains(text, trap.WasmText, StringComparison.Ordinal);
        Assert.Equal(TrapKind.InvalidComponentValue, trap.Kind);
    }

    [Theory]
    [InlineData(ulong.MaxValue, 1UL, "out of bounds")]
    [InlineData(0UL, ulong.MaxValue, "too long")]
    [InlineData(0UL, 1UL << 63, "too long")]
    public void Bad_pointers_of_64_bits_trap(ulong ptr, ulong length, string text)
    {
        LiftLowerContext cx = new ToyGuest(StringEncoding.Utf8, is64: true).Context();
        Assert.Contains(text, Assert.Throws<TrapException>(() => Abi.LoadStringFromRange(cx, ptr, length)).WasmText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_before_the_end_is_inside()
    {
        LiftLowerContext cx = new ToyGuest().Context();
        Assert.Equal("\0", Abi.LoadStringFromRange(cx, 0xffff, 1).AsString());
        Assert.Equal("", Abi.LoadStringFromRange(cx, 0x10000, 0).AsString());
    }

    [Fact]
    public void A_moving_allocator_may_lose_what_it_should_keep()
    {
        // A guest that scribbles over its own string harms itself alone.
        var guest = new ToyGuest(StringEncoding.Latin1Utf16) { Allocator = (old, _, _, _) => old == 0 ? 64UL : 4096UL };
        (ulong begin, ulong units) = Abi.StoreStringIntoRange(guest.Context(), "é€", SourceEncoding.Utf8);
        Assert.Equal((4096UL, 2 | Tag), (begin, units));
        Assert.Equal([0, 0, 0xac, 0x20], guest.Bytes(begin, 4));
    }

    private static void AssertTraps(string message, StringEncoding encoding, byte[] bytes, ulong length)
    {
        var guest = new ToyGuest(encoding);
        guest.Memory.Write(1024, bytes);
        TrapException trap = Assert.Throws<TrapException>(() => Abi.LoadStringFromRange(guest.Context(), 1024, length));
        Assert.Equal(message, trap.WasmText);
    }

    private static byte[] Hex(string bytes) => Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));
}
