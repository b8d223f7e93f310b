namespace Caisson.Wasi.Preview1;

/// <summary>Scheduling. witx: sched_yield</summary>
internal static class SchedFunctions
{
    /// <summary>witx: sched_yield</summary>
    public static Errno Yield()
    {
        _ = Thread.Yield();
        return Errno.Success;
    }
}
