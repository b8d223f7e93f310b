namespace Caisson.Wasi.Clocks;

/// <summary>
/// The clocks that a guest sees, in nanoseconds. The monotonic one starts at zero with the guest, so that it tells nothing of the
/// host. Safe from any thread.
/// </summary>
/// <param name="time">Where time comes from.</param>
internal sealed class GuestClocks(TimeProvider time)
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    private readonly long _start = time.GetTimestamp();

    /// <summary>Time since 1970; zero before.</summary>
    public ulong Realtime
    {
        get
        {
            long ticks = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
            return ticks < 0 ? 0 : (ulong)ticks * (NanosecondsPerSecond / TimeSpan.TicksPerSecond);
        }
    }

    /// <summary>Time since the guest was set up; never goes back.</summary>
    public ulong Monotonic
    {
        get
        {
            ulong ticks = (ulong)(time.GetTimestamp() - _start);
            return time.TimestampFrequency == (long)NanosecondsPerSecond ? ticks : FromTicks(ticks);
        }
    }

    /// <summary>Step of <see cref="Realtime"/>.</summary>
    public static ulong RealtimeResolution => NanosecondsPerSecond / TimeSpan.TicksPerSecond;

    /// <summary>Step of <see cref="Monotonic"/>.</summary>
    public ulong MonotonicResolution => Math.Max(1, NanosecondsPerSecond / (ulong)time.TimestampFrequency);

    /// <summary>Ends at a time of the monotonic clock, or somewhat before where that is far away.</summary>
    public Task DelayUntilAsync(ulong when, CancellationToken cancellation)
    {
        ulong now = Monotonic;
        if (now >= when) return Task.CompletedTask;
        ulong ticks = Math.Min((when - now + 99) / 100, (ulong)TimeSpan.FromDays(1).Ticks);
        return Task.Delay(TimeSpan.FromTicks((long)ticks), time, cancellation);
    }

    /// <summary>Apart, because the JIT compiles what has numbers of 128 bits, also in programs that are compiled ahead.</summary>
    private ulong FromTicks(ulong ticks) => (ulong)((UInt128)ticks * NanosecondsPerSecond / (ulong)time.TimestampFrequency);
}
