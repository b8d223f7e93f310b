namespace Caisson.Runtime;

/// <summary>
/// A place for an instance in a pool. Its number of the lease changes whenever the instance is rented or given back, so that an old
/// <see cref="PooledInstance"/> is told from the current one. Belongs to whoever took it from the free list.
/// </summary>
/// <param name="pool">The pool.</param>
/// <param name="index">In the pool.</param>
internal sealed class PoolSlot(InstancePool pool, int index)
{
    private Instance? _instance;
    private InstanceReset? _reset;
    private long _lease;

    public InstancePool Pool => pool;

    /// <summary>Whether there is an instance, ready to be rented.</summary>
    public bool IsReady => _instance is not null;

    /// <summary>Makes the instance.</summary>
    public void Fill(InstanceImage? image, Instance instance)
    {
        if (!instance.Group!.IsOnly(instance.Context) || !instance.Group.TryClose()) throw RuntimeErrors.StillInside();
        _reset = image is null ? null : new InstanceReset(image, instance, [instance]);
        Volatile.Write(ref _instance, instance);
    }

    /// <summary>Lets the one that has taken the slot use the instance.</summary>
    public PooledInstance Rent(object? state)
    {
        Instance instance = _instance!;
        instance.State = state;
        long lease = _lease + 1;
        Volatile.Write(ref _lease, lease);
        instance.Group!.Open();
        return new PooledInstance(this, lease);
    }

    /// <summary>Ends a lease, if it is the current one.</summary>
    /// <exception cref="InvalidOperationException">The instance's code is running.</exception>
    public void Return(long lease)
    {
        if (Volatile.Read(ref _lease) != lease) return;
        Instance instance = _instance!;
        if (!instance.Group!.TryClose()) throw RuntimeErrors.StillInside();
        if (Volatile.Read(ref _lease) != lease)
        {
            instance.Group.Open();
            return;
        }
        Volatile.Write(ref _lease, lease + 1);
        if (_reset is null || !_reset.TryRun(instance, pool.Options.Reset, pool.Options.KeptBytes)) Empty();
        pool.GiveBack(index);
    }

    /// <summary>The instance of a lease.</summary>
    /// <exception cref="ObjectDisposedException">The lease has ended.</exception>
    public Instance At(long lease)
    {
        Instance? instance = Volatile.Read(ref _instance);
        return Volatile.Read(ref _lease) == lease && instance is not null ? instance : throw RuntimeErrors.Disposed();
    }

    /// <summary>Whether a lease is the current one.</summary>
    public bool IsCurrent(long lease) => Volatile.Read(ref _lease) == lease;

    /// <summary>Drops the instance, which is closed.</summary>
    public void Empty()
    {
        if (_instance is not { } instance) return;
        (_instance, _reset) = (null, null);
        instance.State = null;
        instance.Retire();
    }
}
