using System.Diagnostics.CodeAnalysis;
using Caisson.Components.CanonicalAbi;
using Caisson.Runtime;

namespace Caisson.Components.Concurrency;

/// <summary>The end of an instance.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without timers and wait handles holds nothing that the collector doesn't see.")]
internal sealed partial class InstanceState
{
    private readonly List<InstanceState> _children = [];

    private readonly CancellationTokenSource _interrupted = new();
    private volatile bool _isInterrupted;

    /// <summary>Cancelled when the code of the tree is ended, for what it waits for in the host.</summary>
    public CancellationToken Interrupted => Root._interrupted.Token;

    /// <summary>The instance and those that it made, and they.</summary>
    public IEnumerable<InstanceState> Tree => _children.SelectMany(static child => child.Tree).Prepend(this);

    /// <summary>Whether the code of the tree shall end.</summary>
    public bool IsInterrupted => Root._isInterrupted;

    /// <summary>Ends the code of the whole tree for good. From any thread, while it belongs to its store.</summary>
    public void InterruptCode()
    {
        Root._isInterrupted = true;
        foreach (Instance instance in CoreInstancesOfTree())
            if (instance.IsInterruptible) instance.Interrupt();
    }

    /// <summary>Ends what the code of the tree waits for in the host, once it has been interrupted. From any thread.</summary>
    public void CancelWaits() => Root._interrupted.Cancel();

    /// <summary>Ends everything that waits in a poisoned instance, tells those who wait for it, and gives the host back what the instance owned of it.</summary>
    public void GiveUp(Exception trap)
    {
        foreach (GuestTask task in Tasks.ToArray()) task.GiveUp(trap);
        Tasks.Clear();
        foreach (object handle in Handles.Elements.ToArray())
        {
            if (handle is Subtask { IsResolved: false } subtask) subtask.OnCancel?.Invoke(null);
            else if (handle is CopyEnd end) end.GiveUp();
            else if (handle is ResourceHandle { IsOwn: true, Rep.Object: not null, IsGivenBack: false } resource) GiveBack(resource);
        }
    }

    /// <summary>A resource that the host implements. Those of guests are gone with the code that would have destroyed them.</summary>
    private static void GiveBack(ResourceHandle resource)
    {
        resource.IsGivenBack = true;
        resource.Resource.Destructor?.Invoke(resource.Rep);
    }

    private Instance[] CoreInstancesOfTree()
    {
        lock (Root._children) return [.. Tree.SelectMany(static instance => instance.CoreInstances)];
    }
}
