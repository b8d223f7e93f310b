using System.Diagnostics;

namespace Caisson.Cli.Benching;

/// <summary>Takes times, the shortest of several, and watches the heap.</summary>
/// <param name="runs">How often each step is taken; less often when that would take long.</param>
internal sealed class LapTimer(int runs)
{
    /// <summary>A step that has taken this long isn't taken again.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

    /// <summary>Less can't be measured well.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(5);

    /// <summary>The largest size of the managed heap that was seen, in bytes.</summary>
    public long PeakHeap { get; private set; }

    /// <summary>Measures a step that starts anew each time.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="bytes">Bytes that it works on.</param>
    /// <param name="prepare">Makes what the step needs; not measured.</param>
    /// <param name="measured">The step.</param>
    public Lap Measure<T>(string step, long? bytes, Func<T> prepare, Action<T> measured)
    {
        var best = new Lap(step, TimeSpan.MaxValue, 0, bytes);
        var all = Stopwatch.StartNew();
        for (int run = 0; run < runs && (run == 0 || all.Elapsed < Enough); run++)
        {
            T needed = prepare();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            measured(needed);
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            PeakHeap = Math.Max(PeakHeap, GC.GetTotalMemory(forceFullCollection: false));
            if (time < best.Time) best = best with { Time = time, Allocated = GC.GetTotalAllocatedBytes(precise: true) - before };
        }
        return best;
    }

    /// <summary>Measures a step that can be taken once.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="bytes">Bytes that it works on.</param>
    /// <param name="measured">The step.</param>
    public Lap MeasureOnce(string step, long? bytes, Action measured)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        measured();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        PeakHeap = Math.Max(PeakHeap, GC.GetTotalMemory(forceFullCollection: false));
        return new Lap(step, time, GC.GetTotalAllocatedBytes(precise: true) - before, bytes);
    }

    /// <summary>Measures a step that can be taken again and again, in batches that are long enough to be measured.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="measured">The step.</param>
    public Lap MeasureRepeated(string step, Action measured)
    {
        int count = 1;
        while (Batch() is { } trial && trial.Time < Least && count < 1 << 24) count *= 2;
        Lap best = Batch();
        var all = Stopwatch.StartNew();
        for (int run = 1; run < runs && all.Elapsed < Enough; run++)
            if (Batch() is { } lap && lap.Time < best.Time) best = lap;
        return best with { Time = best.Time / count, Allocated = best.Allocated / count };

        Lap Batch()
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++) measured();
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            PeakHeap = Math.Max(PeakHeap, GC.GetTotalMemory(forceFullCollection: false));
            return new Lap(step, time, GC.GetTotalAllocatedBytes(precise: true) - before, null);
        }
    }
}
