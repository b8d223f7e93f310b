using Caisson.Runtime;
using Caisson.Wasi.Random;

namespace Caisson.Wasi.Preview1;

/// <summary>Random numbers. witx: random_get</summary>
/// <param name="source">Where they come from.</param>
internal sealed class RandomFunctions(RandomSource source)
{
    /// <summary>witx: random_get</summary>
    public Errno Get(Memory memory, uint buffer, uint length)
    {
        GuestBuffers.RequireRange(memory, buffer, length);
        for (long done = 0; done < length;)
        {
            int size = (int)Math.Min(length - done, Limits.TransferBytes);
            source.Fill(memory.Span(buffer + done, size));
            done += size;
        }
        return Errno.Success;
    }
}
