using Caisson.Components.CanonicalAbi;
using Caisson.Components.Linking;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>
/// What a component instance has at run time: handles, threads, and whether it may be entered and left. Belongs to its store's thread. abi: ComponentInstance
/// </summary>
internal sealed partial class InstanceState : ICanonicalInstance
{
    private readonly Dictionary<ResourceType, RuntimeResource> _resources = [];
    private readonly HashSet<InstanceGroup> _groups = [];
    private readonly Queue<GuestThread> _enterGate = new(), _exclusiveGate = new();

    /// <summary>An instance that has nothing yet.</summary>
    /// <param name="store">Where it lives.</param>
    /// <param name="parent">The instance that made it; null for what the host made.</param>
    /// <param name="component">What it is an instance of.</param>
    public InstanceState(ComponentStore store, InstanceState? parent, Component component)
    {
        (Store, Parent, MayBlock, AsksForThread) = (store, parent, component.MayBlock, component.AsksForThread);
        Root = parent?.Root ?? this;
        AllCoreInstances = parent?.AllCoreInstances ?? [];
        if (parent is null) store.Add(this);
        else lock (Root._children) parent._children.Add(this);
    }

    /// <summary>Where it lives now.</summary>
    public ComponentStore Store { get; set; }

    public InstanceState? Parent { get; }

    /// <summary>The ancestor that the host made.</summary>
    public InstanceState Root { get; }

    /// <summary>Whether its code can block in the middle of a call, and so needs a stack of its own.</summary>
    public bool MayBlock { get; }

    /// <inheritdoc/>
    public HandleTable<object> Handles { get; } = new();

    /// <summary>abi: threads</summary>
    public HandleTable<GuestThread> Threads { get; } = new("thread");

    /// <summary>Tasks whose threads haven't all ended.</summary>
    public HashSet<GuestTask> Tasks { get; } = [];

    /// <inheritdoc/>
    public bool MayLeave
    {
        get => MayLeaveFlag.Int32 != 0;
        set => MayLeaveFlag.Int32 = value ? 1 : 0;
    }

    /// <summary>The same, for the code of adapters.</summary>
    public Global MayLeaveFlag { get; } = NewFlag(1);

    /// <summary>Whether its component has a built-in that asks for the current thread, and may be called while the instance may not be left.</summary>
    public bool AsksForThread { get; }

    /// <summary>How often the instance has asked for peace. abi: backpressure</summary>
    public int Backpressure { get; private set; }

    /// <summary>abi: num_waiting_to_enter</summary>
    public int NumWaitingToEnter { get; set; }

    /// <summary>The thread whose code must not be interleaved with that of others. abi: exclusive_thread</summary>
    public GuestThread? ExclusiveThread { get; set; }

    /// <summary>The call of a function that isn't async-typed, and so can't wait, which is under way.</summary>
    public GuestTask? SyncTask { get; set; }

    /// <summary>Its core instances; for stopping them.</summary>
    public List<Instance> CoreInstances { get; } = [];

    /// <summary>Those of the whole tree, in the order in which they were made.</summary>
    public List<Instance> AllCoreInstances { get; }

    /// <summary>Whether code may block here: nobody waits for a result, or another thread of the instance can go on meanwhile.</summary>
    public void CheckMayBlock()
    {
        if ((SyncTask is not null || MayEnterFlag.Int32 == EnteredByAdapter) && !Store.HasReady(this)) throw TaskErrors.CannotBlock();
    }

    /// <exception cref="TrapException">The instance may not call out.</exception>
    public void CheckMayLeave()
    {
        if (!MayLeave) throw TaskErrors.CannotLeave();
    }

    /// <summary>abi: backpressure.inc</summary>
    public void IncreaseBackpressure()
    {
        if (++Backpressure == 1 << 16) throw TaskErrors.BackpressureOverflow();
    }

    /// <summary>abi: backpressure.dec</summary>
    public void DecreaseBackpressure()
    {
        if (--Backpressure < 0) throw TaskErrors.BackpressureOverflow();
        WakeGates();
    }

    /// <summary>Lets another thread be alone.</summary>
    public void ReleaseExclusive()
    {
        ExclusiveThread = null;
        WakeGates();
    }

    /// <summary>A thread that could go on but for its gate: it is told when the gate opens.</summary>
    public void WaitAtGate(GuestThread thread) => (thread.Gate == Gate.Enter ? _enterGate : _exclusiveGate).Enqueue(thread);

    /// <summary>
    /// Lets the first at each gate look whether it is open. Whoever goes through and is done opens it for the next; so does one that turns away.
    /// </summary>
    public void WakeGates()
    {
        Wake(_exclusiveGate);
        Wake(_enterGate);
    }

    /// <summary>Gives the core instances the stack limit of this thread, which comes back to frames of its own in them.</summary>
    public void Reenter()
    {
        foreach (InstanceGroup group in _groups) group.Reenter();
    }

    /// <summary>Notes a core instance of this one.</summary>
    public void Add(Instance instance)
    {
        lock (Root._children) CoreInstances.Add(instance);
        AllCoreInstances.Add(instance);
        if (instance.Group is not { } group) return;
        group.Keep();
        _groups.Add(group);
    }

    /// <summary>What a handle stands for.</summary>
    /// <exception cref="TrapException">There is no such handle, or it stands for something else.</exception>
    public T Get<T>(uint index) where T : class => Handles.Get(index) as T ?? throw TaskErrors.WrongHandle(index, NounOf<T>());

    /// <summary>Takes out what a handle stands for.</summary>
    /// <exception cref="TrapException">There is no such handle, or it stands for something else.</exception>
    public T Remove<T>(uint index) where T : class
    {
        T found = Get<T>(index);
        Handles.Remove(index);
        return found;
    }

    /// <summary>Says what a resource type of the component is in this instance.</summary>
    public void Define(ResourceType type, RuntimeResource resource) => _resources[type] = resource;

    /// <summary>Whether it is known what a resource type is in this instance.</summary>
    public bool Knows(ResourceType type) => _resources.ContainsKey(type);

    /// <inheritdoc/>
    public RuntimeResource ResourceOf(ResourceType type) => _resources[type];

    private static string NounOf<T>() => typeof(T).Name switch
    {
        nameof(WaitableSet) => "a waitable set",
        nameof(Subtask) => "a subtask",
        nameof(Waitable) => "a waitable",
        nameof(ComponentErrorContext) => "an error context",
        nameof(ReadableStreamEnd) => "the readable end of a stream",
        nameof(WritableStreamEnd) => "the writable end of a stream",
        nameof(ReadableFutureEnd) => "the readable end of a future",
        _ => "the writable end of a future",
    };

    private static void Wake(Queue<GuestThread> gate)
    {
        while (gate.TryDequeue(out GuestThread? thread))
        {
            if (!thread.IsWaiting) continue;
            thread.Notify();
            return;
        }
    }
}
