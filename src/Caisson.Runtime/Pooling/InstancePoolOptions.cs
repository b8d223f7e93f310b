namespace Caisson.Runtime;

/// <summary>Settings of an <see cref="InstancePool"/>. Immutable.</summary>
public sealed record InstancePoolOptions
{
    /// <summary>What applies where nothing else is said.</summary>
    public static InstancePoolOptions Default { get; } = new();

    /// <summary>Most instances that exist at a time; at least 1. Each takes 8 GiB of address space where there are guard pages, of which a process has about 128 TiB. 1,000 by default.</summary>
    public int MaxSize { get; init; } = 1000;

    /// <summary>How many instances are made before the pool is used; the others are made when they are needed. None by default.</summary>
    public int Prewarm { get; init; }

    /// <summary>
    /// What the pool's owner does with an instance before others get it: state that this leaves behind is what each of them begins with. Runs once, for the
    /// first instance, unless the module keeps structures, arrays or exceptions in globals, tables or segments: then for each one. Nothing by default.
    /// </summary>
    public Action<Instance>? Initialize { get; init; }

    /// <summary>
    /// How much memory that it has written to an instance keeps while it waits for its next use, in bytes: that use needn't ask the system for it. The system takes back what
    /// is beyond. Not with <see cref="MemoryReset.Copy"/>, which keeps all. 4 MiB by default.
    /// </summary>
    public long KeptBytes { get; init; } = 4 << 20;

    /// <summary>How memory gets back to what it was. What is fastest, by default.</summary>
    public MemoryReset Reset { get; init; } = MemoryReset.Automatic;
}
