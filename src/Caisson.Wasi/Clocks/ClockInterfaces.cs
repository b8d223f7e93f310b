using Caisson.Components.Values;
using Caisson.Wasi.Components;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Clocks;

/// <summary>wasi:clocks: what time it is, and waiting for another.</summary>
internal static class ClockInterfaces
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    public static void Define(InterfaceSet p2, InterfaceSet p3, WasiHost host)
    {
        GuestClocks clocks = host.Clocks;
        CancellationToken ended = host.Options.Cancellation;
        p2["clocks/monotonic-clock"]
            .DefineResource("pollable", IoInterfaces.PollableType)
            .DefineFunction("now", (_, _) => ComponentValue.U64(clocks.Monotonic))
            .DefineFunction("resolution", (_, _) => ComponentValue.U64(clocks.MonotonicResolution))
            .DefineFunction("subscribe-instant", (_, a) => Subscribe(clocks, a[0].AsUInt64(), ended))
            .DefineFunction("subscribe-duration", (_, a) => Subscribe(clocks, After(clocks, a[0].AsUInt64()), ended));
        p2["clocks/wall-clock"]
            .DefineFunction("now", (_, _) => DateTime(clocks.Realtime))
            .DefineFunction("resolution", (_, _) => DateTime(GuestClocks.RealtimeResolution));
        p3["clocks/monotonic-clock"]
            .DefineFunction("now", (_, _) => ComponentValue.U64(clocks.Monotonic))
            .DefineFunction("get-resolution", (_, _) => ComponentValue.U64(clocks.MonotonicResolution))
            .DefineAsyncFunction("wait-until", (_, a, c) => WaitAsync(clocks, a[0].AsUInt64(), c))
            .DefineAsyncFunction("wait-for", (_, a, c) => WaitAsync(clocks, After(clocks, a[0].AsUInt64()), c));
        p3["clocks/system-clock"]
            .DefineFunction("now", (_, _) => Instant(clocks.Realtime))
            .DefineFunction("get-resolution", (_, _) => ComponentValue.U64(GuestClocks.RealtimeResolution));
    }

    /// <summary>A time of 0.2. wasi:clocks/wall-clock: datetime</summary>
    public static ComponentValue DateTime(ulong nanoseconds) => ComponentValue.Record(
        ("seconds", ComponentValue.U64(nanoseconds / NanosecondsPerSecond)), ("nanoseconds", ComponentValue.U32((uint)(nanoseconds % NanosecondsPerSecond))));

    /// <summary>A time of 0.3. wasi:clocks/system-clock: instant</summary>
    public static ComponentValue Instant(ulong nanoseconds) => ComponentValue.Record(
        ("seconds", ComponentValue.S64((long)(nanoseconds / NanosecondsPerSecond))), ("nanoseconds", ComponentValue.U32((uint)(nanoseconds % NanosecondsPerSecond))));

    /// <summary>A time of either, in nanoseconds since 1970; null where that is before, or doesn't fit.</summary>
    public static ulong? ToNanoseconds(ComponentValue time)
    {
        ComponentValue seconds = time["seconds"];
        UInt128 whole = seconds.TryGet(out long signed) ? signed < 0 ? UInt128.MaxValue / NanosecondsPerSecond - 1 : (ulong)signed : seconds.AsUInt64();
        UInt128 all = whole * NanosecondsPerSecond + time["nanoseconds"].AsUInt32();
        return all <= ulong.MaxValue ? (ulong)all : null;
    }

    private static ComponentValue Subscribe(GuestClocks clocks, ulong when, CancellationToken ended) => IoInterfaces.PollableType.New(new Pollable(
        () => clocks.Monotonic >= when,
        () => clocks.DelayUntilAsync(when, ended)));

    private static async ValueTask<ComponentValue> WaitAsync(GuestClocks clocks, ulong when, CancellationToken cancellation)
    {
        while (clocks.Monotonic < when) await clocks.DelayUntilAsync(when, cancellation).ConfigureAwait(false);
        return default;
    }

    private static ulong After(GuestClocks clocks, ulong duration)
    {
        ulong now = clocks.Monotonic;
        return duration > ulong.MaxValue - now ? ulong.MaxValue : now + duration;
    }
}
