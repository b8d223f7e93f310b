using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// The end of a store whose instances go on in another one, see <see cref="Pooling.ComponentTree"/>. Whatever still refers to this store, or comes later, fails or has no
/// effect: nothing of it reaches the instances.
/// </summary>
public sealed partial class ComponentStore
{
    private readonly Lock _ending = new();
    private volatile Action? _whenIdle;
    private InstanceState[] _finishing = [];
    private TaskCompletionSource? _finished;

    /// <summary>Whether its instances may have gone on to another store.</summary>
    internal bool IsRetired { get; private set; }

    /// <summary>Whether nothing is under way.</summary>
    internal bool IsAtRest => HostPending == 0 && _posted.Count == 0 && _mayBeReady.Count == 0 && _hostCalls.Count == 0;

    /// <summary>
    /// Has something done, once, as soon as nobody works for the store: now, or by whoever does when he lays it down. It must end the store.
    /// </summary>
    /// <returns>Whether it has been done.</returns>
    internal bool WhenIdle(Action action)
    {
        // A full fence: whoever lays the baton down sees it afterwards, or the baton is free here.
        Interlocked.Exchange(ref _whenIdle, action);
        if (!TryTake()) return false;
        LayDown();
        return true;
    }

    /// <summary>Completes when no task of some instances goes on, or the store ends.</summary>
    internal Task WhenFinished(InstanceState[] tree)
    {
        var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PostOrRun(() =>
        {
            (_finishing, _finished) = (tree, finished);
            TellIfFinished();
        });
        return finished.Task;
    }

    /// <summary>Ends the code of an instance that lives here, for good. Safe from any thread, also when it lives here no more.</summary>
    internal void Interrupt(InstanceState root)
    {
        lock (_ending)
        {
            if (IsRetired) return;
            root.InterruptCode();
        }
        root.CancelWaits();
    }

    /// <summary>As <see cref="Interrupt"/>, on a thread that mustn't wait; and what waits in the instance, if no code runs.</summary>
    internal void Stop(InstanceState root)
    {
        lock (_ending)
        {
            if (IsRetired) return;
            root.InterruptCode();
        }
        ThreadPool.UnsafeQueueUserWorkItem(static instance => instance.CancelWaits(), root, preferLocal: false);
        Post(() =>
        {
            if (!IsRetired) root.Poisoned(new TrapException(TrapKind.Interrupted));
        });
    }

    /// <summary>
    /// Gives up everything that waits, and drops what the instances own of the host's. On the thread that has the baton, with no guest below.
    /// </summary>
    /// <param name="tree">All that should live here.</param>
    /// <returns>Whether the instances are in a state from which they can be made new.</returns>
    internal bool Retire(InstanceState[] tree)
    {
        using GuestEntryScope scope = GuestEntryScope.For(this);
        InstanceState root = tree[0];
        bool isSound;
        lock (_ending)
        {
            (IsRetired, _isDisposed) = (true, true);
            isSound = !root.IsInterrupted && root.Poison is null && _fiberCount == 0 && _roots.Count == 1;
        }
        if (isSound && _hostCalls.Count == 0 && Array.TrueForAll(tree, static instance => instance.IsAtRest)) return true;
        PoisonAll();
        SweepPoisoned();
        foreach (HostCall call in _hostCalls.ToArray()) call.OnFailure(Disposed());
        return isSound;
    }

    private void TellIfFinished()
    {
        if (!_isDisposed && Array.Exists(_finishing, static instance => instance.Tasks.Count > 0)) return;
        _finished!.SetResult();
        _finished = null;
    }

    /// <summary>To be asked by whoever holds the baton, with no guest below.</summary>
    private void EndIfAsked()
    {
        if (_whenIdle is not null) Interlocked.Exchange(ref _whenIdle, null)?.Invoke();
        if (_finished is not null) TellIfFinished();
    }
}
