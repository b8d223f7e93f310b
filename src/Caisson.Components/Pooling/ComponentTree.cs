using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Runtime;

namespace Caisson.Components.Pooling;

/// <summary>
/// An instance of a component with everything that it consists of: those of nested components, core instances, adapters. All of it stays from use to use; each use has a store of
/// its own. Belongs to whoever has taken its place in the pool.
/// </summary>
internal sealed class ComponentTree : IDisposable
{
    private readonly InstanceState[] _states;
    private readonly (Instance Instance, InstanceReset Reset)[]? _resets;
    private readonly Lock _callsLock = new();
    private ComponentStore _store;
    private object?[] _calls = [];
    private bool _isUsed;

    private ComponentTree(ComponentInstance made, InstanceImage[]? images)
    {
        (Made, _store) = (made, made.Store);
        _states = [.. made.State!.Tree];
        if (images is null) return;
        List<Instance> linked = Root.AllCoreInstances;
        _resets = [.. images.Index().Select(image => (linked[image.Index], new InstanceReset(image.Item, linked[image.Index], linked))).Where(each => each.Item2.HasWork)];
    }

    /// <summary>For the first use, and what comes before that.</summary>
    public ComponentInstance Made { get; }

    /// <summary>The instance that the host made.</summary>
    public InstanceState Root => _states[0];

    /// <summary>What it exports.</summary>
    public LinkedInstance Exports => Made.Linked;

    /// <summary>Makes one.</summary>
    /// <param name="linker">What it imports.</param>
    /// <param name="component">What of.</param>
    /// <param name="options">The pool's settings.</param>
    /// <param name="images">What its core instances begin with; null where their own code says.</param>
    public static ComponentTree Make(ComponentLinker linker, Component component, ComponentPoolOptions options, InstanceImage[]? images) =>
        new(linker.Instantiate(component, new ComponentStore(linker.Engine, options.Store), images), images);

    /// <summary>Begins a use.</summary>
    /// <param name="state">Of the store.</param>
    public ComponentInstance Begin(object? state)
    {
        if (!_isUsed)
        {
            (_isUsed, _store.State) = (true, state);
            return Made;
        }
        _store = new ComponentStore(_store, state);
        foreach (InstanceState instance in _states) instance.Store = _store;
        return new ComponentInstance(_store, Exports, Root);
    }

    /// <summary>Completes when no task of the use goes on.</summary>
    public Task WhenFinished(ComponentInstance use) => use.Store.WhenFinished(_states);

    /// <summary>Ends a use. On the thread that has the baton of its store.</summary>
    /// <returns>Whether the instance is new again; else it must not be used any more.</returns>
    public bool TryEnd(ComponentPoolOptions options)
    {
        if (!_store.Retire(_states) || _resets is null) return false;
        foreach ((Instance instance, InstanceReset reset) in _resets)
            if (!reset.TryRun(instance, options.Reset, options.KeptBytes)) return false;
        foreach (InstanceState instance in _states) instance.Renew();
        return true;
    }

    /// <summary>Ends the use, if there is one, with the instance; when nobody is inside any more.</summary>
    public void Dispose() => _store.WhenIdle(() =>
    {
        try
        {
            _store.Retire(_states);
            Free();
        }
        catch (Exception)
        {
            // A destructor of the host's, when nobody is there to be told. What it has left undone, the collector does.
        }
    });

    /// <summary>Frees everything now, where the collector needn't. With nobody inside.</summary>
    public void Free()
    {
        if (Root.AllCoreInstances.Exists(static instance => instance.Group is null)) return;
        foreach (Instance instance in Root.AllCoreInstances) instance.Retire();
    }

    /// <summary>The images of the core instances, after what was done at the beginning.</summary>
    /// <param name="obstacle">Why there are none.</param>
    /// <exception cref="ResourceException">The system is out of memory.</exception>
    public InstanceImage[]? TryTakeImages(out string? obstacle)
    {
        (InstanceImage[]? Images, string? Obstacle) taken = default;
        _store.Run(() => taken = TryTakeImages());
        obstacle = taken.Obstacle;
        return taken.Images;
    }

    /// <summary>How a function of the pool is called in this instance.</summary>
    /// <param name="number">Of the function in the pool.</param>
    /// <param name="find">Finds the function.</param>
    /// <param name="layout">How its values travel.</param>
    public DirectCall<TParameters, TResult> CallOf<TParameters, TResult>(int number, Func<LinkedInstance, LiftedFunction> find, TypedFunctionLayout<TParameters, TResult> layout)
    {
        object?[] calls = Volatile.Read(ref _calls);
        if (number < calls.Length && Volatile.Read(ref calls[number]) is DirectCall<TParameters, TResult> known) return known;
        lock (_callsLock)
        {
            calls = _calls;
            if (number >= calls.Length) Array.Resize(ref calls, number + 1);
            var call = calls[number] as DirectCall<TParameters, TResult> ?? new DirectCall<TParameters, TResult>(find(Exports), layout);
            Volatile.Write(ref calls[number], call);
            Volatile.Write(ref _calls, calls);
            return call;
        }
    }

    private (InstanceImage[]? Images, string? Obstacle) TryTakeImages()
    {
        InstanceImage[]? images = null;
        string? obstacle = Root.AllCoreInstances.Exists(static instance => instance.Group is null) ? "it has a shared memory"
            : !_store.IsAtRest || !Array.TrueForAll(_states, static state => state.IsPristine) ? "it holds handles, or has begun something, when it is made"
            : (images = InstanceImage.Of(Root.AllCoreInstances)) is null ? "its globals, tables or segments hold structures, arrays or exceptions when it is made"
            : null;
        return (images, obstacle);
    }
}
