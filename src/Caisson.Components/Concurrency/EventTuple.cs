namespace Caisson.Components.Concurrency;

/// <summary>What a waitable can tell. abi: EventCode</summary>
internal enum EventCode
{
    /// <summary>Nothing has happened.</summary>
    None = 0,

    /// <summary>A subtask made progress.</summary>
    Subtask = 1,

    /// <summary>A read of a stream is over.</summary>
    StreamRead = 2,

    /// <summary>A write to a stream is over.</summary>
    StreamWrite = 3,

    /// <summary>A read of a future is over.</summary>
    FutureRead = 4,

    /// <summary>A write to a future is over.</summary>
    FutureWrite = 5,

    /// <summary>The caller asks the task to end.</summary>
    TaskCancelled = 6,
}

/// <summary>An event as the guest gets it. abi: EventTuple</summary>
/// <param name="Code">What happened.</param>
/// <param name="Index">The handle of the waitable.</param>
/// <param name="Payload">What there is to say.</param>
internal readonly record struct EventTuple(EventCode Code, uint Index, uint Payload)
{
    public static EventTuple Cancelled => new(EventCode.TaskCancelled, 0, 0);
}
