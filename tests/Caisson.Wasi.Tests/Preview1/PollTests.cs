using System.Diagnostics;
using Caisson.Runtime;
using Caisson.Wasi.Preview1;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class PollTests
{
    private const uint Subscriptions = 0x1000, Events = 0x4000;

    [Theory, InlineData(false), InlineData(true)]
    public void A_clock_rings_after_its_time(bool isUnstable)
    {
        using var guest = new Guest();
        Snapshot snapshot = isUnstable ? Snapshot.Unstable : Snapshot.Preview1;
        var watch = Stopwatch.StartNew();
        Clock(guest, 0, userData: 7, timeout: 30_000_000, snapshot: snapshot);
        Clock(guest, 1, userData: 8, timeout: 60_000_000_000, snapshot: snapshot);
        Assert.Equal(1, Poll(guest, 2, snapshot));
        Assert.InRange(watch.ElapsedMilliseconds, 30, 5000);
        Assert.Equal((7UL, Errno.Success, EventType.Clock), Event(guest, 0));
    }

    [Fact]
    public void Absolute_times_are_those_of_the_clock()
    {
        using var guest = new Guest(new WasiOptions { Clock = new FixedTime() });
        Clock(guest, 0, userData: 1, timeout: 1_000_000_000, clock: 0, isAbsolute: true);
        Clock(guest, 1, userData: 2, timeout: 0, clock: 1, isAbsolute: true);
        Clock(guest, 2, userData: 3, timeout: ulong.MaxValue, clock: 1, isAbsolute: true);
        Assert.Equal(2, Poll(guest, 3));
        Assert.Equal((1UL, 2UL), (Event(guest, 0).UserData, Event(guest, 1).UserData));
    }

    [Fact]
    public void Files_and_streams_are_always_ready()
    {
        using var guest = new Guest(new WasiOptions { Stdin = new MemoryStream([1]) });
        uint fd = guest.Create("file");
        Assert.Equal(Errno.Success, guest.Write(fd, "12345"));
        Assert.Equal(Errno.Success, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, fd, 2, 0, Guest.Result));
        Descriptor(guest, 0, EventType.FdRead, fd);
        Descriptor(guest, 1, EventType.FdWrite, fd);
        Descriptor(guest, 2, EventType.FdRead, 0);
        Descriptor(guest, 3, EventType.FdWrite, 1);
        Clock(guest, 4, userData: 9, timeout: 60_000_000_000);
        Assert.Equal(4, Poll(guest, 5));
        Assert.Equal(3UL, guest.Memory.Read<ulong>(Events + 16));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Errno.Success, Event(guest, i).Error));
    }

    [Fact]
    public void What_is_wrong_with_one_is_its_own_event()
    {
        using var guest = new Guest();
        Descriptor(guest, 0, EventType.FdRead, 99);
        Descriptor(guest, 1, (EventType)5, 0);
        Clock(guest, 2, userData: 3, timeout: 0, clock: 9);
        Clock(guest, 3, userData: 4, timeout: 0, clock: 2);
        Descriptor(guest, 4, EventType.FdRead, 3);
        Assert.Equal(5, Poll(guest, 5));
        Assert.Equal(
            [Errno.BadDescriptor, Errno.Invalid, Errno.Invalid, Errno.NotSupported, Errno.IsDirectory],
            Enumerable.Range(0, 5).Select(i => Event(guest, i).Error));
    }

    [Fact]
    public async Task Pipes_are_waited_for()
    {
        using var guest = new Guest();
        Assert.Equal(0, Filesystem.HostCalls.MakeFifo(guest.Folder["pipe"], 0x1b6));
        Assert.Equal(Errno.Success, guest.Open("pipe", out uint fd, Rights.All));
        Descriptor(guest, 0, EventType.FdRead, fd);
        Clock(guest, 1, userData: 5, timeout: 20_000_000);
        Assert.Equal(1, Poll(guest, 2));
        Assert.Equal(EventType.Clock, Event(guest, 0).Type);
        Task writing = Task.Run(() =>
        {
            Thread.Sleep(20);
            using FileStream pipe = new(guest.Folder["pipe"], FileMode.Open, FileAccess.Write);
            pipe.WriteByte(1);
        }, TestContext.Current.CancellationToken);
        Clock(guest, 1, userData: 5, timeout: 60_000_000_000);
        Assert.Equal(1, Poll(guest, 2));
        Assert.Equal((EventType.FdRead, Errno.Success), (Event(guest, 0).Type, Event(guest, 0).Error));
        await writing;
    }

    [Fact]
    public void Numbers_of_subscriptions_are_bounded()
    {
        using var guest = new Guest();
        Assert.Equal(Errno.Invalid, guest.Functions.Poll.OneOff(guest.Memory, Snapshot.Preview1, Subscriptions, Events, 0, Guest.Result));
        Assert.Equal(Errno.Invalid, guest.Functions.Poll.OneOff(guest.Memory, Snapshot.Preview1, Subscriptions, Events, uint.MaxValue, Guest.Result));
        Assert.Throws<TrapException>(() => guest.Functions.Poll.OneOff(guest.Memory, Snapshot.Preview1, Subscriptions, Events, 60_000, Guest.Result));
        Assert.Throws<TrapException>(() => guest.Functions.Poll.OneOff(guest.Memory, Snapshot.Preview1, Subscriptions, uint.MaxValue, 1, Guest.Result));
    }

    [Fact]
    public void The_host_can_end_a_sleep()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        using var guest = new Guest(new WasiOptions { Cancellation = cancellation.Token });
        Clock(guest, 0, userData: 1, timeout: 600_000_000_000);
        var watch = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => Poll(guest, 1));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 10_000);
    }

    private static void Clock(
        Guest guest, int index, ulong userData, ulong timeout, uint clock = 1, bool isAbsolute = false, Snapshot snapshot = Snapshot.Preview1)
    {
        bool isUnstable = snapshot == Snapshot.Unstable;
        long address = Subscriptions + (index * (isUnstable ? 56 : 48)), content = address + (isUnstable ? 24 : 16);
        guest.Memory.Write(address, userData);
        guest.Memory.Write(address + 8, (byte)0);
        guest.Memory.Write(content, clock);
        guest.Memory.Write(content + 8, timeout);
        guest.Memory.Write(content + 16, 0UL);
        guest.Memory.Write(content + 24, (ushort)(isAbsolute ? 1 : 0));
    }

    private static void Descriptor(Guest guest, int index, EventType type, uint fd)
    {
        long address = Subscriptions + (index * 48);
        guest.Memory.Write(address, 1000UL + (ulong)index);
        guest.Memory.Write(address + 8, (byte)type);
        guest.Memory.Write(address + 16, fd);
    }

    private static int Poll(Guest guest, uint count, Snapshot snapshot = Snapshot.Preview1)
    {
        Assert.Equal(Errno.Success, guest.Functions.Poll.OneOff(guest.Memory, snapshot, Subscriptions, Events, count, Guest.Result));
        return guest.ResultAs<int>();
    }

    private static (ulong UserData, Errno Error, EventType Type) Event(Guest guest, int index)
    {
        var layout = guest.Memory.Read<EventLayout>(Events + (index * 32));
        return (layout.UserData, layout.Error, layout.Type);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override long TimestampFrequency => 1000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(2);

        public override long GetTimestamp() => 5000;
    }
}
