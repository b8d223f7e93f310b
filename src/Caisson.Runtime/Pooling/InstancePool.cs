namespace Caisson.Runtime;

/// <summary>
/// Instances of one module that are used one after the other, each time as if they were new: memory, globals, tables, segments and fuel are what they were when the
/// pool was made. Imports are bound once; what host functions keep for a use is its <see cref="PooledInstance.State"/>. Safe from any thread. See docs/instances.md.
/// </summary>
public sealed class InstancePool : IDisposable
{
    private readonly Extern[] _imports;
    private readonly InstanceImage? _image;
    private readonly PoolSlot?[] _slots;
    private readonly PoolPlaces _places;

    internal InstancePool(Module module, Extern[] imports, InstancePoolOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Prewarm, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Prewarm, options.MaxSize, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.KeptBytes, nameof(options));
        Poolable.Check(module, imports);
        (Module, Options, _imports) = (module, options, imports);
        _slots = new PoolSlot?[options.MaxSize];
        _places = new PoolPlaces(options.MaxSize, index => _slots[index]?.Empty());
        Instance first = MakeFirst();
        _image = Poolable.HandsOutFunctions(module) ? null : InstanceImage.Of(first);
        first.Dispose();
        for (int i = 0; i < options.Prewarm && _places.TryTakeUnused(out int index); i++) GiveBack(Fill(index));
    }

    /// <summary>The module.</summary>
    public Module Module { get; }

    /// <summary>How many instances there are room for so far, rented or not: at most <see cref="InstancePoolOptions.MaxSize"/>.</summary>
    public int Count => _places.Count;

    internal InstancePoolOptions Options { get; }

    /// <summary>Takes an instance, made now if none is free.</summary>
    /// <param name="state">See <see cref="PooledInstance.State"/>.</param>
    /// <returns>To be disposed as soon as it isn't needed any more; until then nobody else gets it.</returns>
    /// <exception cref="InvalidOperationException">All are in use, and there may not be more; or the pool is disposed.</exception>
    /// <exception cref="ResourceException">One has to be made, and the system is out of memory or address space.</exception>
    public PooledInstance Rent(object? state = null) =>
        TryRent(out PooledInstance instance, state) ? instance : throw RuntimeErrors.PoolExhausted(Options.MaxSize);

    /// <summary>As <see cref="Rent"/>.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="state">See <see cref="PooledInstance.State"/>.</param>
    /// <returns>False when all are in use, and there may not be more.</returns>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    /// <exception cref="ResourceException">One has to be made, and the system is out of memory or address space.</exception>
    public bool TryRent(out PooledInstance instance, object? state = null)
    {
        ObjectDisposedException.ThrowIf(_places.IsClosed, this);
        instance = default;
        if (!_places.TryTake(out int index)) return false;
        instance = (_slots[index] is { IsReady: true } slot ? slot : _slots[Fill(index)]!).Rent(state);
        return true;
    }

    /// <summary>As <see cref="Rent"/>, but waits until an instance is given back if it must.</summary>
    /// <param name="state">See <see cref="PooledInstance.State"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instance; canceled when <paramref name="cancellation"/> was.</returns>
    /// <exception cref="ObjectDisposedException">The pool is disposed, or was while this waited.</exception>
    /// <exception cref="ResourceException">As <see cref="Rent"/>.</exception>
    public ValueTask<PooledInstance> RentAsync(object? state = null, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<PooledInstance>(cancellation);
        return TryRent(out PooledInstance instance, state)
            ? new(instance)
            : new(_places.WaitAsync(() => TryRent(out PooledInstance later, state) ? later : (PooledInstance?)null, cancellation));
    }

    /// <summary>
    /// An exported function as a typed delegate whose first parameter is the instance: one delegate for the whole pool. The fastest way to call, and the one that knows
    /// whether the instance is still rented.
    /// </summary>
    /// <typeparam name="TDelegate">For example <c>Func&lt;PooledInstance, int, int&gt;</c>; otherwise as for <see cref="Function.As{TDelegate}"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none that the module defines, or the signature doesn't fit its type.</exception>
    public TDelegate GetFunction<TDelegate>(string name) where TDelegate : Delegate =>
        (TDelegate)Create(typeof(TDelegate), new PooledFunction(this, name));

    /// <summary>Ends the pool: instances that are free now, those in use when they are given back. Who waits for one fails.</summary>
    public void Dispose() => _places.Close();

    /// <summary>Takes back a slot whose lease has ended.</summary>
    internal void GiveBack(int index) => _places.GiveBack(index);

    private Delegate Create(Type delegateType, PooledFunction function) =>
        HostTypes.TakesInstance(delegateType) && function.Signature.Fits(delegateType)
            ? Module.Engine.Backend.CreateDelegate(delegateType, function)
            : throw RuntimeErrors.DelegateDoesNotFit(delegateType, function.Type, ofPool: true);

    /// <summary>Makes the instance of a slot that nobody else has.</summary>
    private int Fill(int index)
    {
        PoolSlot slot = _slots[index] ??= new PoolSlot(this, index);
        try
        {
            slot.Fill(_image, _image is null ? MakeFirst() : new Instance(Module, _imports, _image.Memories));
        }
        catch
        {
            GiveBack(index);
            throw;
        }
        return index;
    }

    private Instance MakeFirst()
    {
        Instance instance = Instantiation.Instantiate(Module, _imports, created: null);
        Options.Initialize?.Invoke(instance);
        return instance;
    }
}
