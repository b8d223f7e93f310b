using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Runtime;

namespace Caisson.Components.Pooling;

/// <summary>
/// Instances of one component that are used one after the other, each time as if they were new: what their code can change is what it was when the pool was made, and nothing that
/// one use has begun goes on in the next. Imports are bound once; what host functions keep for a use is the <see cref="ComponentStore.State"/> of its store. Safe from any
/// thread. See docs/instances.md.
/// </summary>
public sealed class ComponentPool : IDisposable
{
    private readonly ComponentLinker _linker;
    private readonly InstanceImage[]? _images;
    private readonly ComponentSlot[] _slots;
    private readonly PoolPlaces _places;
    private readonly LinkedInstance _exports;
    private int _functions;

    internal ComponentPool(ComponentLinker linker, Component component, ComponentPoolOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Prewarm, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Prewarm, options.MaxSize, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.KeptBytes, nameof(options));
        (_linker, Component, Options) = (linker, component, options);
        _slots = [.. Enumerable.Range(0, options.MaxSize).Select(index => new ComponentSlot(this, index))];
        _places = new PoolPlaces(options.MaxSize, index => _slots[index].Empty());
        _exports = TakeImages(out _images, out string? obstacle);
        Obstacle = obstacle;
        for (int i = 0; i < options.Prewarm && _places.TryTakeUnused(out int index); i++)
        {
            Fill(index);
            _places.GiveBack(index);
        }
    }

    /// <summary>The component.</summary>
    public Component Component { get; }

    /// <summary>Why instances of the component can't be made new again, so that each use gets one that is made from nothing, and takes longer; null where they can.</summary>
    public string? Obstacle { get; }

    /// <summary>How many instances there are room for so far, rented or not: at most <see cref="ComponentPoolOptions.MaxSize"/>.</summary>
    public int Count => _places.Count;

    internal ComponentPoolOptions Options { get; }

    /// <summary>Takes an instance, made now if none is free.</summary>
    /// <param name="state">See <see cref="ComponentStore.State"/>.</param>
    /// <returns>To be disposed as soon as it isn't needed any more; until then nobody else gets it.</returns>
    /// <exception cref="InvalidOperationException">All are in use, and there may not be more; or the pool is disposed.</exception>
    /// <exception cref="ResourceException">One has to be made, and the system is out of memory or address space.</exception>
    public PooledComponentInstance Rent(object? state = null) =>
        TryRent(out PooledComponentInstance instance, state) ? instance : throw PoolErrors.Exhausted(Options.MaxSize);

    /// <summary>As <see cref="Rent"/>.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="state">See <see cref="ComponentStore.State"/>.</param>
    /// <returns>False when all are in use, and there may not be more.</returns>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    /// <exception cref="ResourceException">One has to be made, and the system is out of memory or address space.</exception>
    public bool TryRent(out PooledComponentInstance instance, object? state = null)
    {
        ObjectDisposedException.ThrowIf(_places.IsClosed, this);
        instance = default;
        if (!_places.TryTake(out int index)) return false;
        Fill(index);
        instance = _slots[index].Rent(state);
        return true;
    }

    /// <summary>As <see cref="Rent"/>, but waits until an instance is given back if it must.</summary>
    /// <param name="state">See <see cref="ComponentStore.State"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instance; canceled when <paramref name="cancellation"/> was.</returns>
    /// <exception cref="ObjectDisposedException">The pool is disposed, or was while this waited.</exception>
    /// <exception cref="ResourceException">As <see cref="Rent"/>.</exception>
    public ValueTask<PooledComponentInstance> RentAsync(object? state = null, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<PooledComponentInstance>(cancellation);
        return TryRent(out PooledComponentInstance instance, state)
            ? new(instance)
            : new(_places.WaitAsync(() => TryRent(out PooledComponentInstance later, state) ? later : (PooledComponentInstance?)null, cancellation));
    }

    /// <summary>
    /// A function that the component exports, as a typed delegate whose first parameter is the instance: one delegate for the whole pool. Nothing is boxed, and nothing allocated
    /// but what strings and lists are.
    /// </summary>
    /// <typeparam name="TDelegate">For example <c>Func&lt;PooledComponentInstance, uint, string&gt;</c>; otherwise as for <see cref="ComponentFunction.As{TDelegate}"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none, or the delegate doesn't fit it; the message says why.</exception>
    /// <exception cref="NotSupportedException">The function is async-typed, or the host's own.</exception>
    public TDelegate GetFunction<TDelegate>(string name) where TDelegate : Delegate => GetFunction<TDelegate>(null, name);

    /// <summary>As the other one, for a function of an exported instance.</summary>
    /// <typeparam name="TDelegate">As for the other one.</typeparam>
    /// <param name="instance">The name of the exported instance; null for a function of the component itself.</param>
    /// <param name="name">The name of the function.</param>
    /// <exception cref="ArgumentException">There is none, or the delegate doesn't fit it; the message says why.</exception>
    /// <exception cref="NotSupportedException">The function is async-typed, or the host's own.</exception>
    public TDelegate GetFunction<TDelegate>(string? instance, string name) where TDelegate : Delegate
    {
        if (typeof(TDelegate).GetMethod(nameof(Action.Invoke))?.GetParameters() is not [{ ParameterType: var first }, ..] || first != typeof(PooledComponentInstance))
            throw PoolErrors.WithoutInstance(typeof(TDelegate));
        var function = new PooledFunction(this, Interlocked.Increment(ref _functions) - 1, instance, name);
        return TypedDelegates.Create<TDelegate>(function.Find(_exports).Layout, function);
    }

    /// <summary>Ends the pool: instances that are free now, those in use when they are given back. Who waits for one fails.</summary>
    public void Dispose() => _places.Close();

    /// <summary>Takes back a place.</summary>
    internal void GiveBack(int index) => _places.GiveBack(index);

    /// <summary>Makes an instance.</summary>
    internal ComponentTree Make()
    {
        ComponentTree tree = ComponentTree.Make(_linker, Component, Options, _images);
        if (_images is null) Options.Initialize?.Invoke(tree.Made);
        return tree;
    }

    /// <summary>Makes the instance of a place that nobody else has.</summary>
    private void Fill(int index)
    {
        try
        {
            _slots[index].Fill();
        }
        catch
        {
            _places.GiveBack(index);
            throw;
        }
    }

    private LinkedInstance TakeImages(out InstanceImage[]? images, out string? obstacle)
    {
        using ComponentTree first = ComponentTree.Make(_linker, Component, Options, images: null);
        images = null;
        obstacle = first.Made.Store.HasCalledHost && !Options.KeepsHostAnswers ? "it calls functions of the host when it is made" : null;
        if (obstacle is null)
        {
            Options.Initialize?.Invoke(first.Made);
            images = first.TryTakeImages(out obstacle);
        }
        return first.Exports;
    }
}
