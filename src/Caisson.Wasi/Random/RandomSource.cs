using System.Security.Cryptography;
using Caisson.Wasi.Interop;

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
            FillSecure(destination);
            return;
        }
        lock (_turn) repeatable.NextBytes(destination);
    }

    /// <summary>From the kernel where that can be asked: .NET asks a library that takes longer to load than most programs to start.</summary>
    private static void FillSecure(Span<byte> destination)
    {
        while (Libc.IsSupported && !destination.IsEmpty && Libc.GetRandom(destination) is var count and > 0) destination = destination[(int)count..];
        if (!destination.IsEmpty) RandomNumberGenerator.Fill(destination);
    }
}
