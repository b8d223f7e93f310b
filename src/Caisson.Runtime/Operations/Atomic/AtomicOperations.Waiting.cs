namespace Caisson.Runtime.Operations;

// Waiting and waking. The caller has checked that a memory to wait on is shared.
public static unsafe partial class AtomicOperations
{
    /// <summary>
    /// <c>memory.atomic.wait32</c>: 0 when woken, 1 when the memory held another number than the expected one, 2 when the timeout,
    /// in nanoseconds, passed; a negative timeout is none.
    /// </summary>
    public static int MemoryAtomicWait32(byte* address, int expected, long timeout) => WaitTable.Wait(address, expected, timeout);

    /// <summary><c>memory.atomic.wait64</c>: as <see cref="MemoryAtomicWait32"/>.</summary>
    public static int MemoryAtomicWait64(byte* address, long expected, long timeout) => WaitTable.Wait(address, expected, timeout);

    /// <summary>
    /// <c>memory.atomic.notify</c>: wakes at most <paramref name="count"/> waiters, an unsigned number, in the order in which
    /// they came; returns how many.
    /// </summary>
    public static int MemoryAtomicNotify(byte* address, int count)
    {
        AtomicCell.Load<int>(address); // traps as an access would
        return (int)WaitTable.Notify((nuint)address, (uint)count);
    }
}
