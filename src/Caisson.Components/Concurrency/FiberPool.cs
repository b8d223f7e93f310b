using System.Collections.Concurrent;

namespace Caisson.Components.Concurrency;

/// <summary>
/// Threads of the system for <see cref="Fiber"/>s of one stack size. Those that are idle are kept for a while, whichever store they come from; how many a
/// store may use at a time is for the store to count. Safe from any thread.
/// </summary>
internal sealed class FiberPool
{
    /// <summary>How long a thread without work is kept.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private static readonly ConcurrentDictionary<int, FiberPool> Pools = new();

    private readonly Lock _lock = new();
    private readonly List<Fiber> _idle = [];
    private readonly int _stackBytes;

    private FiberPool(int stackBytes) => _stackBytes = stackBytes;

    /// <summary>The pool for a stack size.</summary>
    /// <param name="stackBytes">Of each thread.</param>
    public static FiberPool For(int stackBytes) => Pools.GetOrAdd(stackBytes, static size => new FiberPool(size));

    /// <summary>A fiber without work.</summary>
    public Fiber Rent()
    {
        lock (_lock)
        {
            if (_idle.Count > 0)
            {
                Fiber last = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                return last;
            }
        }
        return new Fiber(this, _stackBytes);
    }

    /// <summary>Takes a fiber back whose work has ended.</summary>
    public void Return(Fiber fiber)
    {
        lock (_lock) _idle.Add(fiber);
    }

    /// <summary>Lets go of a fiber that has been idle for long.</summary>
    /// <returns>False when somebody has just taken it.</returns>
    public bool TryRetire(Fiber fiber)
    {
        lock (_lock) return _idle.Remove(fiber);
    }
}
