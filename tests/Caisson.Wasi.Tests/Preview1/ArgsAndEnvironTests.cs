using Caisson.Runtime;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class ArgsAndEnvironTests
{
    [Fact]
    public void Nothing_is_given_by_default()
    {
        using var guest = new Guest();
        Assert.Equal(Errno.Success, guest.Functions.Args.SizesGet(guest.Memory, 0, 4));
        Assert.Equal(0UL, guest.Memory.Read<ulong>(0));
        Assert.Equal(Errno.Success, guest.Functions.Environ.SizesGet(guest.Memory, 0, 4));
        Assert.Equal(0UL, guest.Memory.Read<ulong>(0));
    }

    [Fact]
    public void Strings_are_laid_out_one_behind_the_other()
    {
        using var guest = new Guest(new WasiOptions { Args = ["tool", "", "größe"], Environment = [new("A", "1"), new("B", "x=y")] });
        Assert.Equal(Errno.Success, guest.Functions.Args.SizesGet(guest.Memory, 0, 4));
        Assert.Equal((3u, 14u), (guest.Memory.Read<uint>(0), guest.Memory.Read<uint>(4)));
        Assert.Equal(Errno.Success, guest.Functions.Args.Get(guest.Memory, 100, 200));
        Assert.Equal((200u, 205u, 206u), (guest.Memory.Read<uint>(100), guest.Memory.Read<uint>(104), guest.Memory.Read<uint>(108)));
        Assert.Equal("tool\0\0größe\0", guest.Memory.ReadString(200, 14));
        Assert.Equal(Errno.Success, guest.Functions.Environ.Get(guest.Memory, 100, 200));
        Assert.Equal("A=1\0B=x=y\0", guest.Memory.ReadString(200, 10));
    }

    [Fact]
    public void Addresses_outside_of_memory_trap()
    {
        using var guest = new Guest(new WasiOptions { Args = ["tool"] });
        Assert.Throws<TrapException>(() => guest.Functions.Args.Get(guest.Memory, 0, uint.MaxValue));
        Assert.Throws<TrapException>(() => guest.Functions.Args.Get(guest.Memory, 2 * 65536 - 2, 0));
        Assert.Throws<TrapException>(() => guest.Functions.Args.SizesGet(guest.Memory, 2 * 65536, 0));
    }
}
