using System.Diagnostics;

namespace Caisson.Runtime;

/// <summary>
/// Something to do at a time, on a thread of its own: a pool whose threads all run guests that shall end couldn't end them. Actions
/// are short and don't throw. Safe from any thread.
/// </summary>
internal sealed class Alarm : IComparable<Alarm>
{
    private static readonly SortedSet<Alarm> Pending = [];

    private static bool s_started;
    private static long s_count;

    private readonly long _due, _number;
    private readonly Action _action;

    private Alarm(long due, long number, Action action) => (_due, _number, _action) = (due, number, action);

    /// <summary>Does something after a time.</summary>
    public static Alarm Set(TimeSpan time, Action action)
    {
        double ticks = time.TotalSeconds * Stopwatch.Frequency;
        long now = Stopwatch.GetTimestamp();
        lock (Pending)
        {
            var alarm = new Alarm(ticks < long.MaxValue - now ? now + (long)ticks : long.MaxValue, s_count++, action);
            Pending.Add(alarm);
            Start();
            if (Pending.Min == alarm) Monitor.Pulse(Pending);
            return alarm;
        }
    }

    /// <summary>Forgets it, unless it has begun.</summary>
    public void Cancel()
    {
        lock (Pending) Pending.Remove(this);
    }

    /// <inheritdoc/>
    public int CompareTo(Alarm? other) => other is null ? 1 : (_due, _number).CompareTo((other._due, other._number));

    private static void Start()
    {
        if (s_started) return;
        s_started = true;
        new Thread(Run) { IsBackground = true, Name = "Caisson alarms", Priority = ThreadPriority.AboveNormal }.UnsafeStart();
    }

    private static void Run()
    {
        while (true) Next()._action();
    }

    /// <summary>Waits for the first one.</summary>
    private static Alarm Next()
    {
        lock (Pending)
        {
            while (true)
            {
                if (Pending.Min is not { } first)
                {
                    Monitor.Wait(Pending);
                    continue;
                }
                double left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), first._due).TotalMilliseconds;
                if (left <= 0)
                {
                    Pending.Remove(first);
                    return first;
                }
                Monitor.Wait(Pending, (int)Math.Min(Math.Ceiling(left), int.MaxValue));
            }
        }
    }
}
