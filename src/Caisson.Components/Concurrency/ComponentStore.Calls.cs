using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>Calls by the host. abi: invoke</summary>
public sealed partial class ComponentStore
{
    private readonly HashSet<HostCall> _hostCalls = [];

    /// <summary>Calls, and works for the store until the result is there.</summary>
    /// <exception cref="Runtime.TrapException">The guest trapped, or waits for what can't happen.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    internal ComponentValue[] Call(FunctionInstance function, ComponentValue[] arguments, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new HostCall(this, function, arguments, isAwaited: false);
        using HostCancellation? registration = HostCancellation.Of(this, call, cancellation);
        WorkUntilOver(call);
        return call.Result();
    }

    /// <summary>Calls. Holds no thread while everything waits.</summary>
    internal async Task<ComponentValue[]> CallAsync(FunctionInstance function, ComponentValue[] arguments, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new HostCall(this, function, arguments, isAwaited: true);
        using HostCancellation? registration = HostCancellation.Of(this, call, cancellation);
        PostOrRun(() => Begin(call));
        return await call.Outcome.ConfigureAwait(false);
    }

    /// <summary>Does something of the host's, instantiating for example, as part of what happens in the store.</summary>
    internal void Run(Action action)
    {
        if (IsInside)
        {
            action();
            return;
        }
        PickUp();
        try
        {
            using GuestEntryScope scope = GuestEntryScope.For(this);
            action();
        }
        finally
        {
            LayDown();
        }
    }

    /// <summary>Begins a call that has its result when it returns, and lets nobody else go on meanwhile, by a thread that doesn't work for the store yet.</summary>
    /// <returns>To be given back to <see cref="LeaveAlone"/>.</returns>
    /// <exception cref="InvalidOperationException">The store has been disposed.</exception>
    internal GuestEntryScope EnterAlone(HostThread thread)
    {
        PickUp();
        var scope = GuestEntryScope.For(this, thread);
        if (!_isDisposed) return scope;
        LeaveAlone(scope);
        throw Disposed();
    }

    /// <exception cref="InvalidOperationException">The store has been disposed.</exception>
    internal void CheckUsable()
    {
        if (_isDisposed) throw Disposed();
    }

    /// <summary>Ends the call.</summary>
    internal void LeaveAlone(GuestEntryScope scope)
    {
        if (_poisoned.Count > 0) SweepPoisoned();
        scope.Dispose();
        LayDown();
    }

    private InvalidOperationException Disposed() => IsRetired ? TaskErrors.GivenBack() : TaskErrors.Disposed();

    /// <summary>A call has its outcome.</summary>
    internal void IsOver(HostCall call) => _hostCalls.Remove(call);

    private void Begin(HostCall call)
    {
        _hostCalls.Add(call);
        if (_isDisposed) call.OnFailure(Disposed());
        else call.Start();
    }
}
