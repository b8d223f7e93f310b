namespace Caisson.Runtime;

/// <summary>
/// The gate through which the host enters guest code: claims the instance's group for the thread, and sets the stack limit of the
/// thread, once for the outermost entry, so that a guest that recurses through the host meets the same limit.
/// </summary>
internal static unsafe class GuestEntry
{
    /// <summary>The lowest stack address that guests may use on this thread; zero outside of guests. Read by code of threaded modules.</summary>
    [ThreadStatic]
    internal static nint StackLimit;

    /// <summary>What an entry changed: to be put back by <see cref="Leave"/>.</summary>
    public struct Scope
    {
        public nint ThreadLimit;
    }

    /// <summary>Prepares a call of a function from the host.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside the function's instance.</exception>
    public static void Enter(Function function, out Scope scope)
    {
        InstanceGroup? group = function.Instance?.Group;
        group?.Enter();
        scope = new Scope { ThreadLimit = StackLimit };
        if (scope.ThreadLimit == 0) StackLimit = ThreadStack.LimitFor(function.MaxStack);
        if (group is not null) SetLimitOf(function);
    }

    /// <summary>Ends a call; also when it threw.</summary>
    public static void Leave(Function function, ref readonly Scope scope)
    {
        StackLimit = scope.ThreadLimit;
        function.Instance?.Group?.Leave();
    }

    /// <summary>A function of another instance or of the host, for a call by a guest on this thread.</summary>
    /// <returns>The function itself, where this thread has entered its group or it has none; else one that enters for each call.</returns>
    public static Function Foreign(Function function)
    {
        if (function.Instance?.Group is not { } group) return function;
        if (!group.IsEntered) return function.Gated;
        SetLimitOf(function);
        return function;
    }

    private static void SetLimitOf(Function function) => *(nint*)(function.Context - ContextLayout.StackLimit) = StackLimit;
}
