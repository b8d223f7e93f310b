namespace Caisson.Runtime;

/// <summary>
/// Address space in which memories lie so far apart that a guest can't get from one to the next: a 32-bit index, a 32-bit offset and the
/// width of an access stay inside a slot. Everything that isn't committed faults. Slots are used again, zeroed; arenas of them are
/// reserved when needed, and never given back. Safe from any thread.
/// </summary>
/// <remarks>A slot: room for state, ending at the base that is handed out; what an access can reach; room that nothing reaches.</remarks>
internal static class GuardedSlots
{
    /// <summary>Memories with guard pages grow by multiples of this, in bytes.</summary>
    public const int Granularity = 64 * 1024;

    /// <summary>Room for state below a base, in bytes: more than the largest module needs.</summary>
    public const int StateRoom = 64 << 20;

    /// <summary>2^33 - 2 is the largest sum of index and offset; no access is wider than 16 bytes.</summary>
    private const ulong Reach = (1UL << 33) + Granularity;

    /// <summary>Bytes from one base to the next.</summary>
    public const ulong SlotSize = StateRoom + Reach + StateRoom - Granularity;

    /// <summary>Half a tebibyte at a time; less, where there is less.</summary>
    private const int SlotsInArena = 64;

    private static readonly Lock Gate = new();
    private static nint[] s_free = new nint[SlotsInArena];
    private static int s_freeCount;
    private static nint s_next;
    private static int s_left;

    /// <summary>Makes sure that there is a slot, or was one.</summary>
    public static bool TryPrepare()
    {
        lock (Gate) return s_next != 0 || TryReserve();
    }

    /// <summary>Takes a slot.</summary>
    /// <returns>Its base; zero when the address space is used up, even after a collection of dropped instances.</returns>
    public static nint Rent()
    {
        if (TryRent() is var found and not 0) return found;
#pragma warning disable RS0030 // The embedder owns the collector; but the slots that are missing may belong to what is dead.
        GC.Collect();
        GC.WaitForPendingFinalizers();
#pragma warning restore RS0030
        return TryRent();
    }

    /// <summary>Gives a slot back.</summary>
    /// <param name="slot">Its base.</param>
    /// <param name="below">Bytes of state that were committed.</param>
    /// <param name="above">Bytes of memory that were committed.</param>
    public static void Return(nint slot, nuint below, nuint above)
    {
        // A slot that can't be emptied, for want of mappings, is lost.
        if (!VirtualMemory.TryReset(slot - (nint)below, below + above)) return;
        lock (Gate)
        {
            if (s_freeCount == s_free.Length) Array.Resize(ref s_free, 2 * s_freeCount);
            s_free[s_freeCount++] = slot;
        }
    }

    private static nint TryRent()
    {
        lock (Gate)
        {
            if (s_freeCount > 0) return s_free[--s_freeCount];
            if (s_left == 0 && !TryReserve()) return 0;
            s_left--;
            nint slot = s_next;
            s_next += unchecked((nint)SlotSize);
            return slot;
        }
    }

    /// <summary>So that a memory has as many large pages as possible; what is between slots is a multiple, too.</summary>
    private static nint Align(nint arena) => (arena + (nint)RuntimeLimits.LargePageBytes - 1) & -(nint)RuntimeLimits.LargePageBytes;

    private static bool TryReserve()
    {
        for (int slots = SlotsInArena; slots > 0; slots /= 2)
        {
            nuint size = unchecked((nuint)SlotSize) * (nuint)slots + (nuint)RuntimeLimits.LargePageBytes;
            if (!VirtualMemory.TryReserve(size, out nint arena)) continue;
            if (!FaultHandler.TryWatch(arena, size))
            {
                VirtualMemory.Release(arena, size);
                return false;
            }
            (s_next, s_left) = (Align(arena) + StateRoom, slots);
            return true;
        }
        return false;
    }
}
