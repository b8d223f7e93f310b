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

    /// <summary>
    /// Who the current thread is where instances belong to one at a time: negative where several threads take turns and count as one, as those of a
    /// component store do; zero for a thread by itself.
    /// </summary>
    [ThreadStatic]
    internal static int Identity;

    /// <summary>
    /// Functions of other instances that guests have left to by tail calls, which leave nobody behind who refers to them; kept until the
    /// outermost entry ends.
    /// </summary>
    [ThreadStatic]
    private static HashSet<Function>? s_kept;

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
        if (group is null) return;
        group.StackLimit = StackLimit;
        SetLimitOf(function);
    }

    /// <summary>Ends a call; also when it threw.</summary>
    public static void Leave(Function function, ref readonly Scope scope)
    {
        StackLimit = scope.ThreadLimit;
        if (scope.ThreadLimit == 0 && s_kept is not null) s_kept = null;
        function.Instance?.Group?.Leave();
    }

    /// <summary>A function of another instance or of the host, or one that is called for the first time, for a call by a guest on this thread.</summary>
    /// <returns>The function itself, where this thread has entered its group or it has none; else one that enters for each call. It has an entry point.</returns>
    public static Function Foreign(Function function)
    {
        function.EntryPoint();
        if (function.Instance?.Group is not { } group) return function;
        if (!group.IsEntered) return function.Gated;
        SetLimitOf(function);
        return function;
    }

    /// <summary>As <see cref="Foreign"/>, for a tail call.</summary>
    public static Function ForeignLast(Function function)
    {
        Function callee = Foreign(function);
        (s_kept ??= []).Add(callee);
        return callee;
    }

    private static void SetLimitOf(Function function) => InterruptionCells.SetLimit(function.Context, StackLimit);
}
