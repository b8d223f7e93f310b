using Caisson.Cli.Options;
using Caisson.Runtime;

namespace Caisson.Cli.Running;

/// <summary>What <c>caisson run</c> was asked to do, checked.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">What follows it on the command line.</param>
internal sealed record RunSettings(string File, string[] Arguments)
{
    /// <summary>All that 32-bit addresses reach.</summary>
    public const long DefaultMaxMemory = 1L << 32;

    /// <summary>Beyond this a program is more likely to recurse without end.</summary>
    public const int MostMaxStack = 1 << 30;

    /// <summary>As in <see cref="Wasi.WasiOptions.MaxThreads"/>.</summary>
    public static readonly int DefaultMaxThreads = new Wasi.WasiOptions().MaxThreads;

    /// <summary>Folders of the host that the guest may use.</summary>
    public IReadOnlyList<DirectoryGrant> Directories { get; init; } = [];

    /// <summary>The guest's environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The export to call instead of running the program.</summary>
    public string? Invoke { get; init; }

    /// <summary>Largest size of a memory, in bytes.</summary>
    public long MaxMemory { get; init; } = DefaultMaxMemory;

    /// <summary>Stack of the guest, in bytes.</summary>
    public int MaxStack { get; init; } = EngineOptions.Default.MaxStackBytes;

    /// <summary>Threads of the guest beside its first.</summary>
    public int MaxThreads { get; init; } = DefaultMaxThreads;

    /// <summary>How long the guest may run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How much the guest may do, in units of about one instruction.</summary>
    public long? Fuel { get; init; }

    /// <summary>How accesses outside a memory are found.</summary>
    public MemoryChecks MemoryChecks { get; init; }

    /// <summary>Import modules whose functions do nothing.</summary>
    public IReadOnlyCollection<string> Stubs { get; init; } = [];

    /// <summary>No warnings.</summary>
    public bool Quiet { get; init; }

    /// <summary>Print how long each step took.</summary>
    public bool Verbose { get; init; }
}
