using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>
/// One reservation of address space: a header of state below <see cref="Base"/>, linear memory from there on. The base never
/// moves. Freed by its finalizer: whoever uses the base keeps this object alive.
/// </summary>
internal sealed unsafe partial class MemoryRegion : CriticalFinalizerObject
{
    private readonly nuint _headerSize, _reserved;
    private GCHandle _owner;
    private InstanceGroup? _group;
    private bool _isFree;

    /// <summary>Bytes of linear memory that are committed, or were and may have pages; and those that the collector was told of.</summary>
    private long _committed, _pressed;

    /// <summary>Of all regions.</summary>
    private static long s_pressed;

    /// <summary>Reserves a header, committed and zero, and room for linear memory, not committed.</summary>
    /// <param name="headerSize">Bytes below the base.</param>
    /// <param name="capacity">The most that the memory may need, in bytes.</param>
    /// <param name="guarded">Whether guard pages are wanted; <see cref="IsGuarded"/> tells whether there are any.</param>
    /// <exception cref="ResourceException">The system has no such range.</exception>
    public MemoryRegion(int headerSize, ulong capacity, bool guarded = false)
    {
        _headerSize = (nuint)RoundUp((ulong)headerSize);
        Capacity = RoundUp(capacity);
        if (guarded && _headerSize <= GuardedSlots.StateRoom) Base = GuardedSlots.Rent();
        IsGuarded = Base != 0;
        if (!IsGuarded)
        {
            _reserved = checked(_headerSize + (nuint)Capacity);
            Base = VirtualMemory.Reserve(_reserved) + (nint)_headerSize;
        }
        if (!VirtualMemory.TryCommit(Start, _headerSize)) throw new ResourceException("cannot commit the state of an instance");
    }

    ~MemoryRegion() => Free();

    /// <summary>Where linear memory begins.</summary>
    public nint Base { get; }

    /// <summary>Whether everything that a 32-bit index and a 32-bit offset reach beyond the memory's end faults.</summary>
    public bool IsGuarded { get; }

    /// <summary>How long the linear memory may become, in bytes.</summary>
    public ulong Capacity { get; }

    /// <summary>The length of the linear memory in bytes, where emitted code reads it.</summary>
    public ulong Length
    {
        get => Volatile.Read(ref LengthCell);
        private set
        {
            // Another thread that knows the new length may use all of it.
            if (LimitsAt != 0) MemoryLimits.Set((ulong*)(Base - LimitsAt), value);
            Volatile.Write(ref LengthCell, value);
        }
    }

    /// <summary>Distance from the base to the first of the <see cref="MemoryLimits"/>, zero without: set before there is any length.</summary>
    public int LimitsAt { get; init; }

    /// <summary>Whether other instances have its addresses, so that it must live as long as they do.</summary>
    public bool IsPinned { get; set; }

    /// <summary>To whole pages of the system.</summary>
    public static ulong RoundUp(ulong size)
    {
        ulong page = (ulong)Environment.SystemPageSize;
        return (size + page - 1) / page * page;
    }

    /// <summary>Lets emitted code find the object whose state the header is, without keeping it alive.</summary>
    public void SetOwner(object owner)
    {
        _owner = GCHandle.Alloc(owner, GCHandleType.Weak);
        *(nint*)(Base - ContextLayout.Owner) = GCHandle.ToIntPtr(_owner);
    }

    /// <summary>Lets the header's instance be interrupted together with others, as long as the header is there.</summary>
    public void JoinGroup(InstanceGroup? group)
    {
        _group = group;
        group?.Add(Base);
    }

    /// <summary>Frees it now, if that hasn't happened. Nobody uses its addresses any more.</summary>
    public void Free()
    {
        if (_isFree) return;
        _isFree = true;
        if (_owner.IsAllocated) _owner.Free();
        _group?.Remove(Base);
        if (IsGuarded) GuardedSlots.Return(Base, _headerSize, (nuint)_committed);
        else if (Base != 0) VirtualMemory.Release(Start, _reserved);
        Press(-_pressed);
    }

    /// <summary>Makes the linear memory longer; the new bytes are zero.</summary>
    /// <returns>False when it would exceed the reservation, or the system is out of memory.</returns>
    public bool TryExtend(ulong newLength)
    {
        if (newLength > Capacity) return false;
        ulong committed = RoundUp(Length), wanted = RoundUp(newLength);
        if (!VirtualMemory.TryCommit(Base + (nint)committed, (nuint)(wanted - committed))) return false;
        // The guest asked because it is about to use it, while it may never touch what it starts with.
        if (Length > 0 && wanted > committed) VirtualMemory.ExpectUse(Base + (nint)committed, (nuint)(wanted - committed));
        _committed = long.Max(_committed, (long)wanted);
        if (wanted > committed) Press((long)(wanted - committed));
        Length = newLength;
        return true;
    }

    private ref ulong LengthCell => ref *(ulong*)(Base - ContextLayout.MemoryLength);

    private nint Start => Base - (nint)_headerSize;

    /// <summary>
    /// Tells the collector what hangs on this small object, or it would see no reason to look for dropped instances. It takes a few megabytes for a reason to collect at once; a program that has
    /// no more than one memory, just begun, has nothing to be found.
    /// </summary>
    private void Press(long bytes)
    {
        _pressed += bytes;
        long all = Interlocked.Add(ref s_pressed, bytes), told = Told(all) - Told(all - bytes);
        if (told > 0) GC.AddMemoryPressure(told);
        else if (told < 0) GC.RemoveMemoryPressure(-told);
    }

    /// <summary>What the collector is told of all that memories have.</summary>
    private static long Told(long all) => long.Max(0, all - RuntimeLimits.UnpressedBytes);
}
