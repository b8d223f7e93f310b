namespace Caisson.Runtime;

/// <summary>
/// The gate through which the host enters guest code: sets the stack limit of the thread, once for the outermost entry, so that
/// a guest that recurses through the host meets the same limit.
/// </summary>
internal static unsafe class GuestEntry
{
    [ThreadStatic]
    private static nint s_limit;

    /// <summary>What an entry changed: to be put back by <see cref="Leave"/>.</summary>
    public struct Scope
    {
        public nint ThreadLimit;

        public nint ContextLimit;
    }

    /// <summary>Prepares a call of a function from the host.</summary>
    public static void Enter(Function function, out Scope scope)
    {
        ref nint contextLimit = ref *(nint*)(function.Context - ContextLayout.StackLimit);
        scope = new Scope { ThreadLimit = s_limit, ContextLimit = contextLimit };
        if (s_limit == 0) s_limit = ThreadStack.LimitFor(function.MaxStack);
        contextLimit = s_limit;
    }

    /// <summary>Ends a call; also when it threw.</summary>
    public static void Leave(Function function, ref readonly Scope scope)
    {
        s_limit = scope.ThreadLimit;
        *(nint*)(function.Context - ContextLayout.StackLimit) = scope.ContextLimit;
    }
}
