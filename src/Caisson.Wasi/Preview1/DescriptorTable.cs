using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <summary>A guest's descriptors by number; a new one gets the lowest free number. Bounded; safe from any thread; owns what is in it.</summary>
/// <param name="capacity">How many there may be.</param>
internal sealed class DescriptorTable(int capacity) : IDisposable
{
    private readonly Lock _lock = new();
    private DescriptorEntry?[] _entries = new DescriptorEntry?[Math.Min(capacity, 16)];
    private int _lowestFree;

    /// <summary>Takes over a descriptor; closes it when there is no room.</summary>
    /// <param name="entry">What to add.</param>
    /// <param name="number">Its number.</param>
    public Errno Add(DescriptorEntry entry, out uint number)
    {
        lock (_lock)
        {
            while (_lowestFree < _entries.Length && _entries[_lowestFree] is not null) _lowestFree++;
            number = (uint)_lowestFree;
            if (_lowestFree < capacity)
            {
                if (_lowestFree == _entries.Length) Array.Resize(ref _entries, (int)Math.Min(capacity, 2L * _entries.Length));
                _entries[_lowestFree++] = entry;
                return Errno.Success;
            }
        }
        entry.Target.Release();
        return Errno.ProcessFilesFull;
    }

    /// <summary>Finds a descriptor for the time of a call.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="required">The rights that the call needs.</param>
    /// <param name="errno">Whether it is there and has them.</param>
    public Borrowed Borrow(uint number, Rights required, out Errno errno)
    {
        lock (_lock)
        {
            DescriptorEntry? entry = At(number);
            errno = entry is null ? Errno.BadDescriptor : RightsRules.Check(entry, required);
            if (errno != Errno.Success) return default;
            entry!.Target.Acquire();
            return new Borrowed(entry);
        }
    }

    /// <summary>Finds a descriptor of one kind for the time of a call.</summary>
    /// <typeparam name="T">The kind; the rights are such that nothing else has them.</typeparam>
    /// <param name="number">Its number.</param>
    /// <param name="required">The rights that the call needs.</param>
    /// <param name="target">The descriptor; only after success.</param>
    /// <param name="errno">Whether it is there and has them.</param>
    public Borrowed Borrow<T>(uint number, Rights required, out T target, out Errno errno) where T : Descriptor
    {
        Borrowed borrowed = Borrow(number, required, out errno);
        target = errno == Errno.Success ? (T)borrowed.Target : null!;
        return borrowed;
    }

    /// <summary>Gives up rights; they never come back.</summary>
    public Errno Restrict(uint number, Rights rights, Rights inheriting)
    {
        lock (_lock)
        {
            if (At(number) is not { } entry) return Errno.BadDescriptor;
            if ((rights & ~entry.Base) != 0 || (inheriting & ~entry.Inheriting) != 0) return Errno.NotCapable;
            _entries[number] = entry with { Base = rights, Inheriting = inheriting };
            return Errno.Success;
        }
    }

    /// <summary>Closes a descriptor, as soon as no call uses it.</summary>
    public Errno Close(uint number)
    {
        DescriptorEntry? entry;
        lock (_lock)
        {
            entry = At(number);
            if (entry is null) return Errno.BadDescriptor;
            Clear(number);
        }
        entry.Target.Release();
        return Errno.Success;
    }

    /// <summary>Gives a descriptor another number, in one step; what had that number is closed.</summary>
    public Errno Renumber(uint from, uint to)
    {
        DescriptorEntry? replaced;
        lock (_lock)
        {
            DescriptorEntry? entry = At(from);
            replaced = At(to);
            if (entry is null || replaced is null) return Errno.BadDescriptor;
            if (from == to) return Errno.Success;
            _entries[to] = entry with { PreopenName = null };
            Clear(from);
        }
        replaced.Target.Release();
        return Errno.Success;
    }

    /// <summary>The numbers under which something else stands than at the beginning, or nothing.</summary>
    /// <param name="initial">What stood there at the beginning.</param>
    public List<int> Changed(IReadOnlyList<Descriptor> initial)
    {
        lock (_lock)
            return [.. Enumerable.Range(0, Math.Max(initial.Count, _entries.Length)).Where(number => At((uint)number)?.Target != initial.ElementAtOrDefault(number))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DescriptorEntry?[] entries;
        lock (_lock)
        {
            entries = _entries;
            _entries = [];
            _lowestFree = capacity;
        }
        foreach (DescriptorEntry? entry in entries) entry?.Target.Release();
    }

    private DescriptorEntry? At(uint number) => number < (uint)_entries.Length ? _entries[number] : null;

    private void Clear(uint number)
    {
        _entries[number] = null;
        _lowestFree = Math.Min(_lowestFree, (int)number);
    }
}
