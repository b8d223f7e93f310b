using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// Which store the current thread of the system works for. While it does, all threads of the store count as one for the instances that they enter.
/// </summary>
internal readonly ref struct GuestEntryScope
{
    private readonly object? _outer;
    private readonly int _identity;

    private GuestEntryScope(HostThread thread, ComponentStore store)
    {
        (Thread, _outer, _identity) = (thread, thread.WorksFor, thread.Identity);
        (thread.WorksFor, thread.Identity) = (store, store.Identity);
    }

    /// <summary>The thread.</summary>
    public HostThread Thread { get; }

    /// <summary>Begins to work for a store, until the result is disposed.</summary>
    public static GuestEntryScope For(ComponentStore store) => For(store, HostThread.Current);

    /// <summary>As the other one, for who knows the current thread.</summary>
    public static GuestEntryScope For(ComponentStore store, HostThread thread) => new(thread, store);

    public void Dispose() => (Thread.WorksFor, Thread.Identity) = (_outer, _identity);
}
