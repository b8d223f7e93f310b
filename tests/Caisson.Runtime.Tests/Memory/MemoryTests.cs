using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests;

public sealed class MemoryTests
{
    private const int Page = 65536;

    private static Memory Create(ulong min, ulong? max = null) => new(new MemType(new(min, max)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(Page - 8, 8)]
    [InlineData(Page - 1, 1)]
    [InlineData(Page, 0)]
    [InlineData(0, Page)]
    [InlineData(0, 0)]
    public void The_host_reaches_every_byte(long address, int length)
    {
        Memory memory = Create(1);
        byte[] written = [.. Enumerable.Range(1, length).Select(i => (byte)i)], read = new byte[length];
        memory.Write(address, written);
        memory.Read(address, read);
        Assert.Equal(written, read);
        Assert.Equal(length, memory.Span(address, length).Length);
        Assert.True(memory.Span(address, length).SequenceEqual(written));
        GC.KeepAlive(memory);
    }

    [Theory]
    [InlineData(Page, 1)]
    [InlineData(Page - 1, 2)]
    [InlineData(Page + 1, 0)]
    [InlineData(-1, 1)]
    [InlineData(-1, 0)]
    [InlineData(-8, 16)]
    [InlineData(0, Page + 1)]
    [InlineData(1L << 32, 1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, 1)]
    public void The_host_reaches_nothing_else(long address, int length)
    {
        Memory memory = Create(1);
        byte[] bytes = new byte[length];
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Read(address, bytes));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Write(address, bytes));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Span(address, length));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.ReadString(address, length));
        if (length != 1) return;
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Read<byte>(address));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Write<byte>(address, 1));
    }

    [Fact]
    public void Negative_lengths_and_values_across_the_end_trap()
    {
        Memory memory = Create(1);
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Span(0, -1));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.ReadString(0, int.MinValue));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Read<long>(Page - 7));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => memory.Write(Page - 3, 1));
        memory.Write(Page - 4, 0x01020304);
        Assert.Equal(4, memory.Read<byte>(Page - 4));
        Assert.Equal(1, memory.Read<byte>(Page - 1));
    }

    [Fact]
    public void Text_is_utf8_and_malformed_bytes_are_replaced()
    {
        Memory memory = Create(1);
        memory.Write(Page - 5, "grün"u8);
        Assert.Equal("grün", memory.ReadString(Page - 5, 5));
        memory.Write<byte>(0, 0xFF);
        Assert.Equal("\uFFFD", memory.ReadString(0, 1));
        Assert.Equal("", memory.ReadString(Page, 0));
    }

    [Fact]
    public void It_grows_to_its_maximum_and_no_further()
    {
        Memory memory = Create(1, 3);
        memory.Span(0, Page).Fill(0xAA);
        Assert.Equal(1, memory.Grow(0));
        Assert.Equal(1, memory.Grow(1));
        Assert.Equal(-1, memory.Grow(2));
        Assert.Equal(-1, memory.Grow(-1));
        Assert.Equal(-1, memory.Grow(long.MaxValue));
        Assert.Equal(-1, memory.Grow(long.MinValue));
        Assert.Equal(2, memory.Grow(1));
        Assert.Equal(-1, memory.Grow(1));
        Assert.Equal(3, memory.PageCount);
        Assert.Equal(3 * Page, memory.ByteLength);
        Assert.Equal(new Limits(3, 3), memory.Type.Limits);
        Assert.Equal(-1, memory.Span(Page, 2 * Page).IndexOfAnyExcept((byte)0));
        Assert.Equal(-1, memory.Span(0, Page).IndexOfAnyExcept((byte)0xAA));
        GC.KeepAlive(memory);
    }

    [Fact]
    public void The_limit_of_the_engine_holds()
    {
        Engine engine = new(new EngineOptions { MaxMemoryBytes = 3 * Page });
        Instance guest = Guest.Instantiate("(memory (export \"memory\") 1) (memory (export \"two\") 2) (func (export \"grow\") (param i32) (result i32) (memory.grow (local.get 0)))", engine: engine);
        Func<int, int> grow = guest.GetFunction<Func<int, int>>("grow");
        Assert.Equal(-1, grow(3));
        Assert.Equal(1, grow(2));
        Assert.Equal(-1, grow(1));
        Assert.Equal(-1, grow(-1));
        Assert.Equal(2, guest.GetMemory("two").Grow(1));
        Assert.Equal(-1, guest.GetMemory("two").Grow(1));
        Assert.Contains("196608 bytes", Assert.Throws<ResourceException>(() => Guest.Instantiate("(memory 4)", engine: engine)).Message, StringComparison.Ordinal);
        Assert.Throws<ResourceException>(() => Guest.Instantiate("(memory 1) (memory 4)", engine: engine));
        Assert.Throws<ResourceException>(() => new Memory(new MemType(new(2, null)), maxBytes: Page));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 65536)]
    public void It_grows_to_one_page_less_than_four_gigabytes(int min, int? max)
    {
        Memory memory = Create((ulong)min, (ulong?)max);
        Assert.Equal(-1, memory.Grow(65536 - min));
        Assert.Equal(min, memory.Grow(65535 - min));
        Assert.Equal(-1, memory.Grow(1));
        Assert.Equal(65535, memory.PageCount);
    }

    [Fact]
    public void Four_gigabytes_may_exist_without_being_used()
    {
        Instance guest = Guest.Instantiate("""
            (memory (export "memory") 65536)
            (func (export "store") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
            (func (export "load") (param i32) (result i64) (i64.load (local.get 0)))
            (func (export "far") (param i32) (result i32) (i32.load8_u offset=4294967295 (local.get 0)))
            (func (export "size") (result i32) (memory.size))
            """);
        Memory memory = guest.GetMemory();
        Assert.Equal(1L << 32, memory.ByteLength);
        Assert.Equal(-1, memory.Grow(1));
        guest.GetFunction<Action<int, int>>("store")(-1, 0x80);
        Assert.Equal(0x80, memory.Read<byte>((1L << 32) - 1));
        Assert.Equal(long.MinValue, guest.GetFunction<Func<int, long>>("load")(-8));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Func<int, long>>("load")(-7));
        Assert.Equal(0x80, guest.GetFunction<Func<int, int>>("far")(0));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Func<int, int>>("far")(1));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Func<int, int>>("far")(-1));
        Assert.Equal(65536, guest.GetFunction<Func<int>>("size")());
    }

    [Theory]
    [InlineData("i32.load8_u", 1)]
    [InlineData("i32.load16_s", 2)]
    [InlineData("i32.load", 4)]
    [InlineData("i64.load", 8)]
    [InlineData("f64.load", 8)]
    [InlineData("v128.load", 16)]
    public void A_guest_reaches_its_bytes_only(string load, int width)
    {
        Instance guest = Guest.Instantiate($"""
            (memory 1)
            (func (export "at") (param i32) (drop ({load} (local.get 0))))
            (func (export "next") (param i32) (drop ({load} offset=1 (local.get 0))))
            (func (export "fill") (param i32 i32) (memory.fill (local.get 0) (i32.const 0) (local.get 1)))
            (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
            """);
        Action<int> at = guest.GetFunction<Action<int>>("at"), next = guest.GetFunction<Action<int>>("next");
        at(0);
        at(Page - width);
        next(Page - width - 1);
        foreach (int address in new[] { Page - width + 1, Page, -1, -width, int.MinValue, int.MaxValue })
        {
            Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => at(address));
            Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => next(address - 1));
        }

        guest.GetFunction<Action<int, int>>("fill")(Page, 0);
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Action<int, int>>("fill")(Page + 1, 0));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Action<int, int>>("fill")(1, -1));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Action<int, int, int>>("copy")(0, 1, Page));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Action<int, int, int>>("copy")(1, 0, Page));
    }

    [Fact]
    public void Sixty_four_bit_addresses_are_checked_in_full()
    {
        Instance guest = Guest.Instantiate("""
            (memory (export "memory") i64 1 2)
            (func (export "load") (param i64) (result i32) (i32.load (local.get 0)))
            (func (export "far") (param i64) (result i32) (i32.load offset=0xFFFFFFFFFFFFFFFF (local.get 0)))
            (func (export "grow") (param i64) (result i64) (memory.grow (local.get 0)))
            (func (export "size") (result i64) (memory.size))
            """);
        var load = guest.GetFunction<Func<long, int>>("load");
        guest.GetMemory().Write(Page - 4, 7);
        Assert.Equal(7, load(Page - 4));
        foreach (long address in new[] { Page - 3, 1L << 32, -1, -4, long.MinValue, long.MaxValue })
            Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => load(address));
        foreach (long address in new[] { 0L, 1, 2, -1, long.MinValue })
            Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Func<long, int>>("far")(address));
        Assert.Equal(-1, guest.GetFunction<Func<long, long>>("grow")(1L << 32));
        Assert.Equal(-1, guest.GetFunction<Func<long, long>>("grow")(-1));
        Assert.Equal(1, guest.GetFunction<Func<long, long>>("grow")(1));
        Assert.Equal(2, guest.GetFunction<Func<long>>("size")());
        Assert.Equal(0, load(2 * Page - 4));
    }

    [Fact]
    public void Several_memories_are_apart()
    {
        Instance guest = Guest.Instantiate("""
            (memory $a (export "a") 1) (memory $b (export "b") 2) (memory $c (export "c") 0)
            (func (export "store") (i32.store $a (i32.const 0) (i32.const 1)) (i32.store $b (i32.const 0) (i32.const 2)))
            (func (export "copy") (memory.copy $b $a (i32.const 65536) (i32.const 0) (i32.const 4)))
            (func (export "grow") (result i32) (drop (memory.grow $c (i32.const 5))) (memory.size $c))
            (func (export "load") (param i32) (result i32) (i32.load $c (local.get 0)))
            """);
        guest.GetFunction<Action>("store")();
        guest.GetFunction<Action>("copy")();
        Assert.Equal((1, 2, 1), (guest.GetMemory("a").Read<int>(0), guest.GetMemory("b").Read<int>(0), guest.GetMemory("b").Read<int>(Page)));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Func<int, int>>("load")(0));
        Assert.Equal(5, guest.GetFunction<Func<int>>("grow")());
        Assert.Equal(0, guest.GetFunction<Func<int, int>>("load")(5 * Page - 4));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Func<int, int>>("load")(5 * Page - 3));
    }

    [Fact]
    public void Types_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Create(2, 1));
        Assert.Throws<ArgumentException>(() => Create(65537));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Memory(new MemType(new(1, null)), maxBytes: -1));
    }

    [Fact]
    public void Growing_from_several_threads_adds_up()
    {
        Memory memory = Create(0, 1000);
        Parallel.For(0, 1000, _ => Assert.NotEqual(-1, memory.Grow(1)));
        Assert.Equal(1000, memory.PageCount);
        Assert.Equal(-1, memory.Grow(1));
    }
}
