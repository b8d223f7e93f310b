using Caisson.Runtime;

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
    private bool _isScheduled, _isDisposed;

    // Who takes the baton or lays it down without the lock reads the other numbers afterwards, and who changes those reads this one afterwards: one of them sees the
    // other. 1 while it is held.
    private int _held;

    // Threads that want to begin something, threads whose calls wait, and what is posted.
    private volatile int _starters, _waiters, _postedCount;

    /// <summary>Whether the current thread of the system works for the store.</summary>
    internal bool IsInside => IsServedBy(HostThread.Current);

    /// <summary>Whether a thread of the system, the current one, works for the store.</summary>
    internal bool IsServedBy(HostThread thread) => thread.WorksFor == this;

    /// <summary>Has something done by whoever works for the store, soon. Safe from any thread.</summary>
    internal void Post(Action action)
    {
        lock (_baton)
        {
            Enqueue(action);
            Monitor.PulseAll(_baton);
            if (!IsHeld && _waiters + _starters == 0) Schedule();
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
            if (!TryTake())
            {
                Enqueue(action);
                Monitor.PulseAll(_baton);
                if (!IsHeld && _waiters + _starters == 0) Schedule();
                return;
            }
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
            LayDown();
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
        while (until is not { IsDone: true } && WorkOnce() && _starters == 0 && _whenIdle is null)
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
        lock (_baton)
        {
            if (_posted.TryDequeue(out action)) _postedCount--;
        }
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
            if (_starters == 0 && (HasWork || IsStuck(call))) return !call.IsDone;
            Release();
            Monitor.PulseAll(_baton);
            Interlocked.Increment(ref _waiters);
            while (!TakesTurn(call)) Monitor.Wait(_baton);
            _waiters--;
            return !call.IsDone;
        }
    }

    /// <summary>Takes the baton where a call that waits can go on, or never will.</summary>
    private bool TakesTurn(HostCall call)
    {
        // Nothing is certain while somebody else holds it; but what changes is looked at again when that one lays it down.
        if (_starters > 0 || !(call.IsDone || HasWork || HostPending == 0) || !TryTake()) return false;
        if (call.IsDone || HasWork || IsStuck(call)) return true;
        Release();
        return false;
    }

    /// <summary>Ends a call that waits for what nobody will do.</summary>
    private bool IsStuck(HostCall call)
    {
        if (HostPending > 0) return false;
        call.OnFailure(TaskErrors.Deadlock());
        return true;
    }

    /// <summary>To be asked by whoever holds the baton, or the lock while nobody does.</summary>
    private bool HasWork => _posted.Count > 0 || _mayBeReady.Count > 0;

    private bool IsHeld => Volatile.Read(ref _held) != 0;

    private bool TryTake() => Interlocked.CompareExchange(ref _held, 1, 0) == 0;

    private void Release() => Interlocked.Exchange(ref _held, 0);

    private void Enqueue(Action action)
    {
        _posted.Enqueue(action);
        Interlocked.Increment(ref _postedCount);
    }

    private void PickUp()
    {
        if (!TryTake()) PickUpLater();
    }

    private void PickUpLater()
    {
        lock (_baton)
        {
            Interlocked.Increment(ref _starters);
            while (!TryTake()) Monitor.Wait(_baton);
            _starters--;
        }
    }

    private void LayDown()
    {
        EndIfAsked();
        bool hasWork = _mayBeReady.Count > 0;
        Release();
        if (_whenIdle is not null && TryTake()) LayDown();
        else if (hasWork || _starters + _waiters + _postedCount != 0) TellOthers(hasWork);
    }

    private void TellOthers(bool hasWork)
    {
        lock (_baton)
        {
            Monitor.PulseAll(_baton);
            if ((hasWork || _posted.Count > 0) && !IsHeld && _waiters + _starters == 0) Schedule();
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
            if (_starters > 0 || !TryTake()) return;
        }
        Work(null, until: null);
        LayDown();
    }
}
