using System.Runtime.ExceptionServices;

namespace Caisson.Components.Concurrency;

/// <summary>
/// A stack for core code that blocks in the middle: a thread of the system that runs only while another waits for it, so that the two are one. Who begins or
/// switches to it waits until the code blocks or ends. One piece of work at a time; belongs to <see cref="FiberPool"/>.
/// </summary>
internal sealed class Fiber
{
    private readonly Turn _go = new();
    private readonly Turn _back = new();
    private readonly FiberPool _pool;
    private ComponentStore? _store;
    private Action? _work;
    private ExceptionDispatchInfo? _failure;
    private GuestThread? _switchTo;
    private bool _isCancelled, _isAborted;

    public Fiber(FiberPool pool, int stackBytes)
    {
        _pool = pool;
        new Thread(Run, stackBytes) { IsBackground = true, Name = "component" }.Start();
    }

    /// <summary>Whether the work has ended, one way or the other.</summary>
    public bool IsDone => _work is null;

    /// <summary>Gives it work for a store, which begins with the next <see cref="Switch"/>.</summary>
    public void Begin(ComponentStore store, Action work) => (_store, _work, _failure, _isAborted) = (store, work, null, false);

    /// <summary>Lets it run until its work blocks or ends. abi: resume</summary>
    /// <param name="cancelled">What the blocked call returns.</param>
    /// <returns>The thread to go on with, if any.</returns>
    public GuestThread? Switch(bool cancelled)
    {
        (_isCancelled, _switchTo) = (cancelled, null);
        _go.Give();
        _back.Wait();
        return _switchTo;
    }

    /// <summary>Blocks the work. On the fiber itself. abi: block</summary>
    /// <param name="switchTo">The thread to go on with, if any.</param>
    /// <returns>Whether it was resumed by a cancellation.</returns>
    /// <exception cref="AbandonedException">The work is to end.</exception>
    public bool Block(GuestThread? switchTo)
    {
        _switchTo = switchTo;
        _back.Give();
        _go.Wait();
        return _isAborted ? throw new AbandonedException() : _isCancelled;
    }

    /// <summary>Unwinds work that is blocked.</summary>
    public void Abort()
    {
        _isAborted = true;
        Switch(cancelled: false);
    }

    /// <summary>Throws what the work threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    private void Run()
    {
        while (_go.Wait(FiberPool.IdleTime) || !_pool.TryRetire(this)) if (_work is not null) Perform();
    }

    private void Perform()
    {
        try
        {
            using GuestEntryScope scope = GuestEntryScope.For(_store!);
            _work!();
        }
        catch (AbandonedException)
        {
            // Nobody waits for the result.
        }
        catch (Exception e)
        {
            // The thread that waits throws it.
            _failure = ExceptionDispatchInfo.Capture(e);
        }
        (_store, _work) = (null, null);
        _back.Give();
    }

    /// <summary>What one of two threads waits for and the other gives.</summary>
    private sealed class Turn
    {
        private readonly object _lock = new();
        private bool _isGiven;

        public void Give()
        {
            lock (_lock)
            {
                _isGiven = true;
                Monitor.Pulse(_lock);
            }
        }

        public void Wait() => Wait(Timeout.InfiniteTimeSpan);

        /// <returns>False when the time is over.</returns>
        public bool Wait(TimeSpan time)
        {
            lock (_lock)
            {
                while (!_isGiven) if (!Monitor.Wait(_lock, time)) return false;
                _isGiven = false;
                return true;
            }
        }
    }

    /// <summary>Unwinds a stack that nobody will come back to; guests can't catch it.</summary>
    private sealed class AbandonedException : Exception;
}
