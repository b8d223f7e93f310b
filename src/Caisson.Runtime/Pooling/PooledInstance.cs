namespace Caisson.Runtime;

/// <summary>
/// An instance of an <see cref="InstancePool"/>, from <see cref="InstancePool.Rent"/> to <see cref="Dispose"/>: its state is as new, and nobody else has it. After that,
/// each use of this value or a copy of it fails with an <see cref="ObjectDisposedException"/>. For one thread at a time, as instances are.
/// </summary>
public readonly struct PooledInstance : IDisposable
{
    private readonly PoolSlot? _slot;
    private readonly long _lease;

    internal PooledInstance(PoolSlot slot, long lease) => (_slot, _lease) = (slot, lease);

    /// <summary>What the host keeps for the instance, see <see cref="Instance.State"/>; forgotten at the end.</summary>
    public object? State
    {
        get => Current.State;
        set => Current.State = value;
    }

    /// <summary>See <see cref="Instance.Fuel"/>. Begins with <see cref="EngineOptions.Fuel"/>.</summary>
    /// <exception cref="InvalidOperationException">The engine doesn't count.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number below zero.</exception>
    public long Fuel
    {
        get => Current.Fuel;
        set => Current.Fuel = value;
    }

    /// <summary>The exported memory named "memory". The object is of no use after the end.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Memory Memory => Current.DefaultMemory ?? throw RuntimeErrors.NotDefined("memory", Wasm.Syntax.ExternKind.Mem);

    /// <summary>
    /// The instance itself, for everything else that it can do. Who may have kept a function or a table of it could get at what others do with it; so once this was
    /// read, the instance isn't reset but disposed at the end, and another made in its place, which takes longer.
    /// </summary>
    public Instance Instance => Current.Expose();

    internal PoolSlot Slot => _slot ?? throw RuntimeErrors.Disposed();

    internal long Lease => _lease;

    private Instance Current => Slot.At(_lease);

    /// <summary>See <see cref="Instance.InterruptAfter"/>. To be disposed before this is: else the instance isn't used again.</summary>
    /// <param name="time">From now; zero or more, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public Interruption InterruptAfter(TimeSpan time) => Current.InterruptAfter(time);

    /// <summary>See <see cref="Instance.InterruptOn"/>. To be disposed before this is: else the instance isn't used again.</summary>
    /// <param name="cancellation">The token.</param>
    public Interruption InterruptOn(CancellationToken cancellation) => Current.InterruptOn(cancellation);

    /// <summary>Gives the instance back. What its state is doesn't matter: a trap does no harm. Does nothing the second time.</summary>
    /// <exception cref="InvalidOperationException">Its code is running, on this thread or another; it stays rented.</exception>
    public void Dispose() => _slot?.Return(_lease);
}
