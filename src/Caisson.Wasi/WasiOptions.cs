using System.Collections.ObjectModel;
using System.Net.Sockets;

namespace Caisson.Wasi;

/// <summary>
/// What a guest is granted. Everything that isn't named here is denied: by default no arguments, no environment, no directories, no
/// network and empty streams; only clocks and random numbers. Immutable; change it by <c>with</c>.
/// </summary>
public sealed record WasiOptions
{
    private readonly IReadOnlyList<Socket>? _listeners;

    /// <summary>The arguments; by convention the first is the program's name. Default: none.</summary>
    public IReadOnlyList<string> Args { get => field ?? []; init; }

    /// <summary>The environment variables, in this order. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get => field ?? []; init; }

    /// <summary>The directories, which become descriptors 3 and up in this order. Default: none. Linux on x64 and arm64 only.</summary>
    public IReadOnlyList<WasiPreopen> Preopens { get => field ?? []; init; }

    /// <summary>
    /// Listening stream sockets, which become the descriptors after the directories; they are closed when the guest closes them or
    /// with the guest's <see cref="WasiPreview1"/>. Default: none.
    /// </summary>
    public IReadOnlyList<Socket> Listeners { get => _listeners ?? []; init => _listeners = value; }

    /// <summary>
    /// What of the network the guest may reach, by sockets and by HTTP; preview 1 has neither. Default: nothing.
    /// </summary>
    public IReadOnlyList<NetworkRule> AllowedNetwork { get => field ?? []; init; }

    /// <summary>What components read by <c>wasi:config</c>: values by their keys; of two with the same key the last one. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Config { get => field ?? []; init; }

    /// <summary>
    /// What components reach by <c>wasi:keyvalue</c>: stores by the identifiers under which they are opened. They stay the caller's, and whoever is given the same one shares it.
    /// Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, IKeyValueStore> KeyValue { get => field ?? ReadOnlyDictionary<string, IKeyValueStore>.Empty; init; }

    /// <summary>Where the guest reads standard input. Default: empty. The stream stays the caller's.</summary>
    public Stream Stdin { get => field ?? Stream.Null; init; }

    /// <summary>Where standard output goes, flushed at each write. Default: nowhere. The stream stays the caller's.</summary>
    public Stream Stdout { get => field ?? Stream.Null; init; }

    /// <summary>Where standard error goes, flushed at each write. Default: nowhere. The stream stays the caller's.</summary>
    public Stream Stderr { get => field ?? Stream.Null; init; }

    /// <summary>Where the guest's clocks get their time; waits take real time. Default: the system's.</summary>
    public TimeProvider Clock { get => field ?? TimeProvider.System; init; }

    /// <summary>A generator for repeatable runs. Default: null, which means the system's cryptographic one.</summary>
    public System.Random? Random { get; init; }

    /// <summary>How many descriptors the guest may have open, those it starts with included. Default: 16384.</summary>
    public int MaxDescriptors { get; init; } = Limits.Descriptors;

    /// <summary>
    /// How many threads a guest that runs by <see cref="WasiThreads"/> may have beside its first. Beyond it <c>thread-spawn</c> fails.
    /// Default: 256. Each has a stack of its own, of <see cref="Runtime.EngineOptions.MaxStackBytes"/>.
    /// </summary>
    public int MaxThreads { get; init; } = Limits.Threads;

    /// <summary>Ends the guest's waits, when cancelled, with <see cref="OperationCanceledException"/>. Default: none.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>How many there are of <see cref="Listeners"/>; asks for nothing of sockets where there are none.</summary>
    internal int ListenerCount => _listeners?.Count ?? 0;
}
