namespace Caisson.Runtime;

/// <summary>
/// Instances that can reach each other's code and so belong to one thread at a time: an instance and those that it imports
/// functions or tables from. The host's calls enter and leave it; who enters while another thread is inside is refused. Threads that take turns
/// count as one, see <see cref="HostThread.Identity"/>. Instances of threaded modules have none. Safe from any thread.
/// </summary>
internal sealed partial class InstanceGroup
{
    /// <summary>In the place of a thread: the group has become part of another.</summary>
    private const int Merged = int.MinValue;

    /// <summary>In the place of a thread: nobody may enter.</summary>
    private const int Closed = int.MinValue + 1;

    private static readonly Lock Merging = new();

    // Whoever is inside, or else the keeper; 0 for nobody.
    private int _owner, _depth;

    // The threads that take turns to which it belongs even while none of them is inside; 0 for none.
    private int _keeper;
    private InstanceGroup? _parent;

    /// <summary>Whether the current thread is inside.</summary>
    public bool IsEntered => Root() is { _depth: > 0 } root && Volatile.Read(ref root._owner) == HostThread.Current.Identity;

    /// <summary>This group, of which another one becomes part.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside one of them.</exception>
    public InstanceGroup With(InstanceGroup other)
    {
        if (Root() != other.Root()) Absorb(other);
        return this;
    }

    /// <summary>Claims the group for the current thread, which may be inside already.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    /// <exception cref="ObjectDisposedException">The group is closed.</exception>
    public void Enter() => Enter(HostThread.Current);

    /// <summary>As the other one, for who knows the current thread.</summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    /// <exception cref="ObjectDisposedException">The group is closed.</exception>
    public void Enter(HostThread thread)
    {
        InstanceGroup root = Root();
        while (Volatile.Read(ref root._owner) != thread.Identity)
        {
            int owner = Interlocked.CompareExchange(ref root._owner, thread.Identity, 0);
            if (owner == 0) break;
            if (owner == Closed) throw RuntimeErrors.Disposed();
            if (owner != Merged) throw RuntimeErrors.EnteredElsewhere();
            root = Root();
        }
        Volatile.Write(ref root._depth, root._depth + 1);
    }

    /// <summary>Undoes one <see cref="Enter()"/> of the same thread.</summary>
    public void Leave()
    {
        InstanceGroup root = Root();
        if (--root._depth == 0 && root._keeper == 0) Volatile.Write(ref root._owner, 0);
    }

    /// <summary>Whether one instance alone belongs to the group.</summary>
    public bool IsOnly(nint context) => Volatile.Read(ref _parent) is null && Volatile.Read(ref _contexts) is null && _only == context;

    /// <summary>Whether threads that take turns have it for good.</summary>
    public bool IsKept => Root()._keeper != 0;

    /// <summary>Keeps everybody out from now on, unless somebody is inside or the group is closed already.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _owner, Closed, 0) == 0;

    /// <summary>Undoes <see cref="TryClose"/>.</summary>
    public void Open() => Volatile.Write(ref _owner, 0);

    /// <summary>
    /// Makes it belong to the threads that take turns, of which the current one is one, for good: nobody else may enter it, and they do so without an atomic operation.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public void Keep()
    {
        Enter();
        Root()._keeper = HostThread.Current.Identity;
        Leave();
    }

    private InstanceGroup Root() => Volatile.Read(ref _parent) is null ? this : RootAbove();

    private InstanceGroup RootAbove()
    {
        InstanceGroup root = this;
        while (Volatile.Read(ref root._parent) is { } parent) root = parent;
        return root;
    }

    /// <summary>Makes another group part of this one; with nobody else inside either.</summary>
    private void Absorb(InstanceGroup other)
    {
        lock (Merging)
        {
            Enter();
            try
            {
                other.Enter();
                InstanceGroup from = other.Root(), into = Root();
                from._depth--;
                if (from == into) return;
                into._depth += from._depth;
                if (from._keeper != 0) into._keeper = from._keeper;
                into.Adopt(from);
                Volatile.Write(ref from._parent, into);
                Volatile.Write(ref from._owner, Merged);
            }
            finally
            {
                Leave();
            }
        }
    }
}
