using System.Diagnostics;
using System.Runtime.InteropServices;
using Caisson.Wasi.Clocks;
using Caisson.Wasi.Interop;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Preview1;

/// <summary>
/// One wait for the first of several things. What is wrong with one of them is an event of its own. Clocks are read from the
/// guest's clocks once, when they are added; from then on real time passes.
/// </summary>
/// <param name="table">The guest's descriptors.</param>
/// <param name="clocks">The guest's clocks.</param>
/// <param name="waiter">Does the waiting.</param>
internal sealed class Poll(DescriptorTable table, GuestClocks clocks, Waiter waiter) : IDisposable
{
    private const ushort HungUp = 1;

    private readonly List<EventLayout> _events = [];
    private readonly List<(ulong UserData, ulong Delay)> _alarms = [];
    private readonly List<(Subscription Subscription, Descriptor Target, SafeHandle Handle)> _watched = [];

    /// <summary>Adds something to wait for.</summary>
    public void Add(Subscription subscription)
    {
        switch (subscription.Type)
        {
            case EventType.Clock:
                AddAlarm(subscription);
                break;
            case EventType.FdRead or EventType.FdWrite:
                AddDescriptor(subscription);
                break;
            default:
                Happened(subscription, Errno.Invalid);
                break;
        }
    }

    /// <summary>Waits until at least one event is there.</summary>
    public List<EventLayout> Wait()
    {
        ulong? timeout = _events.Count > 0 ? 0 : _alarms.Count > 0 ? _alarms.Min(a => a.Delay) : null;
        long start = Stopwatch.GetTimestamp();
        PollFd[] descriptors = [.. _watched.Select(w => PollFd.For(w.Handle, w.Subscription.Type == EventType.FdRead ? PollFd.In : PollFd.Out))];
        if (descriptors.Length > 0) _ = waiter.Poll(descriptors, timeout);
        else if (timeout > 0) waiter.Sleep(timeout.Value);
        else waiter.ThrowIfCancelled();

        for (int i = 0; i < descriptors.Length; i++)
            if (descriptors[i].Returned != 0) Ready(_watched[i].Subscription, _watched[i].Target, descriptors[i].Returned);

        // A wait that only time ended has lasted its time, whatever the stopwatch thinks.
        ulong elapsed = (ulong)Stopwatch.GetElapsedTime(start).Ticks * 100;
        if (_events.Count == 0 && timeout is { } waited) elapsed = Math.Max(elapsed, waited);
        foreach ((ulong userData, ulong delay) in _alarms)
            if (delay <= elapsed) _events.Add(new EventLayout(userData, Errno.Success, EventType.Clock));
        return _events;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, Descriptor target, _) in _watched) target.Release();
    }

    private void AddAlarm(Subscription subscription)
    {
        switch (subscription.Clock)
        {
            case ClockId.Realtime or ClockId.Monotonic:
                ulong now = subscription.Clock == ClockId.Realtime ? clocks.Realtime : clocks.Monotonic;
                ulong delay = !subscription.IsAbsolute ? subscription.Timeout : subscription.Timeout > now ? subscription.Timeout - now : 0;
                _alarms.Add((subscription.UserData, delay));
                break;
            case ClockId.ProcessCpuTime or ClockId.ThreadCpuTime:
                Happened(subscription, Errno.NotSupported);
                break;
            default:
                Happened(subscription, Errno.Invalid);
                break;
        }
    }

    private void AddDescriptor(Subscription subscription)
    {
        using Borrowed borrowed = table.Borrow(subscription.Fd, Rights.PollFdReadWrite, out Errno errno);
        if (errno != Errno.Success)
        {
            Happened(subscription, errno);
        }
        else if (borrowed.Target.Readiness is { } handle)
        {
            borrowed.Target.Acquire();
            _watched.Add((subscription, borrowed.Target, handle));
        }
        else
        {
            Ready(subscription, borrowed.Target, PollFd.In);
        }
    }

    private void Ready(Subscription subscription, Descriptor target, short returned)
    {
        ulong count = subscription.Type == EventType.FdRead ? target.Available : 1;
        ushort flags = (returned & PollFd.HangUp) != 0 ? HungUp : (ushort)0;
        Errno errno = (returned & PollFd.Invalid) != 0 ? Errno.BadDescriptor : Errno.Success;
        _events.Add(new EventLayout(subscription.UserData, errno, subscription.Type, count, flags));
    }

    private void Happened(Subscription subscription, Errno errno) => _events.Add(new EventLayout(subscription.UserData, errno, subscription.Type));
}
