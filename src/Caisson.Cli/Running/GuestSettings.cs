using Caisson.Cli.Options;
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
    public static readonly int DefaultMaxThreads = new WasiOptions().MaxThreads;

    /// <summary>Folders of the host that the guest may use.</summary>
    public IReadOnlyList<DirectoryGrant> Directories { get; init; } = [];

    /// <summary>The guest's environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What of the network a component may reach.</summary>
    public IReadOnlyList<NetworkRule> Network { get; init; } = [];

    /// <summary>What a component reads as its configuration.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Config { get; init; } = [];

    /// <summary>Stores in memory that a component may open, by their names, with what they have in the beginning.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, string>>> Stores { get; init; } =
        new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>();

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
