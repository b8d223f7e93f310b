namespace Caisson.Components.Concurrency;

/// <summary>
/// Blocking where the thread stands. A function that isn't async-typed must have its result when it returns to its caller, so that nothing but threads of its
/// own instance may run until then: they can run on top of it, and it needs no stack of its own. abi: canon_lift
/// </summary>
internal sealed partial class GuestThread
{
    private bool _isWoken, _isCancelledInPlace;

    /// <summary>Whether it blocks on the stack of whoever resumed it.</summary>
    private bool IsBlockedInPlace { get; set; }

    private bool BlockInPlace(GuestThread? switchTo)
    {
        (IsBlockedInPlace, _isWoken) = (true, false);
        Notify();
        switchTo?.Resume();
        while (!_isWoken)
        {
            GuestThread candidate = Store.TakeReady(Instance) ?? throw (Store.HasAnyReady() ? TaskErrors.Deadlock() : TaskErrors.CannotBlock());
            candidate.Resume();
        }
        IsBlockedInPlace = false;
        return _isCancelledInPlace;
    }

    private void WakeInPlace(bool cancelled) => (_isWoken, _isCancelledInPlace) = (true, cancelled);
}
