using Caisson.Components.Concurrency;
using Caisson.Components.Values;

namespace Caisson.Components.Linking;

/// <summary>Who calls a function of the host. Valid during the call.</summary>
/// <param name="store">Where the caller lives.</param>
public readonly struct ComponentCaller(ComponentStore store)
{
    /// <summary>Where the caller lives. Other instances in it may be called; the caller itself can't be entered before it has got its result.</summary>
    public ComponentStore Store => store;
}

/// <summary>
/// A function of the host. Called on the guest's thread; its exceptions travel through the guest, which can't be entered any more afterwards.
/// </summary>
/// <param name="caller">Who calls.</param>
/// <param name="arguments">One for each parameter.</param>
/// <returns>The result; default for a function without.</returns>
public delegate ComponentValue ComponentHostFunction(ComponentCaller caller, ReadOnlySpan<ComponentValue> arguments);

/// <summary>
/// A function of the host that may take time: the guest waits without holding a thread, if it can. It begins on the guest's thread and may go on anywhere.
/// If it fails the guest can't be entered any more.
/// </summary>
/// <param name="caller">Who calls. Valid until the first wait.</param>
/// <param name="arguments">One for each parameter.</param>
/// <param name="cancellation">
/// Cancelled when the guest asks for it. The function may then end with <see cref="OperationCanceledException"/>, or with its result.
/// </param>
/// <returns>The result; default for a function without.</returns>
public delegate ValueTask<ComponentValue> ComponentAsyncHostFunction(ComponentCaller caller, ComponentValue[] arguments, CancellationToken cancellation);
