namespace Caisson.Runtime;

/// <summary>
/// Stopping the code of a group: all its contexts are marked, as its one thread may be in any of them. The group knows the contexts
/// by address, since it must keep none of its instances alive; a context is taken out before it is freed.
/// </summary>
internal sealed partial class InstanceGroup
{
    /// <summary>
    /// A thread that goes from one instance to another carries its stack limit along, and may just have read the old one; so the
    /// limits are set anew as long as somebody is inside.
    /// </summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(5);

    // Most groups have one member; 0 once that is gone.
    private nint _only;
    private HashSet<nint>? _contexts;
    private int _interruptions;
    private bool _repeats;

    private IEnumerable<nint> Contexts => _contexts ?? (_only == 0 ? [] : (IEnumerable<nint>)[_only]);

    /// <summary>The stack limit of the thread that is inside, or was last. Set at the outermost entry.</summary>
    public nint StackLimit { get; set; }

    /// <summary>
    /// Gives all contexts the stack limit of the current thread, which comes back to frames of its own in them after another thread has been inside.
    /// </summary>
    public void Reenter()
    {
        InstanceGroup root = Root();
        root.StackLimit = GuestEntry.StackLimit;
        if (root._contexts is null) InterruptionCells.SetLimit(root._only, root.StackLimit);
        else lock (Merging) foreach (nint context in root._contexts) InterruptionCells.SetLimit(context, root.StackLimit);
    }

    /// <summary>Whether its code shall end.</summary>
    public bool IsInterrupted => Volatile.Read(ref Root()._interruptions) > 0;

    /// <summary>Whether the last fault of the thread that is inside was that of a poll page. Asked once for each fault.</summary>
    public bool TakePollFault()
    {
        lock (Merging)
        {
            InstanceGroup root = Root();
            return root._contexts?.Any(InterruptionCells.TakePollFault) ?? InterruptionCells.TakePollFault(root._only);
        }
    }

    /// <summary>Takes in the context of a new instance.</summary>
    public void Add(nint context)
    {
        if (_only == 0 && _parent is null)
        {
            // Nobody else knows it yet.
            _only = context;
            return;
        }
        lock (Merging)
        {
            Root().AddAnother(context);
        }
    }

    private void AddAnother(nint context)
    {
        (_contexts ??= [.. Contexts]).Add(context);
        if (_interruptions > 0) InterruptionCells.Set(context);
    }

    /// <summary>Forgets a context that will be freed.</summary>
    public void Remove(nint context)
    {
        lock (Merging)
        {
            InstanceGroup root = Root();
            if (root._contexts is not null) root._contexts.Remove(context);
            else if (root._only == context) root._only = 0;
        }
    }

    /// <summary>Ends the code of all instances until <see cref="EndInterruption"/> has been called as often.</summary>
    public void BeginInterruption()
    {
        lock (Merging)
        {
            InstanceGroup root = Root();
            root._interruptions++;
            root.Mark();
        }
    }

    /// <summary>Undoes one <see cref="BeginInterruption"/>.</summary>
    public void EndInterruption()
    {
        lock (Merging)
        {
            InstanceGroup root = Root();
            if (--root._interruptions > 0) return;
            foreach (nint context in root.Contexts) InterruptionCells.Clear(context, root.StackLimit);
        }
    }

    private void Mark()
    {
        foreach (nint context in Contexts) InterruptionCells.Set(context);
        if (_repeats || !HasAnyoneInside()) return;
        _repeats = true;
        Alarm.Set(Again, MarkAgain);
    }

    private bool HasAnyoneInside()
    {
        // Who is kept enters without a fence: this is that of both. Either sees what the other has written.
        if (_keeper != 0) Interlocked.MemoryBarrierProcessWide();
        return _keeper == 0 ? Volatile.Read(ref _owner) is not (0 or Closed) : Volatile.Read(ref _depth) != 0;
    }

    private void MarkAgain()
    {
        lock (Merging)
        {
            _repeats = false;
            if (_parent is null && _interruptions > 0) Mark();
        }
    }

    /// <summary>Takes over what another group has, which becomes part of this one.</summary>
    private void Adopt(InstanceGroup other)
    {
        _contexts ??= [.. Contexts];
        _contexts.UnionWith(other.Contexts);
        other._contexts = null;
        _interruptions += other._interruptions;
        if (_interruptions > 0) Mark();
    }
}
