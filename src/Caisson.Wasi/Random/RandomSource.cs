using System.Security.Cryptography;

namespace Caisson.Wasi.Random;

/// <summary>Random bytes: from the system's cryptographic generator, or repeatable ones that the host supplies. Safe from any thread.</summary>
/// <param name="repeatable">The host's generator, or null for the system's.</param>
internal sealed class RandomSource(System.Random? repeatable)
{
    private readonly Lock _turn = new();

    /// <summary>Fills a buffer.</summary>
    public void Fill(Span<byte> destination)
    {
        if (repeatable is null)
        {
            RandomNumberGenerator.Fill(destination);
            return;
        }
        lock (_turn) repeatable.NextBytes(destination);
    }
}
