namespace Caisson.Runtime;

/// <summary>
/// The gate through which the host enters guest code: claims the instance's group for the thread, and sets the stack limit of the
/// thread, once for the outermost entry, so that a guest that recurses through the host meets the same limit.
/// </summary>
internal static class GuestEntry
{
    /// <summary>The lowest stack address that guests may use on this thread; zero outside of guests. Read by code of threaded modules.</summary>
    [ThreadStatic]
    internal static nint StackLimit;

    /// <summary>What an entry changed: to be put back by <see cref="Leave"/>.</summary>
    public struct Scope
    {
        public nint ThreadLimit;
        public HostThread Thread;
    }

    /// <summary>Prepares a call of a function from the host.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside the function's instance.</exception>
    public static void Enter(Function function, out Scope scope) => EnterOn(HostThread.Current, function, out scope);

    /// <summary>As <see cref="Enter"/>, for who knows the thread.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside the function's instance.</exception>
    public static void EnterOn(HostThread thread, Function function, out Scope scope)
    {
        InstanceGroup? group = function.Instance?.Group;
        group?.Enter(thread);
        ref nint limit = ref StackLimit;
        scope = new Scope { ThreadLimit = limit, Thread = thread };
        if (limit == 0) limit = ThreadStack.LimitFor(thread, function.MaxStack);
        if (group is null) return;
        group.StackLimit = limit;
        InterruptionCells.SetLimit(function.Context, limit);
    }

    /// <summary>Ends a call; also when it threw.</summary>
    public static void Leave(Function function, ref readonly Scope scope)
    {
        StackLimit = scope.ThreadLimit;
        if (scope.ThreadLimit == 0) scope.Thread.Kept = null;
        function.Instance?.Group?.Leave();
    }

    /// <summary>A function of another instance or of the host, or one that is called for the first time, for a call by a guest on this thread.</summary>
    /// <returns>The function itself, where this thread has entered its group or it has none; else one that enters for each call. It has an entry point.</returns>
    public static Function Foreign(Function function)
    {
        function.EntryPoint(forCall: true);
        if (function.Instance?.Group is not { } group) return function;
        if (!group.IsEntered) return function.Gated;
        SetLimitOf(function);
        return function;
    }

    /// <summary>As <see cref="Foreign"/>, for a tail call.</summary>
    public static Function ForeignLast(Function function)
    {
        Function callee = Foreign(function);
        (HostThread.Current.Kept ??= []).Add(callee);
        return callee;
    }

    private static void SetLimitOf(Function function) => InterruptionCells.SetLimit(function.Context, StackLimit);
}
