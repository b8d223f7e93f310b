namespace Caisson.Runtime;

/// <summary>Fixed limits of the runtime; those that an embedder sets stand in <see cref="EngineOptions"/>.</summary>
internal static class RuntimeLimits
{
    /// <summary>
    /// Address space reserved for one memory at the most, in bytes. A 64-bit memory without a maximum could ask for more than a
    /// process has: 47 bits on x64 and arm64.
    /// </summary>
    public const ulong MemoryReservation = 1UL << 36;

    /// <summary>
    /// Up to where 32-bit memories grow, in bytes. One that starts with more stays as it is. So code may count on it that what is added to an
    /// address inside a memory, if it isn't too much, doesn't wrap.
    /// </summary>
    public const ulong MemoryGrowth = (1UL << 32) - (64 << 10);

    /// <summary>Stack left to the host below the guest's limit, in bytes: for host functions, and for throwing the trap itself.</summary>
    public const int StackReserve = 192 * 1024;

    /// <summary>Up to this size, in bytes, copying a whole memory back is faster than asking the system which pages were written.</summary>
    public const ulong CopiedImageBytes = 128 << 10;

    /// <summary>A large page of the system, in bytes. A memory that grows by less at once gets small pages.</summary>
    public const ulong LargePageBytes = 2 << 20;

    /// <summary>From so many pages on, mapping what the active segments of a module fill is faster than copying them.</summary>
    public const ulong MappedPages = 4;

    /// <summary>Memories that have less in all, in bytes, are no business of the collector.</summary>
    public const long UnpressedBytes = 64 << 20;

    /// <summary>Ranges of written pages that the system is asked for at a time.</summary>
    public const int DirtyRanges = 256;

    /// <summary>With more ranges of written pages than this, the pages between them aren't dropped one by one.</summary>
    public const int SettledRanges = 64;
}
