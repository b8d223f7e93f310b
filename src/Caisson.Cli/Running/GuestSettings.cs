using Caisson.Runtime;
using Caisson.Wasi;

namespace Caisson.Cli.Running;

/// <summary>What a guest may use: its grants and its limits, checked.</summary>
internal sealed record GuestSettings
{
    /// <summary>All that 32-bit addresses reach.</summary>
    public const long DefaultMaxMemory = 1L << 32;

    /// <summary>Beyond this a program is more likely to recurse without end.</summary>
    public const int MostMaxStack = 1 << 30;

    /// <summary>As in <see cref="WasiOptions.MaxThreads"/>.</summary>
    public static int DefaultMaxThreads => new WasiOptions().MaxThreads;

    /// <summary>What it may use of the host beside standard streams; null for nothing.</summary>
    public GuestGrants? Grants { get; init; }

    /// <summary>Largest size of a memory, in bytes.</summary>
    public long MaxMemory { get; init; } = DefaultMaxMemory;

    /// <summary>Stack of the guest, in bytes.</summary>
    public int MaxStack { get; init; } = EngineOptions.Default.MaxStackBytes;

    /// <summary>Threads of the guest beside its first.</summary>
    public int MaxThreads { get; init; } = DefaultMaxThreads;

    /// <summary>How much the guest may do, in units of about one instruction.</summary>
    public long? Fuel { get; init; }

    /// <summary>How accesses outside a memory are found.</summary>
    public MemoryChecks MemoryChecks { get; init; }

    /// <summary>Where compiled code is kept.</summary>
    public CacheSettings Cache { get; init; } = CacheSettings.Off;
}
