using System.Diagnostics.CodeAnalysis;

namespace Caisson.Wasi.Http;

/// <summary>
/// Threads for calls of guests that hold one until they are over, so that none of the pool is. Those that are idle are kept for a while; the one that was used last is used next. Safe
/// from any thread.
/// </summary>
internal static class GuestThreads
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly Lock Turn = new();
    private static readonly List<Worker> Idle = [];

    /// <summary>Does something on a thread that isn't one of the pool's.</summary>
    /// <param name="call">What; its exception is the task's.</param>
    public static Task Run(Action call)
    {
        var work = new Work(call);
        Worker? idle = null;
        lock (Turn)
        {
            if (Idle.Count > 0)
            {
                idle = Idle[^1];
                Idle.RemoveAt(Idle.Count - 1);
            }
        }
        if (idle is not null) idle.Give(work);
        else new Thread(() => new Worker(work).Run()) { IsBackground = true, Name = "guest" }.UnsafeStart();
        return work.Task;
    }

    private sealed class Work(Action call)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _done.Task;

        /// <summary>Does it.</summary>
        /// <returns>What it threw.</returns>
        public Exception? Do()
        {
            try
            {
                call();
                return null;
            }
            catch (Exception failure)
            {
                // Thrown where somebody awaits the task.
                return failure;
            }
        }

        /// <summary>Ends the task.</summary>
        public void Tell(Exception? failure)
        {
            if (failure is null) _done.SetResult();
            else _done.SetException(failure);
        }
    }

    [SuppressMessage("Design", "CA1001", Justification = "A semaphore without wait handles holds nothing that the collector doesn't see.")]
    private sealed class Worker(Work work)
    {
        private readonly SemaphoreSlim _given = new(0);

        /// <summary>Has an idle one go on.</summary>
        public void Give(Work next)
        {
            work = next;
            _given.Release();
        }

        public void Run()
        {
            do
            {
                Work done = work;
                Exception? failure = done.Do();

                // First of all idle, so that whoever is told has this thread for what is next.
                lock (Turn) Idle.Add(this);
                done.Tell(failure);
            }
            while (_given.Wait(IdleTime) || !TryRetire());
        }

        /// <summary>False when somebody has just taken it.</summary>
        private bool TryRetire()
        {
            lock (Turn) if (Idle.Remove(this)) return true;
            _given.Wait();
            return false;
        }
    }
}
