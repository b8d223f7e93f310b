namespace Caisson.Runtime;

/// <summary>
/// What emitted code looks at to learn that it shall stop: at the heads of loops a page that it can't read any more, or a flag where there is no such
/// page; at the entries of functions the stack limit, which is there anyway and becomes one that no stack satisfies. Threaded modules have a flag only.
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

        // May fail for want of mappings; it is tried again as long as somebody is inside.
        if (PollPage(context) != 0) _ = VirtualMemory.TryProtect(PollPage(context), (nuint)Environment.SystemPageSize);
    }

    /// <summary>Lets the code of a context go on.</summary>
    /// <param name="context">The context.</param>
    /// <param name="limit">The stack limit of the thread that is inside.</param>
    public static void Clear(nint context, nint limit)
    {
        if (PollPage(context) != 0) _ = VirtualMemory.TryCommit(PollPage(context), (nuint)Environment.SystemPageSize);
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

    /// <summary>Tells where the page of a new context is, if it has one.</summary>
    public static void SetPollPage(nint context, ContextLayout layout)
    {
        if (layout.PollPage > 0) PollPage(context) = context - layout.PollPage;
    }

    /// <summary>Whether code of a context has found out by its page that it shall stop; asks and forgets.</summary>
    public static bool TakePollFault(nint context)
    {
        ref int cell = ref *(int*)(context - ContextLayout.PollFault);
        if (cell == 0) return false;
        cell = 0;
        return true;
    }

    private static ref nint PollPage(nint context) => ref *(nint*)(context - ContextLayout.PollPageAddress);

    private static ref nint Limit(nint context) => ref *(nint*)(context - ContextLayout.StackLimit);
}
