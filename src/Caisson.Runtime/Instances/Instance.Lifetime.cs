namespace Caisson.Runtime;

/// <summary>The end of an instance, and what it is used for until then.</summary>
public sealed partial class Instance : IDisposable
{
    /// <summary>Null once disposed.</summary>
    private MemoryRegion? _region;

    private bool _memoryShown;

    /// <summary>
    /// What the host keeps for this instance; its functions get at it through <see cref="Caller.State"/>. In a pool it belongs to whoever has rented the instance.
    /// </summary>
    public object? State { get; set; }

    /// <summary>The exported memory named "memory", if any, for the host.</summary>
    internal Memory? DefaultMemory
    {
        get
        {
            _memoryShown = true;
            return Module.DefaultMemory < 0 ? null : _memories[Module.DefaultMemory];
        }
    }

    /// <summary>Whether the host has got this object, and so may keep everything that belongs to it.</summary>
    internal bool IsExposed { get; private set; }

    /// <summary>
    /// Ends the instance now, not when it is collected: its memory is there for others. From then on each use of it and of what it exports fails with an
    /// <see cref="ObjectDisposedException"/>; only spans of its memory, and raw references into it, must not be used any more. Does nothing for instances that
    /// others import from, that import functions or tables from others, or that have a shared memory: they live as long as something refers to them.
    /// Not while other threads use the instance or its exports.
    /// </summary>
    /// <exception cref="InvalidOperationException">Its code is running.</exception>
    public void Dispose()
    {
        if (_region is null || Group is null || !Group.IsOnly(Context) || Group.IsKept || OwnRegions().Any(region => region.IsPinned)) return;
        if (!Group.TryClose()) throw RuntimeErrors.StillInside();
        Retire();
    }

    /// <summary>Notes that the host gets this object.</summary>
    internal Instance Expose()
    {
        IsExposed = true;
        return this;
    }

    /// <summary>Takes back the object of the memory that the host may have got. Another one has its place.</summary>
    internal void HideMemory()
    {
        if (!_memoryShown) return;
        _memoryShown = false;
        if (Module.DefaultMemory >= 0) _memories[Module.DefaultMemory] = _memories[Module.DefaultMemory].Renew();
    }

    /// <summary>Ends the instance, whose group is closed, and everything that belongs to it.</summary>
    internal void Retire()
    {
        MemoryRegion[] regions = [.. OwnRegions()];
        _functions.Retire(this);
        foreach (Table table in _tables)
            if (table.Home == _region) table.Retire();
        foreach (Global global in _globals)
            if (global.Home == _region) global.Retire();
        for (int i = Module.Syntax.ImportCounts.Memories; i < _memories.Length; i++) _memories[i].Retire();
        _region = null;
        foreach (MemoryRegion region in regions) region.Free();
    }

    /// <summary>Everything that is freed with the instance.</summary>
    private IEnumerable<MemoryRegion> OwnRegions() =>
        _memories.Skip(Module.Syntax.ImportCounts.Memories).Select(memory => memory.Region).Prepend(Region).Distinct();
}
