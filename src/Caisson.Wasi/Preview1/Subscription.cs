using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>What a guest waits for. witx: subscription</summary>
internal readonly struct Subscription
{
    private const ushort AbsoluteTime = 1;

    public ulong UserData { get; private init; }

    public EventType Type { get; private init; }

    /// <summary>For a clock: which.</summary>
    public ClockId Clock { get; private init; }

    /// <summary>For a clock: when, or how long from now.</summary>
    public ulong Timeout { get; private init; }

    /// <summary>For a clock: whether the timeout is a time of the clock.</summary>
    public bool IsAbsolute { get; private init; }

    /// <summary>For a descriptor: its number.</summary>
    public uint Fd { get; private init; }

    /// <summary>Bytes that a subscription takes in guest memory.</summary>
    public static int SizeIn(Snapshot snapshot) => snapshot == Snapshot.Unstable ? 56 : 48;

    /// <summary>Reads one. The older version has a second user datum before the clock, which nobody used.</summary>
    public static Subscription Read(Memory memory, Snapshot snapshot, long address)
    {
        long clock = address + (snapshot == Snapshot.Unstable ? 24 : 16);
        return new Subscription
        {
            UserData = memory.Read<ulong>(address),
            Type = (EventType)memory.Read<byte>(address + 8),
            Fd = memory.Read<uint>(address + 16),
            Clock = (ClockId)memory.Read<uint>(clock),
            Timeout = memory.Read<ulong>(clock + 8),
            IsAbsolute = (memory.Read<ushort>(clock + 24) & AbsoluteTime) != 0,
        };
    }
}
