using System.Net;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Tests.Sockets;

public sealed class NetworkAccessTests
{
    private static readonly IPEndPoint Public = new(IPAddress.Parse("93.184.216.34"), 443), Inside = new(IPAddress.Loopback, 443);

    [Fact]
    public void NothingIsGrantedByDefault()
    {
        NetworkAccess access = new([]);
        Assert.False(access.IsGranted);
        Assert.False(access.AllowsName("example.com"));
        Assert.False(access.AllowsPeer(Public));
        Assert.False(access.AllowsLocal(new IPEndPoint(IPAddress.Loopback, 0)));
    }

    [Fact]
    public void ANameOpensWhatItResolvesToAtItsPorts()
    {
        NetworkAccess access = new([NetworkRule.Parse("example.com:443")]);
        Assert.False(access.AllowsPeer(Public));
        access.Remember("example.com", [Public.Address]);
        Assert.True(access.AllowsPeer(Public));
        Assert.False(access.AllowsPeer(new IPEndPoint(Public.Address, 80)));
        Assert.False(access.AllowsLocal(Public));
    }

    [Fact]
    public void ANameThatIsPointedInsideOpensNothing()
    {
        NetworkAccess access = new([NetworkRule.Parse("rebound.example:443")]);
        access.Remember("rebound.example", [Inside.Address, IPAddress.Parse("169.254.169.254")]);
        Assert.False(access.AllowsPeer(Inside));
        Assert.False(access.AllowsPeer("rebound.example", Inside));
        Assert.True(access.AllowsPeer("rebound.example", Public));
    }

    [Fact]
    public void ANameThatIsPointedInsideOpensWhatIsGrantedAnyway()
    {
        NetworkAccess access = new([NetworkRule.Parse("rebound.example:443"), NetworkRule.Parse("127.0.0.1:443")]);
        Assert.True(access.AllowsPeer("rebound.example", Inside));
        Assert.False(access.AllowsPeer("rebound.example", new IPEndPoint(IPAddress.Loopback, 80)));
    }

    [Fact]
    public void OnlyAddressesCanBeBoundTo()
    {
        NetworkAccess access = new([NetworkRule.Parse("*"), NetworkRule.Parse("127.0.0.1:8000-8100")]);
        Assert.True(access.AllowsLocal(new IPEndPoint(IPAddress.Loopback, 8080)));
        Assert.True(access.AllowsLocal(new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.False(access.AllowsLocal(new IPEndPoint(IPAddress.Loopback, 80)));
        Assert.False(access.AllowsLocal(new IPEndPoint(IPAddress.Any, 8080)));
    }

    [Theory]
    [InlineData("127.0.0.1", nameof(NetworkError.None))]
    [InlineData("[::1]", nameof(NetworkError.None))]
    [InlineData("a b", nameof(NetworkError.InvalidArgument))]
    [InlineData("", nameof(NetworkError.InvalidArgument))]
    [InlineData("a..b", nameof(NetworkError.InvalidArgument))]
    [InlineData("denied.example", nameof(NetworkError.AccessDenied))]
    [InlineData("1", nameof(NetworkError.AccessDenied))]
    public async Task NamesAreCheckedBeforeTheyAreLookedUp(string name, string expected)
    {
        var lookup = new NameLookup(new NetworkAccess([NetworkRule.Parse("localhost")]));
        (NetworkError error, IPAddress[] addresses) = await lookup.ResolveAsync(name, CancellationToken.None);
        Assert.Equal(expected, error.ToString());
        Assert.Equal(expected == nameof(NetworkError.None) ? 1 : 0, addresses.Length);
    }

    [Fact]
    public async Task AGrantedNameIsResolved()
    {
        var lookup = new NameLookup(new NetworkAccess([NetworkRule.Parse("localhost")]));
        (NetworkError error, IPAddress[] addresses) = await lookup.ResolveAsync("localhost.", CancellationToken.None);
        Assert.Equal(NetworkError.None, error);
        Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(address)));
    }
}
