using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// Which store the current thread of the system works for. While it does, all threads of the store count as one for the instances that they enter.
/// </summary>
internal readonly ref struct GuestEntryScope
{
    [ThreadStatic]
    private static ComponentStore? s_store;

    private readonly ComponentStore? _outer;
    private readonly int _identity;

    private GuestEntryScope(ComponentStore store)
    {
        (_outer, _identity) = (s_store, GuestEntry.Identity);
        (s_store, GuestEntry.Identity) = (store, store.Identity);
    }

    /// <summary>The store that the thread works for.</summary>
    public static ComponentStore? Current => s_store;

    /// <summary>Begins to work for a store, until the result is disposed.</summary>
    public static GuestEntryScope For(ComponentStore store) => new(store);

    public void Dispose() => (s_store, GuestEntry.Identity) = (_outer, _identity);
}
