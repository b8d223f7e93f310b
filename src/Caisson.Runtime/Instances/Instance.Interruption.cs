using Caisson.Runtime.Operations;

namespace Caisson.Runtime;

/// <summary>Stopping guest code from outside.</summary>
public sealed unsafe partial class Instance
{
    /// <summary>
    /// Whether <see cref="Interrupt"/> can stop its code: the module has a shared memory, so that its loops and functions look.
    /// </summary>
    public bool IsInterruptible => Module.Layout.IsThreaded;

    internal bool IsInterrupted => Volatile.Read(ref InterruptedCell) != 0;

    private ref int InterruptedCell => ref *(int*)(Context - ContextLayout.Interrupted);

    /// <summary>
    /// Ends the code of this instance for good: every thread in it traps with <see cref="TrapKind.Interrupted"/> when it next goes
    /// around a loop, calls a function or waits, and so do later calls. Waits end at once. Host functions must come back by
    /// themselves. Safe to call from any thread, and again.
    /// </summary>
    /// <exception cref="InvalidOperationException">It isn't <see cref="IsInterruptible"/>.</exception>
    public void Interrupt()
    {
        if (!IsInterruptible) throw RuntimeErrors.NotInterruptible();

        // A full fence: whoever begins to wait sees the flag, or is seen here.
        Interlocked.Exchange(ref InterruptedCell, 1);
        WaitTable.Interrupt(this);
        GC.KeepAlive(this);
    }
}
