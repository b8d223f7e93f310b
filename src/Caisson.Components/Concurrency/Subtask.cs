using Caisson.Components.CanonicalAbi;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>How far a call has come, as its caller sees it; the numbers are those that guests get. abi: Subtask.State</summary>
internal enum SubtaskState : uint
{
    /// <summary>The callee hasn't looked at the arguments.</summary>
    Starting = 0,

    /// <summary>It has.</summary>
    Started = 1,

    /// <summary>It has returned.</summary>
    Returned = 2,

    /// <summary>It was cancelled, and never looked at the arguments.</summary>
    CancelledBeforeStarted = 3,

    /// <summary>It was cancelled, and returned nothing.</summary>
    CancelledBeforeReturned = 4,
}

/// <summary>A call from the side of the caller. Holds what the caller lent until the outcome is delivered. abi: Subtask</summary>
internal sealed class Subtask : Waitable, ILenderScope
{
    private List<ResourceHandle>? _lenders = [];

    public SubtaskState State { get; set; }

    /// <summary>Asks the callee to end; null where it can't be asked. abi: on_cancel</summary>
    public Action<InstanceState?>? OnCancel { get; set; }

    public bool CancellationRequested { get; set; }

    /// <summary>What the core function returns, where it waited. abi: flat_results</summary>
    public Value[] FlatResults { get; private set; } = [];

    /// <summary>The thread that waits for the outcome, where it doesn't take events.</summary>
    public GuestThread? OutcomeWaiter { get; set; }

    /// <summary>Whether there is an outcome. abi: resolved</summary>
    public bool IsResolved => State >= SubtaskState.Returned;

    /// <summary>Whether the caller knows the outcome. abi: resolve_delivered</summary>
    public bool IsResolveDelivered => _lenders is null;

    /// <inheritdoc/>
    public void AddLender(ResourceHandle handle)
    {
        handle.NumLends++;
        _lenders!.Add(handle);
    }

    /// <summary>Has an outcome. abi: resolve</summary>
    public void Resolve(SubtaskState state, Value[] flatResults)
    {
        State = state;
        FlatResults = flatResults;
        OutcomeWaiter?.Notify();
    }

    /// <summary>Lets the caller know, and gives back what it lent. abi: deliver_resolve</summary>
    public void DeliverResolve()
    {
        foreach (ResourceHandle handle in _lenders!) handle.NumLends--;
        _lenders = null;
    }

    /// <inheritdoc/>
    public override void Drop()
    {
        if (!IsResolveDelivered) throw TaskErrors.SubtaskNotResolved();
        base.Drop();
    }
}
