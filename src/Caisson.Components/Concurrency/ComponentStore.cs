using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Concurrency;

/// <summary>
/// Where component instances live that call each other, with their tasks, streams and futures. One thread at a time works for it and hands it on when it has nothing
/// to do: calls from several threads take turns. Safe from any thread. Dispose it to give up what still waits; until then calls that wait in the middle of core
/// code hold threads. abi: Store
/// </summary>
public sealed partial class ComponentStore : IDisposable
{
    private static int s_stores;

    private readonly LinkedList<GuestThread> _mayBeReady = new();
    private readonly FiberPool _fibers;
    private int _fiberCount;
    private GuestThread? _thread;
    private SyncTask? _unregistered;
    private readonly List<FusedTask> _adapters;

    /// <summary>An empty store.</summary>
    /// <param name="engine">The engine of the components that will be instantiated in it.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is negative.</exception>
    public ComponentStore(Engine engine, ComponentStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Options = options ?? ComponentStoreOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(Options.MaxGuestThreads, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.CancellationGrace, TimeSpan.Zero, nameof(options));
        Engine = engine;
        Identity = -Interlocked.Increment(ref s_stores);
        _fibers = FiberPool.For(engine.Options.MaxStackBytes + RuntimeLimits.StackReserve + HostStackBytes);
        _adapters = [];
        _roots = [];
        RunningAdapter = new Global(new GlobalType(ValType.I32, Mutable: true), 0);
    }

    /// <summary>The next store of instances whose last one has been given back, with what their code is linked to.</summary>
    internal ComponentStore(ComponentStore predecessor, object? state)
    {
        (Engine, Options, Identity, UsesAdapters) = (predecessor.Engine, predecessor.Options, predecessor.Identity, predecessor.UsesAdapters);
        (_fibers, _adapters, _roots, RunningAdapter) = (predecessor._fibers, predecessor._adapters, predecessor._roots, predecessor.RunningAdapter);
        State = state;
    }

    /// <summary>Stack of a guest's thread beyond what the guest may use: for what stands below it.</summary>
    private const int HostStackBytes = 64 << 10;

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>The settings.</summary>
    public ComponentStoreOptions Options { get; }

    /// <summary>
    /// What the host keeps for what lives here; its functions get at it through <see cref="Linking.ComponentCaller.Store"/>. In a pool it belongs to whoever has rented the instance.
    /// </summary>
    public object? State { get; set; }

    /// <summary>What all its threads are for the instances that they enter.</summary>
    internal int Identity { get; }

    /// <summary>The thread whose code runs; null while the host's does. abi: current_thread</summary>
    internal GuestThread? Current
    {
        get => ThreadOf(RunningAdapter.Int32);
        set => Running = new Running(value, null, 0);
    }

    /// <summary>Whose code runs, without making a thread of what nobody has looked at; to be put back.</summary>
    internal Running Running
    {
        get => new(_thread, _unregistered, RunningAdapter.Int32);
        set => (_thread, _unregistered, RunningAdapter.Int32) = value;
    }

    /// <summary>A call by the host begins, on top of what runs.</summary>
    internal void IsDirectly(SyncTask task)
    {
        _unregistered = task;
        RunningAdapter.Int32 = 0;
    }

    /// <summary>The number of the adapter whose callee runs; 0 where it isn't one's. Set by the code of adapters.</summary>
    internal Global RunningAdapter { get; }

    /// <summary>Whether instances call each other through adapters, where they can; else every call is interpreted.</summary>
    internal bool UsesAdapters { get; set; } = !AppContext.TryGetSwitch("Caisson.Components.Adapters", out bool isOn) || isOn;

    /// <summary>How many adapters its instances have.</summary>
    internal int AdapterCount => _adapters.Count;

    /// <summary>How often one thread of the system has handed over to another.</summary>
    internal int FiberSwitches { get; set; }

    /// <summary>
    /// What happens outside and will be told: operations of the host that are under way, and ends of streams and futures that it holds. While there is any,
    /// waiting is no deadlock.
    /// </summary>
    internal int HostPending { get; set; }

    /// <summary>Whether the code of an instance has called a function of the host.</summary>
    internal bool HasCalledHost { get; set; }

    /// <summary>Notes an adapter.</summary>
    /// <returns>Its number, from 1.</returns>
    internal int Add(FusedTask adapter)
    {
        _adapters.Add(adapter);
        return _adapters.Count;
    }

    /// <summary>The thread of the call that an adapter has under way, or of whoever runs below all adapters.</summary>
    /// <param name="adapter">Its number; 0 for none.</param>
    internal GuestThread? ThreadOf(int adapter) =>
        adapter > 0 ? _adapters[adapter - 1].Register() : _unregistered is { } task ? task.Register() : _thread;

    /// <summary>Notes that a thread may be ready.</summary>
    internal void MayBeReady(GuestThread thread)
    {
        if (thread.ReadyNode is null) thread.ReadyNode = _mayBeReady.AddLast(thread);
    }

    /// <summary>Notes that a thread waits no more.</summary>
    internal void IsNotWaiting(GuestThread thread)
    {
        if (thread.ReadyNode is not { } node) return;
        thread.ReadyNode = null;
        _mayBeReady.Remove(node);
    }

    /// <summary>Whether a thread of an instance could go on now, in a call that must not wait. abi: canon_lift</summary>
    internal bool HasReady(InstanceState instance) => Find(instance) is not null;

    /// <summary>A thread that can go on: of an instance in a call that must not wait, or of all that may be entered. abi: tick</summary>
    internal GuestThread? TakeReady(InstanceState? instance) => Find(instance);

    /// <summary>Whether any thread could go on, were it not for a call that must not wait.</summary>
    internal bool HasAnyReady()
    {
        foreach (GuestThread thread in _mayBeReady) if (thread.IsReady) return true;
        return false;
    }

    internal Fiber RentFiber()
    {
        if (_fiberCount >= Options.MaxGuestThreads) throw TaskErrors.TooManyThreads(Options.MaxGuestThreads);
        _fiberCount++;
        return _fibers.Rent();
    }

    internal void ReturnFiber(Fiber fiber)
    {
        _fiberCount--;
        _fibers.Return(fiber);
    }

    private GuestThread? Find(InstanceState? instance)
    {
        LinkedListNode<GuestThread>? next;
        for (LinkedListNode<GuestThread>? node = _mayBeReady.First; node is not null; node = next)
        {
            next = node.Next;
            GuestThread thread = node.Value;
            if (thread.IsReady)
            {
                if (IsEligible(thread, instance)) return thread;
            }
            else PutAside(thread);
        }
        return null;
    }

    /// <summary>In a call that must not wait, no code may begin that wants to be alone: the call is in the middle of such code itself.</summary>
    private static bool IsEligible(GuestThread thread, InstanceState? instance) => instance is null
        ? thread.Task.Instance.MayEnterFrom(null)
        : thread.Task.Instance == instance && thread != instance.ExclusiveThread && thread.Gate == Gate.None;

    /// <summary>A thread that isn't ready: it is told when what it waits for happens. If only the gate is shut, when that opens.</summary>
    private void PutAside(GuestThread thread)
    {
        IsNotWaiting(thread);
        if (!thread.IsWaiting) return;
        if (thread.HasHappened) thread.Task.Instance.WaitAtGate(thread);
        else thread.Task.Instance.WakeGates();
    }
}
