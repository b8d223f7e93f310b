using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace Caisson.Runtime;

/// <summary>
/// One reservation of address space: a header of state below <see cref="Base"/>, linear memory from there on. The base never
/// moves. Freed by its finalizer: whoever uses the base keeps this object alive.
/// </summary>
internal sealed unsafe class MemoryRegion : CriticalFinalizerObject
{
    private readonly nint _start;
    private readonly nuint _headerSize, _reserved;
    private GCHandle _owner;
    private InstanceGroup? _group;
    private long _pressure;

    /// <summary>Reserves a header, committed and zero, and room for linear memory, not committed.</summary>
    /// <exception cref="ResourceException">The system has no such range.</exception>
    public MemoryRegion(int headerSize, ulong capacity)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        _headerSize = ((nuint)headerSize + page - 1) / page * page;
        Capacity = (capacity + page - 1) / page * page;
        _reserved = checked(_headerSize + (nuint)Capacity);
        _start = VirtualMemory.Reserve(_reserved);
        Base = _start + (nint)_headerSize;
        if (!VirtualMemory.TryCommit(_start, _headerSize)) throw new ResourceException("cannot commit the state of an instance");
    }

    ~MemoryRegion()
    {
        if (_owner.IsAllocated) _owner.Free();
        _group?.Remove(Base);
        if (_start != 0) VirtualMemory.Release(_start, _reserved);
        if (_pressure > 0) GC.RemoveMemoryPressure(_pressure);
    }

    /// <summary>Where linear memory begins.</summary>
    public nint Base { get; }

    /// <summary>Bytes of linear memory that were reserved.</summary>
    public ulong Capacity { get; }

    /// <summary>The length of the linear memory in bytes, where emitted code reads it.</summary>
    public ref ulong Length => ref *(ulong*)(Base - ContextLayout.MemoryLength);

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

    /// <summary>Makes the linear memory longer; the new bytes are zero.</summary>
    /// <returns>False when it would exceed the reservation, or the system is out of memory.</returns>
    public bool TryExtend(ulong newLength)
    {
        ulong page = (ulong)Environment.SystemPageSize;
        if (newLength > Capacity) return false;
        ulong committed = (Length + page - 1) / page * page, wanted = (newLength + page - 1) / page * page;
        if (!VirtualMemory.TryCommit(Base + (nint)committed, (nuint)(wanted - committed))) return false;
        if (wanted > committed) Press((long)(wanted - committed));
        Volatile.Write(ref Length, newLength);
        return true;
    }

    /// <summary>Tells the collector what hangs on this small object, or it would see no reason to look for dropped instances.</summary>
    private void Press(long bytes)
    {
        _pressure += bytes;
        GC.AddMemoryPressure(bytes);
    }
}
