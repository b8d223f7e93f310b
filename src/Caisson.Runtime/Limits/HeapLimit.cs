namespace Caisson.Runtime;

/// <summary>
/// Keeps guests from filling the collected heap. The CLR doesn't tell whose objects are alive, so the limit is one for the whole
/// process's heap, looked at each time that an instance has made some more objects; the one that asks for more than there is traps.
/// Safe from any thread.
/// </summary>
internal sealed class HeapLimit
{
    private const long LongestStep = 8 << 20, ShortestStep = 64 << 10;

    private readonly Lock _lock = new();
    private readonly long _maxBytes, _step;

    /// <summary>A limit.</summary>
    /// <param name="maxBytes">Of the heap; null for three quarters of what the runtime may use.</param>
    public HeapLimit(long? maxBytes)
    {
        _maxBytes = maxBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
        _step = long.Clamp(_maxBytes / 64, ShortestStep, LongestStep);
    }

    /// <summary>Allows more objects.</summary>
    /// <param name="bytes">Size of the next one, at least.</param>
    /// <returns>How many bytes may be made before this is asked again, the next object included.</returns>
    /// <exception cref="TrapException">The heap would exceed the limit.</exception>
    public long Allow(long bytes)
    {
        long wanted = bytes + _step;
        if (GC.GetTotalMemory(forceFullCollection: false) > _maxBytes - wanted) MakeRoom(wanted);
        return wanted;
    }

    /// <summary>
    /// Collects what is dead. A tenth of the limit must be free then, or nearly every request would lead to a collection.
    /// </summary>
    private void MakeRoom(long wanted)
    {
        if (wanted > _maxBytes) Trap.AllocationLimit();
        lock (_lock)
        {
            if (GC.GetTotalMemory(forceFullCollection: false) <= _maxBytes - wanted) return;
#pragma warning disable RS0030 // The embedder owns the collector; but the guest would end here for what may all be dead.
            GC.Collect();
#pragma warning restore RS0030
            if (GC.GetTotalMemory(forceFullCollection: false) > _maxBytes - long.Max(wanted, _maxBytes / 10)) Trap.AllocationLimit();
        }
    }
}
