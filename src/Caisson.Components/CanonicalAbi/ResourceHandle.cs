namespace Caisson.Components.CanonicalAbi;

/// <summary>An entry of a handle table that stands for a resource. Not thread-safe: it belongs to its instance. abi: ResourceHandle</summary>
/// <param name="resource">The type of the resource. abi: rt</param>
/// <param name="rep">What its implementation knows it by.</param>
/// <param name="isOwn">Whether it owns the resource.</param>
/// <param name="borrowScope">The call that it was lent for, where it doesn't own.</param>
internal sealed class ResourceHandle(RuntimeResource resource, ResourceRep rep, bool isOwn, IBorrowScope? borrowScope = null)
{
    /// <summary>The type of the resource. abi: rt</summary>
    public RuntimeResource Resource { get; } = resource;

    /// <summary>What its implementation knows it by. abi: rep</summary>
    public ResourceRep Rep { get; } = rep;

    /// <summary>Whether it owns the resource. abi: own</summary>
    public bool IsOwn { get; } = isOwn;

    /// <summary>The call that it was lent for. abi: borrow_scope</summary>
    public IBorrowScope? BorrowScope { get; } = borrowScope;

    /// <summary>How many calls hold it as a borrow. abi: num_lends</summary>
    public int NumLends { get; set; }

    /// <summary>Whether its instance has ended, and the host has it again.</summary>
    public bool IsGivenBack { get; set; }
}

/// <summary>A task: must have dropped what was lent to it before it returns. abi: Task</summary>
internal interface IBorrowScope
{
    /// <summary>How many handles that were lent for the task are still there. abi: Task.num_borrows</summary>
    int NumBorrows { get; set; }
}

/// <summary>A subtask: gives back what it was lent when its outcome is delivered. abi: Subtask</summary>
internal interface ILenderScope
{
    /// <summary>Notes that a handle is lent, and counts it in <see cref="ResourceHandle.NumLends"/>. abi: Subtask.add_lender</summary>
    void AddLender(ResourceHandle handle);
}
