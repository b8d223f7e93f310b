using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Runtime;

namespace Caisson.Components.Pooling;

/// <summary>A place in a pool. What tells one use from another is its <see cref="ComponentInstance"/>. Belongs to whoever has taken it.</summary>
internal sealed class ComponentSlot
{
    private readonly ComponentPool _pool;
    private readonly int _index;
    private readonly Action _end;
    private ComponentTree? _tree;
    private ComponentInstance? _current;
    private Alarm? _alarm;
    private Exception? _failure;

    public ComponentSlot(ComponentPool pool, int index)
    {
        (_pool, _index) = (pool, index);
        _end = End;
    }

    public ComponentPool Pool => _pool;

    /// <summary>What is there.</summary>
    /// <exception cref="ObjectDisposedException">Nothing: its last use has ended.</exception>
    public ComponentTree Tree => Volatile.Read(ref _tree) ?? throw TaskErrors.GivenBack();

    /// <summary>Makes the instance, if it isn't there.</summary>
    public void Fill()
    {
        if (_tree is null) Volatile.Write(ref _tree, _pool.Make());
    }

    /// <summary>Lets the one that has taken the place use the instance.</summary>
    public PooledComponentInstance Rent(object? state)
    {
        ComponentInstance instance = _tree!.Begin(state);
        Volatile.Write(ref _current, instance);
        return new PooledComponentInstance(this, instance);
    }

    /// <summary>Whether a use is the current one.</summary>
    public bool IsCurrent(ComponentInstance instance) => Volatile.Read(ref _current) == instance;

    /// <summary>Ends the code of a use after a time.</summary>
    public void InterruptAfter(ComponentInstance instance, TimeSpan time)
    {
        InstanceState root = instance.State!;
        if (root.AllCoreInstances.Exists(static core => !core.IsInterruptible)) throw RuntimeErrors.NotInterruptible();
        ComponentStore store = instance.Store;
        _alarm?.Cancel();
        _alarm = Alarm.Set(time, () => store.Stop(root));
    }

    /// <summary>Ends a use, if it is the current one.</summary>
    /// <exception cref="InvalidOperationException">This thread is inside the instance.</exception>
    public void Return(ComponentInstance instance)
    {
        ComponentStore store = instance.Store;
        if (!IsCurrent(instance)) return;
        if (store.IsInside) throw RuntimeErrors.StillInside();
        if (Interlocked.CompareExchange(ref _current, null, instance) != instance) return;
        _alarm?.Cancel();
        _alarm = null;
        if (!store.WhenIdle(_end)) Alarm.Set(store.Options.CancellationGrace, () => store.Stop(instance.State!));
        else if (Interlocked.Exchange(ref _failure, null) is { } failure) throw failure;
    }

    /// <summary>Drops the instance, which nobody uses.</summary>
    public void Empty()
    {
        if (_tree is not { } tree) return;
        _tree = null;
        tree.Dispose();
    }

    private void End()
    {
        ComponentTree tree = _tree!;
        bool isNew = false, isOver = false;
        try
        {
            isNew = tree.TryEnd(_pool.Options);
            isOver = true;
        }
        catch (Exception e)
        {
            // A destructor of the host's, which isn't the pool's to judge. What it has left undone, the collector does.
            _failure = e;
        }
        if (!isNew) Volatile.Write(ref _tree, null);
        if (!isNew && isOver) tree.Free();
        _pool.GiveBack(_index);
    }
}
