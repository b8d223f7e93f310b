using Caisson.Wasi.Tests.Components;

namespace Caisson.Wasi.Tests.Config;

public sealed class ConfigTests
{
    [Fact]
    public void What_was_granted_is_read()
    {
        using var guest = new PassingGuest(new WasiOptions { Config = [new("mode", "slow"), new("", "no name"), new("mode", "fast")] }, Interfaces.Config);
        Assert.Equal("fast", guest.Succeed("get", "mode").Payload!.Value.AsString());
        Assert.Equal("no name", guest.Succeed("get", "").Payload!.Value.AsString());
        Assert.True(guest.Succeed("get", "MODE").IsNone);
        Assert.Equal([("", "no name"), ("mode", "fast")], guest.Succeed("get-all").AsElements().Select(pair => (pair[0].AsString(), pair[1].AsString())).Order());
    }

    [Fact]
    public void Without_a_grant_there_is_nothing()
    {
        using var guest = new PassingGuest(new WasiOptions(), Interfaces.Config);
        Assert.True(guest.Succeed("get", "PATH").IsNone);
        Assert.Empty(guest.Succeed("get-all").AsElements());
    }
}
