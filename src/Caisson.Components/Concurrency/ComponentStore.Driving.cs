namespace Caisson.Components.Concurrency;

/// <summary>
/// Who works for the store. What happens outside is posted from any thread; whoever holds the baton works until nothing is left to do and lays it down.
/// A thread that waits for a result picks it up again when there is work, else a thread of the pool does. Between two threads of guests it is handed to
/// whoever waits for it.
/// </summary>
public sealed partial class ComponentStore
{
    private readonly object _baton = new();
    private readonly Queue<Action> _posted = new();
    private bool _isHeld, _isScheduled, _isDisposed;

    // Threads that want to begin something, and threads whose calls wait.
    private volatile int _starters;
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
            if (!_isHeld && _waiters + _starters == 0) Schedule();
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
        Work(action, until: null);
        LayDown();
    }

    /// <summary>Begins a call, and works for the store until it is over.</summary>
    private void WorkUntilOver(HostCall call)
    {
        if (IsInside)
        {
            Begin(call);
            WorkInside(call);
            return;
        }
        PickUp();
        try
        {
            if (call.Function.Type.IsAsync) Work(() => Begin(call), call);
            else BeginAlone(call);
            while (!call.IsDone && WaitForTurn(call)) Work(null, call);
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
            while (!call.IsDone && WorkOnce())
            {
            }
            if (call.IsDone) return;
            lock (_baton)
            {
                if (_posted.Count > 0) continue;
                if (HostPending == 0)
                {
                    call.OnFailure(TaskErrors.Deadlock());
                    return;
                }
                Monitor.Wait(_baton);
            }
        }
    }

    /// <summary>A call that isn't async-typed has its result when it returns, and lets nobody else go on.</summary>
    private void BeginAlone(HostCall call)
    {
        using GuestEntryScope scope = GuestEntryScope.For(this);
        Begin(call);
        SweepPoisoned();
    }

    /// <summary>
    /// Works until nothing is left to do, or somebody waits for the baton; or until a call is over, and those threads that are ready by then have gone on once.
    /// </summary>
    private void Work(Action? first, HostCall? until)
    {
        using GuestEntryScope scope = GuestEntryScope.For(this);
        first?.Invoke();
        while (until is not { IsDone: true } && WorkOnce() && _starters == 0)
        {
        }
        for (int rest = _mayBeReady.Count; until is { IsDone: true } && rest > 0 && WorkOnce(); rest--)
        {
        }
        SweepPoisoned();
    }

    private bool WorkOnce()
    {
        Action? action;
        lock (_baton) _posted.TryDequeue(out action);
        if (action is null) return Tick();
        action();
        return true;
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
        if (!HasGuestsBelow) SweepPoisoned();
        return true;
    }

    /// <summary>Lays the baton down for those who want to begin something, and until there is work that nobody else does.</summary>
    /// <returns>False when the call is over.</returns>
    private bool WaitForTurn(HostCall call)
    {
        lock (_baton)
        {
            if (_starters == 0)
            {
                if (HasWork) return true;
                if (HostPending == 0)
                {
                    call.OnFailure(TaskErrors.Deadlock());
                    return false;
                }
            }
            _isHeld = false;
            Monitor.PulseAll(_baton);
            _waiters++;
            while (_isHeld || _starters > 0 || (!call.IsDone && !HasWork)) Monitor.Wait(_baton);
            _waiters--;
            _isHeld = true;
            return !call.IsDone;
        }
    }

    /// <summary>To be asked by whoever holds the baton, or the lock while nobody does.</summary>
    private bool HasWork => _posted.Count > 0 || _mayBeReady.Count > 0;

    private void PickUp()
    {
        lock (_baton)
        {
            _starters++;
            while (_isHeld) Monitor.Wait(_baton);
            _starters--;
            _isHeld = true;
        }
    }

    private void LayDown(bool letsOthers = true)
    {
        lock (_baton)
        {
            bool hasWork = _posted.Count > 0 || (letsOthers && _mayBeReady.Count > 0);
            _isHeld = false;
            Monitor.PulseAll(_baton);
            if (hasWork && _waiters + _starters == 0) Schedule();
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
            if (_isHeld || _starters > 0) return;
            _isHeld = true;
        }
        Work(null, until: null);
        LayDown();
    }
}
