namespace Caisson.Wasi.Http;

/// <summary>How long an outgoing request may take. wasi:http/types: request-options</summary>
/// <param name="Connect">Until there is a connection.</param>
/// <param name="FirstByte">From there until the response begins.</param>
/// <param name="BetweenBytes">Between pieces of the response's body.</param>
internal readonly record struct RequestTimeouts(TimeSpan Connect, TimeSpan FirstByte, TimeSpan BetweenBytes)
{
    private const ulong NanosecondsPerTick = 100;

    /// <summary>What holds when the guest says nothing: as long as other hosts wait.</summary>
    public static readonly RequestTimeouts Default = new(TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(600));

    /// <summary>A duration of the guest's; at least a tick, at most what timers take.</summary>
    public static TimeSpan Of(ulong nanoseconds) =>
        TimeSpan.FromTicks((long)Math.Clamp(nanoseconds / NanosecondsPerTick, 1UL, (ulong)TimeSpan.FromMilliseconds(int.MaxValue).Ticks));
}
