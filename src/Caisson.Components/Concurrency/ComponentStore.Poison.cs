namespace Caisson.Components.Concurrency;

/// <summary>What is left of instances that have trapped.</summary>
public sealed partial class ComponentStore
{
    private readonly Queue<InstanceState> _poisoned = new();
    private readonly List<WeakReference<InstanceState>> _roots;

    /// <summary>Whether guests that have called the host wait below on the stack.</summary>
    private bool HasGuestsBelow => _thread is not null || _unregistered is not null || RunningAdapter.Int32 != 0;

    /// <summary>Gives up everything that waits. Calls that aren't over fail with <see cref="InvalidOperationException"/>; further calls do, too.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        Run(() =>
        {
            _isDisposed = true;
            PoisonAll();
            if (!HasGuestsBelow) SweepPoisoned();
        });
    }

    private void PoisonAll()
    {
        foreach (WeakReference<InstanceState> root in _roots)
            if (root.TryGetTarget(out InstanceState? instance)) instance.Poisoned(Disposed());
    }

    /// <summary>Notes an instance that the host made.</summary>
    internal void Add(InstanceState root)
    {
        CheckUsable();
        _roots.RemoveAll(static known => !known.TryGetTarget(out _));
        _roots.Add(new WeakReference<InstanceState>(root));
    }

    /// <summary>Notes an instance that has trapped: what waits in it is given up when nothing of it is on the stack any more.</summary>
    internal void WasPoisoned(InstanceState root) => _poisoned.Enqueue(root);

    /// <summary>
    /// Tells those who wait for instances that have trapped. A guest among them will never get its result: it has trapped, too.
    /// </summary>
    private void SweepPoisoned()
    {
        while (_poisoned.TryDequeue(out InstanceState? root))
        {
            Exception trap = root.Poison!;
            foreach (HostCall call in _hostCalls.Where(call => (call.Function as LiftedFunction)?.Instance.Root == root).ToArray()) call.OnFailure(trap);
            foreach (InstanceState instance in root.Tree) instance.GiveUp(trap);
        }
    }
}
