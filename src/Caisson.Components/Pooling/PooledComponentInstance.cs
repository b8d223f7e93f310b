using Caisson.Components.Concurrency;
using Caisson.Components.Linking;

namespace Caisson.Components.Pooling;

/// <summary>
/// An instance of a <see cref="ComponentPool"/>, from <see cref="ComponentPool.Rent"/> to <see cref="Dispose"/>: its state is as new, and nobody else has it. After that, each use
/// of this value, of a copy of it, and of what was got from it fails with an <see cref="ObjectDisposedException"/>. As safe to use from several threads as a
/// <see cref="ComponentInstance"/>.
/// </summary>
public readonly struct PooledComponentInstance : IDisposable
{
    private readonly ComponentSlot? _slot;
    private readonly ComponentInstance? _instance;

    internal PooledComponentInstance(ComponentSlot slot, ComponentInstance instance) => (_slot, _instance) = (slot, instance);

    /// <summary>The instance itself, in a store of its own. Functions, resources and streams that are got from it are of no use after the end.</summary>
    public ComponentInstance Instance => Slot.IsCurrent(_instance!) ? _instance! : throw TaskErrors.GivenBack();

    /// <summary>Where it lives until the end.</summary>
    public ComponentStore Store => Instance.Store;

    internal ComponentSlot Slot => _slot ?? throw TaskErrors.GivenBack();

    /// <summary>The store of this use, whether it has ended or not.</summary>
    internal ComponentStore StoreOfUse => _instance!.Store;

    /// <summary>A function that it exports. Those that are called through C# types are better got from the pool, once: <see cref="ComponentPool.GetFunction{TDelegate}(string)"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ComponentFunction GetFunction(string name) => Instance.GetFunction(name);

    /// <summary>A function of an instance that it exports.</summary>
    /// <param name="instance">The name of the exported instance.</param>
    /// <param name="name">The name of the function.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ComponentFunction GetFunction(string instance, string name) => Instance.GetFunction(instance, name);

    /// <summary>
    /// Ends its code once a time has passed, for good, unless it is given back before: whoever is inside traps with <see cref="Runtime.TrapKind.Interrupted"/>, and so do later calls.
    /// The instance isn't used again then. Replaces an earlier time.
    /// </summary>
    /// <param name="time">From now; zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    /// <exception cref="InvalidOperationException">The engine's code can't be interrupted: see <see cref="Runtime.EngineOptions.Interruption"/>.</exception>
    public void InterruptAfter(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Slot.InterruptAfter(Instance, time);
    }

    /// <summary>
    /// Waits until no call goes on in the instance. A task that has returned its result may still have something to do, as one does that answers a request and then writes the body.
    /// </summary>
    /// <param name="time">How long to wait at most.</param>
    /// <returns>Whether it has come to its end.</returns>
    public async Task<bool> FinishAsync(TimeSpan time)
    {
        try
        {
            await Slot.Tree.WhenFinished(Instance).WaitAsync(time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// Gives the instance back, whatever its state is: what waits in it is given up, what it owns of the host's is dropped. If another thread works for it at the moment, that
    /// happens when it is done, or is stopped after <see cref="ComponentStoreOptions.CancellationGrace"/>. Does nothing the second time.
    /// </summary>
    /// <exception cref="InvalidOperationException">This thread is inside the instance; it stays rented.</exception>
    public void Dispose() => _slot?.Return(_instance!);
}
