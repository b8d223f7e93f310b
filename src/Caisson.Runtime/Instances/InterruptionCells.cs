namespace Caisson.Runtime;

/// <summary>
/// What emitted code looks at to learn that it shall stop: a flag at the heads of loops, and the stack limit at the entries of
/// functions, which is there anyway and becomes one that no stack satisfies. Threaded modules have a flag only.
/// </summary>
internal static unsafe class InterruptionCells
{
    /// <summary>A stack limit above every stack.</summary>
    private const nint Unreachable = -1;

    /// <summary>Not zero once the code of a context shall stop.</summary>
    public static ref int Flag(nint context) => ref *(int*)(context - ContextLayout.Interrupted);

    /// <summary>Makes the code of a context stop at the next look.</summary>
    public static void Set(nint context)
    {
        Volatile.Write(ref Flag(context), 1);
        Volatile.Write(ref Limit(context), Unreachable);
    }

    /// <summary>Lets the code of a context go on.</summary>
    /// <param name="context">The context.</param>
    /// <param name="limit">The stack limit of the thread that is inside.</param>
    public static void Clear(nint context, nint limit)
    {
        Volatile.Write(ref Flag(context), 0);
        Volatile.Write(ref Limit(context), limit);
    }

    /// <summary>Sets the stack limit of a thread that enters.</summary>
    public static void SetLimit(nint context, nint limit)
    {
        Volatile.Write(ref Limit(context), limit);
        if (Volatile.Read(ref Flag(context)) != 0) Volatile.Write(ref Limit(context), Unreachable);
    }

    /// <summary>Whether an exceeded stack limit means that the code shall stop.</summary>
    public static bool IsSet(nint context) => Volatile.Read(ref Flag(context)) != 0 || Volatile.Read(ref Limit(context)) == Unreachable;

    private static ref nint Limit(nint context) => ref *(nint*)(context - ContextLayout.StackLimit);
}
