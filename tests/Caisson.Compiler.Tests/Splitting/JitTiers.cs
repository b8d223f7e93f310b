using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Reflection;

namespace Caisson.Compiler.Tests.Splitting;

/// <summary>Listens to the runtime for how the JIT compiled each method. Thread-safe.</summary>
internal sealed class JitTiers : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;
    private const string MethodLoadVerbose = "MethodLoadVerbose_V2";

    /// <summary>Payload of the event: the method's handle, and flags, of which three bits are the tier.</summary>
    private const int MethodId = 0, MethodFlags = 5, TierShift = 7, TierMask = 7, MinOptJitted = 1;

    private readonly ConcurrentDictionary<nint, (uint Flags, int Count)> _loads = new();

    /// <summary>The tier of code that the JIT optimised at once.</summary>
    public const uint Optimized = 2;

    /// <summary>Whether the JIT gave up optimising a method that it has compiled by now.</summary>
    public bool IsUnoptimized(MethodBase method) => TierOf(method) == MinOptJitted;

    /// <summary>How the JIT compiled a method that it has compiled by now.</summary>
    public uint TierOf(MethodBase method)
    {
        Assert.True(SpinWait.SpinUntil(() => LoadsOf(method) > 0, TimeSpan.FromMinutes(2)), $"no event for {method}");
        return _loads[method.MethodHandle.Value].Flags >> TierShift & TierMask;
    }

    /// <summary>How often the JIT has compiled a method, as far as its events have come.</summary>
    public int LoadsOf(MethodBase method) => _loads.GetValueOrDefault(method.MethodHandle.Value).Count;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(eventSource, EventLevel.Verbose, Jit);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == MethodLoadVerbose && eventData.Payload is { } payload)
            _loads.AddOrUpdate((nint)(ulong)payload[MethodId]!, _ => ((uint)payload[MethodFlags]!, 1), (_, loads) => ((uint)payload[MethodFlags]!, loads.Count + 1));
    }
}
