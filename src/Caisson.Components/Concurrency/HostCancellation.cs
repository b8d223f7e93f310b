using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// Cancels a call of the host's when a token is cancelled: asks its task to end, and stops the instance when that takes too long. Disposed when the call is
/// over. Safe from any thread.
/// </summary>
internal sealed class HostCancellation : IDisposable
{
    private readonly ComponentStore _store;
    private readonly HostCall _call;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private volatile bool _isDisposed;

    private HostCancellation(ComponentStore store, HostCall call, CancellationToken cancellation)
    {
        (_store, _call) = (store, call);
        call.Cancellation = cancellation;
        _registration = cancellation.UnsafeRegister(static self => ((HostCancellation)self!).Request(), this);
    }

    /// <summary>Cancels a call with a token; null where the token can't be cancelled.</summary>
    public static HostCancellation? Of(ComponentStore store, HostCall call, CancellationToken cancellation) =>
        cancellation.CanBeCanceled ? new HostCancellation(store, call, cancellation) : null;

    public void Dispose()
    {
        _isDisposed = true;
        _registration.Dispose();
        _timer?.Dispose();
    }

    private void Request()
    {
        TimeSpan grace = _call.Function.Type.IsAsync ? _store.Options.CancellationGrace : TimeSpan.Zero;
        if (grace > TimeSpan.Zero)
        {
            _store.Post(AskToEnd);
            _timer = new Timer(static self => ((HostCancellation)self!).Stop(), this, grace, Timeout.InfiniteTimeSpan);
        }
        else Stop();
    }

    private void AskToEnd()
    {
        if (_call.IsDone) return;
        try
        {
            _call.OnCancel?.Invoke(null);
        }
        catch (Exception e)
        {
            // The guest trapped while it was told.
            _call.OnFailure(e);
        }
    }

    /// <summary>Ends the code of the instance, wherever it is; or what waits in it, if no code runs.</summary>
    private void Stop()
    {
        if (_isDisposed || _call.Function is not LiftedFunction { Instance.Root: var root }) return;
        _store.Interrupt(root);
        foreach (InstanceState called in RootsInCall()) _store.Interrupt(called);
        _store.Post(() =>
        {
            if (!_call.IsDone) root.Poisoned(new TrapException(TrapKind.Interrupted));
        });
    }

    /// <summary>The instances in which the call is at this moment: whoever it has called may be what doesn't come back.</summary>
    private HashSet<InstanceState> RootsInCall()
    {
        var roots = new HashSet<InstanceState>();
        GuestTask? outermost = null;
        for (GuestTask? task = _store.Current?.Task; task is not null; task = task.Caller.Task) roots.Add((outermost = task).Instance.Root);
        return outermost?.Caller == _call ? roots : [];
    }
}
