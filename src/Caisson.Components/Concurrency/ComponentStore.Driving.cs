namespace Caisson.Components.Concurrency;

/// <summary>
/// Who works for the store. What happens outside is posted from any thread; whoever holds the baton works until nothing is left to do and lays it down.
/// A thread that waits for a result picks it up again when there is work, else a thread of the pool does.
/// </summary>
public sealed partial class ComponentStore
{
    private readonly object _baton = new();
    private readonly Queue<Action> _posted = new();
    private bool _isHeld, _isScheduled, _isDisposed;
    private int _waiters;

    /// <summary>Whether the current thread of the system works for the store.</summary>
    internal bool IsInside => GuestEntryScope.Current == this;

    /// <summary>Has something done by whoever works for the store, soon. Safe from any thread.</summary>
    internal void Post(Action action)
    {
        lock (_baton)
        {
            _posted.Enqueue(action);
            Monitor.PulseAll(_baton);
            if (!_isHeld && _waiters == 0) Schedule();
        }
    }

    /// <summary>Does something now, or has it done by the thread that works for the store.</summary>
    private void PostOrRun(Action action)
    {
        if (IsInside)
        {
            action();
            return;
        }
        lock (_baton)
        {
            if (_isHeld)
            {
                _posted.Enqueue(action);
                Monitor.PulseAll(_baton);
                return;
            }
            _isHeld = true;
        }
        Work(action);
        LayDown();
    }

    /// <summary>Works for the store until something is the case.</summary>
    /// <exception cref="Runtime.TrapException">It will never be.</exception>
    private void WorkUntil(HostCall call, Action begin)
    {
        if (IsInside)
        {
            begin();
            WorkInside(call);
            return;
        }
        PickUp();
        try
        {
            if (call.Function.Type.IsAsync) Work(begin, call);
            else WorkAlone(begin);
            while (!call.IsDone && WaitForWork(call)) Work(null, call);
        }
        finally
        {
            LayDown(call.Function.Type.IsAsync);
        }
    }

    /// <summary>The same, while guests that have called the host wait below: they can't be entered, and keep the baton.</summary>
    private void WorkInside(HostCall call)
    {
        while (true)
        {
            WorkWhileThereIs(call);
            if (call.IsDone) return;
            lock (_baton)
            {
                if (_posted.Count > 0) continue;
                if (HostPending == 0) throw TaskErrors.Deadlock();
                Monitor.Wait(_baton);
            }
        }
    }

    private void Work(Action? first, HostCall? until = null)
    {
        using GuestEntryScope scope = GuestEntryScope.For(this);
        first?.Invoke();
        WorkWhileThereIs(until);
        SweepPoisoned();
    }

    /// <summary>A call that isn't async-typed has its result when it returns, and lets nobody else go on.</summary>
    private void WorkAlone(Action first)
    {
        using GuestEntryScope scope = GuestEntryScope.For(this);
        first();
        SweepPoisoned();
    }

    /// <summary>Works until nothing is left to do; or until a call is over, and those threads that are ready by then have gone on once.</summary>
    private void WorkWhileThereIs(HostCall? until)
    {
        while (until is not { IsDone: true } && WorkOnce())
        {
        }
        for (int rest = _mayBeReady.Count; until is not null && rest > 0 && WorkOnce(); rest--)
        {
        }
    }

    private bool WorkOnce()
    {
        if (TakePosted() is not { } action) return Tick();
        action();
        return true;
    }

    private Action? TakePosted()
    {
        lock (_baton) return _posted.TryDequeue(out Action? action) ? action : null;
    }

    /// <summary>Lets one thread go on that is ready. abi: tick</summary>
    private bool Tick()
    {
        if (TakeReady(null) is not { } thread) return false;
        InstanceState instance = thread.Task.Instance;
        try
        {
            instance.EnterFrom(null);
            thread.Resume();
            instance.LeaveTo(null);
        }
        catch (Exception e)
        {
            // Those who wait for the result learn of it.
            instance.Poisoned(e);
        }
        if (_poisoned.Count > 0 && !HasGuestsBelow) SweepPoisoned();
        return true;
    }

    /// <summary>Lays the baton down until there is work, and nobody else does it.</summary>
    /// <returns>False when the call is over.</returns>
    private bool WaitForWork(HostCall call)
    {
        lock (_baton)
        {
            if (_posted.Count > 0) return true;
            if (HostPending == 0) throw TaskErrors.Deadlock();
            _isHeld = false;
            _waiters++;
            try
            {
                while (!call.IsDone && (_isHeld || _posted.Count == 0)) Monitor.Wait(_baton);
                while (_isHeld) Monitor.Wait(_baton);
                _isHeld = true;
            }
            finally
            {
                _waiters--;
            }
            return !call.IsDone;
        }
    }

    private void PickUp()
    {
        lock (_baton)
        {
            _waiters++;
            while (_isHeld) Monitor.Wait(_baton);
            _waiters--;
            _isHeld = true;
        }
    }

    private void LayDown(bool letsOthers = true)
    {
        bool hasReady = letsOthers && _mayBeReady.Count > 0;
        lock (_baton)
        {
            _isHeld = false;
            Monitor.PulseAll(_baton);
            if (hasReady || (_posted.Count > 0 && _waiters == 0)) Schedule();
        }
    }

    private void Schedule()
    {
        if (_isScheduled) return;
        _isScheduled = true;
        ThreadPool.UnsafeQueueUserWorkItem(static store => store.WorkFromPool(), this, preferLocal: false);
    }

    private void WorkFromPool()
    {
        lock (_baton)
        {
            _isScheduled = false;
            if (_isHeld) return;
            _isHeld = true;
        }
        Work(null);
        LayDown();
    }
}
