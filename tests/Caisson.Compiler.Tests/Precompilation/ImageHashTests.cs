using Caisson.Compiler.Precompilation;

namespace Caisson.Compiler.Tests.Precompilation;

/// <summary>The checksum of images is the same whichever way it is calculated.</summary>
public sealed class ImageHashTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65_537)]
    public void Both_ways_lead_to_one_checksum(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        Assert.Equal(ImageHash.Fast(bytes), ImageHash.Of(bytes));
        bytes.AsSpan().Fill(0xFF);
        Assert.Equal(ImageHash.Fast(bytes), ImageHash.Of(bytes));
    }
}
