using System.Diagnostics.CodeAnalysis;

namespace Caisson.Runtime;

/// <summary>
/// The places of a pool, by their numbers: which are free, how many have been used at all, who waits for one. Whoever has taken a place has what is there. Safe from any
/// thread.
/// </summary>
/// <param name="size">How many places there may be.</param>
/// <param name="empty">Empties a place that nobody will take any more.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without wait handles holds nothing that the collector doesn't see.")]
internal sealed class PoolPlaces(int size, Action<int> empty)
{
    private readonly FreeList _free = new(size);
    private readonly SemaphoreSlim _returned = new(0);
    private int _used, _waiting;
    private bool _closed;

    /// <summary>How many have been used so far.</summary>
    public int Count => Volatile.Read(ref _used);

    /// <summary>Whether none is given out any more.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Takes a place: the one that was given back last, else one that wasn't used yet.</summary>
    /// <returns>False when all are taken.</returns>
    public bool TryTake(out int place) => _free.TryPop(out place) || TryTakeUnused(out place);

    /// <summary>Takes a place that wasn't used yet.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryTakeUnused(out int place)
    {
        do
        {
            place = Volatile.Read(ref _used);
            if (place == size) return false;
        }
        while (Interlocked.CompareExchange(ref _used, place + 1, place) != place);
        return true;
    }

    /// <summary>Gives a place back.</summary>
    public void GiveBack(int place)
    {
        if (IsClosed) empty(place);
        _free.Push(place);

        // Whoever begins to wait looks again after it has said so; and who has pushed looks after that whether somebody has.
        if (Volatile.Read(ref _waiting) > 0) _returned.Release();
        if (IsClosed) Drain();
    }

    /// <summary>Tries again whenever a place is given back.</summary>
    /// <param name="attempt">Takes a place and does something with it; null when all are taken.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<T> WaitAsync<T>(Func<T?> attempt, CancellationToken cancellation) where T : struct
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            while (true)
            {
                if (attempt() is { } done) return done;
                await _returned.WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Gives out none any more, and empties those that are free. Who waits tries again.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, true);
        Drain();
        int waiting = Volatile.Read(ref _waiting);
        if (waiting > 0) _returned.Release(waiting);
    }

    private void Drain()
    {
        var free = new List<int>();
        while (_free.TryPop(out int place))
        {
            empty(place);
            free.Add(place);
        }
        free.ForEach(_free.Push);
    }
}
