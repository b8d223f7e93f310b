using System.Diagnostics;
using System.Numerics;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The threads that wait on addresses of shared memories. The host address tells memories apart, since a memory never moves.
/// Waiters of one address wake in the order in which they came. Safe from any thread.
/// spec: threads, memory.atomic.wait
/// </summary>
internal static unsafe class WaitTable
{
    private const int Woken = 0, NotEqual = 1, TimedOut = 2;

    private const int NanosecondsPerMillisecond = 1_000_000;

    // A power of two; each bucket is its own lock.
    private static readonly List<Waiter>[] Buckets = [.. Enumerable.Range(0, 64).Select(_ => new List<Waiter>())];

    /// <summary>Waits until woken, if the memory holds the expected number.</summary>
    /// <param name="address">A multiple of the size of the number.</param>
    /// <param name="expected">What the memory must hold.</param>
    /// <param name="timeout">In nanoseconds; negative for none.</param>
    /// <param name="instance">Whose code waits; null for none that could be interrupted.</param>
    /// <returns>0 when woken, 1 when the memory held another number, 2 when the timeout passed.</returns>
    /// <exception cref="TrapException">The instance was interrupted.</exception>
    public static int Wait<T>(byte* address, T expected, long timeout, Instance? instance = null) where T : unmanaged, IBinaryInteger<T>
    {
        long start = Stopwatch.GetTimestamp();
        List<Waiter> bucket = Bucket((nuint)address);
        var waiter = new Waiter((nuint)address, instance);
        lock (bucket)
        {
            if (instance is { IsInterrupted: true }) Trap.Interrupted();

            // Under the lock, or a change and its notification could pass between the comparison and the wait.
            if (AtomicCell.Load<T>(address) != expected) return NotEqual;
            bucket.Add(waiter);
        }

        bool timedOut;
        try
        {
            waiter.Sleep(start, timeout);
        }
        finally
        {
            // Gone if a notification came, perhaps after the timeout: that has counted this waiter.
            lock (bucket) timedOut = bucket.Remove(waiter);
        }

        if (instance is { IsInterrupted: true }) Trap.Interrupted();
        return timedOut ? TimedOut : Woken;
    }

    /// <summary>Ends the waits of an instance, which is marked as interrupted.</summary>
    public static void Interrupt(Instance instance)
    {
        foreach (List<Waiter> bucket in Buckets)
        {
            lock (bucket)
            {
                // Out of the list at once, or they would take a notification that is meant for others.
                bucket.RemoveAll(waiter => waiter.Instance == instance && waiter.Wake());
            }
        }
    }

    /// <summary>Wakes the waiters that came first.</summary>
    /// <returns>How many, at most <paramref name="count"/>.</returns>
    public static uint Notify(nuint address, uint count)
    {
        List<Waiter> bucket = Bucket(address);
        uint woken = 0;
        lock (bucket) bucket.RemoveAll(waiter => waiter.Address == address && woken < count && waiter.Wake() && ++woken > 0);
        return woken;
    }

    private static List<Waiter> Bucket(nuint address) => Buckets[(int)((address * 0x9E37_79B9_7F4A_7C15ul) >> 58)];

    private sealed class Waiter(nuint address, Instance? instance)
    {
        private bool _awake;

        public nuint Address { get; } = address;

        public Instance? Instance { get; } = instance;

        /// <summary>Ends <see cref="Sleep"/>.</summary>
        /// <returns>True.</returns>
        public bool Wake()
        {
            lock (this)
            {
                _awake = true;
                Monitor.Pulse(this);
            }
            return true;
        }

        /// <summary>Returns when woken or when the timeout has passed.</summary>
        public void Sleep(long start, long timeout)
        {
            lock (this)
            {
                while (!_awake && Milliseconds(start, timeout) is int left and not 0) Monitor.Wait(this, left);
            }
        }

        // One wait lasts at most 24 days.
        private static int Milliseconds(long start, long timeout)
        {
            if (timeout < 0) return Timeout.Infinite;
            double left = timeout - Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            return (int)double.Clamp(double.Ceiling(left / NanosecondsPerMillisecond), 0, int.MaxValue);
        }
    }
}
