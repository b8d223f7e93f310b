namespace Caisson.Runtime;

/// <summary>
/// What guard pages make of an access outside a memory, and poll pages of an interruption: a NullReferenceException whose innermost frame is
/// guest code. It becomes a trap where the host entered the guest; guests can't catch it before. One from any other code is what it is. Safe
/// from any thread.
/// </summary>
internal static class GuestFault
{
    /// <summary>Whether an exception stands for a trap. Called by typed delegates, too, as is the next.</summary>
    public static bool IsTrap(NullReferenceException exception) => GuestFrames.Reader?.Raised(exception) == true;

    /// <summary>The trap that an exception stands for.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="function">What the host called.</param>
    public static TrapException ToTrap(NullReferenceException exception, Function function) =>
        new(function.Instance?.Group is { } group && group.TakePollFault() ? TrapKind.Interrupted : TrapKind.OutOfBoundsMemoryAccess, exception);
}
