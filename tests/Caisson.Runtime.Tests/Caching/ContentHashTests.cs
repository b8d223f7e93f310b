namespace Caisson.Runtime.Tests.Caching;

/// <summary>The checksum of images and entries.</summary>
public sealed class ContentHashTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(200)]
    public void Every_byte_counts(int length)
    {
        var bytes = new byte[length];
        HashSet<Hash128> seen = [ContentHash.Of(bytes), ContentHash.Of(new byte[length + 1])];
        for (int i = 0; i < length; i++)
        {
            bytes[i] ^= 0x80;
            seen.Add(ContentHash.Of(bytes));
            bytes[i] ^= 0x80;
        }
        Assert.Equal(length + 2, seen.Count);
    }

    [Fact]
    public void Pieces_are_as_good_as_the_whole()
    {
        byte[] bytes = [.. Enumerable.Range(0, 1001).Select(i => (byte)(i * 7))];
        var hash = new ContentHash(bytes.Length);
        hash.Add(bytes.AsSpan(0, 64));
        hash.Add(bytes.AsSpan(64, 320));
        hash.Add(bytes.AsSpan(384));
        Assert.Equal(ContentHash.Of(bytes), hash.Value);
    }
}
