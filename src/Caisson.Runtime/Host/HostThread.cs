namespace Caisson.Runtime;

/// <summary>
/// What is known of a thread of the system that enters guests: found once by who needs several things, since finding it is most of the price. One a thread, which
/// alone uses it.
/// </summary>
internal sealed class HostThread
{
    [ThreadStatic]
    private static HostThread? s_current;

    /// <summary>The current thread.</summary>
    public static HostThread Current => s_current ?? Make();

    /// <summary>
    /// Who the thread is where instances belong to one at a time: positive for the thread by itself; negative where several threads take turns and count as one, as
    /// those of a component store do.
    /// </summary>
    public int Identity { get; set; } = Environment.CurrentManagedThreadId;

    /// <summary>What the thread works for, where several take turns; null for a thread by itself.</summary>
    public object? WorksFor { get; set; }

    /// <summary>The end of its stack.</summary>
    public nint LowestStackAddress { get; } = ThreadStack.Lowest();

    /// <summary>
    /// Functions of other instances that guests have left to by tail calls, which leave nobody behind who refers to them; kept until the
    /// outermost entry ends.
    /// </summary>
    public HashSet<Function>? Kept { get; set; }

    private static HostThread Make() => s_current = new HostThread();
}
