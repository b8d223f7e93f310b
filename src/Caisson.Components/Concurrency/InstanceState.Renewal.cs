namespace Caisson.Components.Concurrency;

/// <summary>Being new again.</summary>
internal sealed partial class InstanceState
{
    /// <summary>Whether nothing waits in it, and it has nothing that anybody would miss.</summary>
    public bool IsAtRest => Tasks.Count == 0 && Handles.Count == 0 && Threads.Count == 0;

    /// <summary>Whether it is as one that was just made.</summary>
    public bool IsPristine => IsAtRest && MayLeave && MayEnter && Poison is null && !IsInterrupted && Backpressure == 0;

    /// <summary>Makes it what it was when it was made, core instances apart. With nobody inside, and nothing waiting.</summary>
    public void Renew()
    {
        Handles.Clear();
        Threads.Clear();
        Tasks.Clear();
        _enterGate.Clear();
        _exclusiveGate.Clear();
        (MayLeave, MayEnter) = (true, true);
        (Backpressure, NumWaitingToEnter) = (0, 0);
        (ExclusiveThread, SyncTask) = (null, null);
        if (Poison is not null) Poison = null;
    }
}
