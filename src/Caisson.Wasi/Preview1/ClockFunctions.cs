using Caisson.Runtime;
using Caisson.Wasi.Clocks;

namespace Caisson.Wasi.Preview1;

/// <summary>
/// Clocks. The processor time of the process would tell a guest about others in the same process; it gets the time since its own
/// start instead. witx: clock_*
/// </summary>
/// <param name="clocks">The clocks.</param>
internal sealed class ClockFunctions(GuestClocks clocks)
{
    /// <summary>witx: clock_res_get</summary>
    public Errno ResGet(Memory memory, ClockId clock, uint result)
    {
        if (clock > ClockId.ThreadCpuTime) return Errno.Invalid;
        memory.WriteUInt64(result, clock == ClockId.Realtime ? GuestClocks.RealtimeResolution : clocks.MonotonicResolution);
        return Errno.Success;
    }

    /// <summary>witx: clock_time_get</summary>
    public Errno TimeGet(Memory memory, ClockId clock, uint result)
    {
        if (clock > ClockId.ThreadCpuTime) return Errno.Invalid;
        memory.WriteUInt64(result, clock == ClockId.Realtime ? clocks.Realtime : clocks.Monotonic);
        return Errno.Success;
    }
}
