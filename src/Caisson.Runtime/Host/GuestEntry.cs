using System.Runtime.CompilerServices;

namespace Caisson.Runtime;

/// <summary>
/// The gate through which the host enters guest code: sets the stack limit of the thread, once for the outermost entry, so that
/// a guest that recurses through the host meets the same limit.
/// </summary>
internal static unsafe class GuestEntry
{
    [ThreadStatic]
    private static nint s_limit;

    /// <summary>Prepares a call of a function from the host.</summary>
    /// <returns>What <see cref="Leave"/> needs.</returns>
    public static nint Enter(Function function)
    {
        nint outer = s_limit;
        nint limit = outer != 0 ? outer : ThreadStack.LimitFor(function.MaxStack);
        s_limit = limit;
        *(nint*)(function.Context - ContextLayout.StackLimit) = limit;
        return outer;
    }

    /// <summary>Ends a call; also when it threw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave(nint outer) => s_limit = outer;
}
