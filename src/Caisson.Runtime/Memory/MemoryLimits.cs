namespace Caisson.Runtime;

/// <summary>
/// How many addresses of a memory are followed by so many of its bytes, for the numbers of bytes that most accesses need: an address below is
/// inside. So a check is a comparison, without an addition before. They stand one below the other in the context that owns the memory.
/// </summary>
internal static unsafe class MemoryLimits
{
    /// <summary>Those that code of C and Rust needs most come first: the instructions that reach them are shorter.</summary>
    private static ReadOnlySpan<byte> Ends => [4, 8, 1, 16, 20, 12, 2, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64];

    /// <summary>How many there are; 8 bytes each.</summary>
    public static int Count => Ends.Length;

    /// <summary>The place of a number of bytes among them; below zero when it has none.</summary>
    public static int IndexOf(ulong end) => end <= byte.MaxValue ? Ends.IndexOf((byte)end) : -1;

    /// <summary>Writes all of them.</summary>
    /// <param name="first">Where the first one stands.</param>
    /// <param name="length">Of the memory, in bytes.</param>
    public static void Set(ulong* first, ulong length)
    {
        foreach (byte end in Ends) Volatile.Write(ref *first--, length < end ? 0 : length - end + 1);
    }
}
