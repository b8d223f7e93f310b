using System.Security.Cryptography;
using Caisson.Compiler.Precompilation;

namespace Caisson.Compiler.Tests.Precompilation;

public sealed class Sha256Tests
{
    [Fact]
    public void Hash_is_that_of_the_library_at_every_length()
    {
        byte[] bytes = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 37))];
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(SHA256.HashData(bytes.AsSpan(0, length)), Sha256.Here(bytes.AsSpan(0, length)));
        }
        byte[] large = new byte[(3 << 20) + 1];
        Assert.Equal(SHA256.HashData(large), Sha256.Here(large));
        Assert.Equal(SHA256.HashData(large), Sha256.Of(large));
    }
}
