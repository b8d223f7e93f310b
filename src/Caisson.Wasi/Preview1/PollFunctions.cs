using Caisson.Runtime;
using Caisson.Wasi.Clocks;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <summary>Waiting for several things at once. witx: poll_oneoff</summary>
/// <param name="table">The guest's descriptors.</param>
/// <param name="clocks">The guest's clocks.</param>
/// <param name="waiter">Does the waiting.</param>
internal sealed class PollFunctions(DescriptorTable table, GuestClocks clocks, Waiter waiter)
{
    /// <summary>witx: poll_oneoff</summary>
    public Errno OneOff(Memory memory, Snapshot snapshot, uint subscriptions, uint events, uint count, uint result)
    {
        if (count is 0 or > Limits.Subscriptions) return Errno.Invalid;
        int size = Subscription.SizeIn(snapshot);
        GuestBuffers.RequireRange(memory, subscriptions, (long)count * size);
        GuestBuffers.RequireRange(memory, events, (long)count * EventLayout.SizeInBytes);

        using var poll = new Poll(table, clocks, waiter);
        for (uint i = 0; i < count; i++) poll.Add(Subscription.Read(memory, snapshot, subscriptions + ((long)i * size)));
        List<EventLayout> happened = poll.Wait();

        for (int i = 0; i < happened.Count; i++) memory.Write(events + ((long)i * EventLayout.SizeInBytes), happened[i]);
        memory.WriteUInt32(result, (uint)happened.Count);
        return Errno.Success;
    }
}
