namespace Caisson.Components.Concurrency;

/// <summary>Settings of a <see cref="ComponentStore"/>. Immutable; change a copy with <c>with</c>.</summary>
public sealed record ComponentStoreOptions
{
    /// <summary>The defaults.</summary>
    public static readonly ComponentStoreOptions Default = new();

    /// <summary>
    /// How many calls may wait in the middle of core code at a time. Each takes a thread of the system, with the stack that
    /// <see cref="Runtime.EngineOptions.MaxStackBytes"/> grants. The next one traps with <see cref="Runtime.TrapKind.AllocationLimit"/>. Calls that wait
    /// between two activations, as functions with a callback do, take none. Default 64.
    /// </summary>
    public int MaxGuestThreads { get; init; } = 64;

    /// <summary>
    /// How long a call may go on after its token was cancelled. A task that is async-typed is asked to end; if it hasn't by then, or can't be asked, its
    /// instance is stopped for good. Default one second.
    /// </summary>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromSeconds(1);
}
