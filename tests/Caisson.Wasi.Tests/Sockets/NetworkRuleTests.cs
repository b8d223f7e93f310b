using System.Net;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Tests.Sockets;

public sealed class NetworkRuleTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("Example.com:443", "example.com:443")]
    [InlineData("*.example.com:1-1024", "*.example.com:1-1024")]
    [InlineData("*", "*")]
    [InlineData("*:80", "*:80")]
    [InlineData("localhost:8080", "localhost:8080")]
    [InlineData("127.0.0.1:*", "127.0.0.1/32")]
    [InlineData("10.0.0.0/8:53", "10.0.0.0/8:53")]
    [InlineData("::1", "[::1/128]")]
    [InlineData("[::1]:80", "[::1/128]:80")]
    [InlineData("[fd00::/8]:80", "[fd00::/8]:80")]
    [InlineData("fd00::/8", "[fd00::/8]")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3/32")]
    public void IsReadAndWritten(string text, string expected)
    {
        var rule = NetworkRule.Parse(text);
        Assert.Equal(expected, rule.ToString());
        Assert.Equal(rule, NetworkRule.Parse(rule.ToString()));
    }

    [Theory]
    [InlineData("", "names no host")]
    [InlineData(":80", "names no host")]
    [InlineData("example.com:0", "'0' is neither a port nor a range")]
    [InlineData("example.com:65536", "neither a port")]
    [InlineData("example.com:9-8", "neither a port")]
    [InlineData("example.com:1-2-3", "neither a port")]
    [InlineData("exa mple.com", "neither an address")]
    [InlineData("http://example.com", "neither a port")]
    [InlineData("-a.com", "neither an address")]
    [InlineData("a..b", "neither an address")]
    [InlineData("10.0.0.0/33", "neither an address")]
    [InlineData("a.*.com", "neither an address")]
    public void SaysWhatIsWrong(string text, string problem)
    {
        Assert.False(NetworkRule.TryParse(text, out _));
        Assert.Contains(problem, Assert.Throws<FormatException>(() => NetworkRule.Parse(text)).Message);
    }

    [Theory]
    [InlineData("example.com", "EXAMPLE.com", true)]
    [InlineData("example.com", "www.example.com", false)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "evilexample.com", false)]
    [InlineData("*", "anything", true)]
    [InlineData("10.0.0.0/8", "example.com", false)]
    public void MatchesNames(string rule, string name, bool expected) => Assert.Equal(expected, NetworkRule.Parse(rule).MatchesName(name));

    [Theory]
    [InlineData("*", "93.184.216.34", true)]
    [InlineData("*", "127.0.0.1", false)]
    [InlineData("*", "169.254.169.254", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("127.0.0.0/8", "127.9.9.9", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("0.0.0.0/0", "127.0.0.1", true)]
    [InlineData("[::/0]", "::1", true)]
    [InlineData("[::/0]", "127.0.0.1", false)]
    [InlineData("example.com", "93.184.216.34", false)]
    public void MatchesAddresses(string rule, string address, bool expected) =>
        Assert.Equal(expected, NetworkRule.Parse(rule).MatchesAddress(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:808:808::", true)]
    public void KnowsThePublicNetwork(string address, bool expected) => Assert.Equal(expected, IPAddress.Parse(address).IsPublic());
}
