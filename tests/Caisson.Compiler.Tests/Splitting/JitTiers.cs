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

    private readonly ConcurrentDictionary<nint, uint> _flags = new();

    /// <summary>Whether the JIT gave up optimising a method that it has compiled by now.</summary>
    public bool IsUnoptimized(MethodBase method)
    {
        Assert.True(SpinWait.SpinUntil(() => _flags.ContainsKey(method.MethodHandle.Value), TimeSpan.FromMinutes(2)), $"no event for {method}");
        return (_flags[method.MethodHandle.Value] >> TierShift & TierMask) == MinOptJitted;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(eventSource, EventLevel.Verbose, Jit);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == MethodLoadVerbose && eventData.Payload is { } payload)
            _flags[(nint)(ulong)payload[MethodId]!] = (uint)payload[MethodFlags]!;
    }
}
