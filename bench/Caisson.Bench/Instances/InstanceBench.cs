using System.Diagnostics;
using System.Globalization;
using System.Text;
using Caisson.Bench.Report;

namespace Caisson.Bench.Instances;

/// <summary>
/// What an instance costs that is used once: getting it, a call that writes to some pages, being rid of it. On one thread and on two, beside Wasmtime through its own
/// package. All ways take turns; the best of many rounds counts.
/// </summary>
internal static class InstanceBench
{
    private const int Rounds = 40;

    // Of a turn, about; in microseconds.
    private const double Turn = 1000;

    private static readonly TimeSpan Warmup = TimeSpan.FromMilliseconds(500);

    private static readonly (int Bytes, int Pages)[] Cases = [(64 << 10, 10), (1 << 20, 10), (1 << 20, 100), (16 << 20, 10), (16 << 20, 100), (16 << 20, 1000)];

    /// <summary>The tables, as Markdown.</summary>
    public static string Run()
    {
        var rows = new List<string[]>();
        string[] names = [];
        foreach ((int bytes, int pages) in Cases)
        {
            InstanceWay[] ways = InstanceWay.All(bytes, pages);
            names = [.. ways.Select(way => way.Name)];
            double[][] times = Measure(ways);
            string name = $"{Size(bytes)}, {pages.ToString(CultureInfo.InvariantCulture)} pages";
            for (int thread = 0; thread < 2; thread++)
            {
                double ratio = At(times[thread], InstanceWay.Pool) / Math.Min(At(times[thread], InstanceWay.WasmtimePool), At(times[thread], InstanceWay.WasmtimeResident));
                rows.Add([.. Row(thread == 0 ? name : "", thread + 1, times[thread]), ratio.ToString("0.00", CultureInfo.InvariantCulture)]);
                Console.Error.WriteLine(string.Join(" | ", rows[^1]));
            }

            double At(double[] row, string way) => row[Array.FindIndex(ways, candidate => candidate.Name == way)];
        }
        return Table(["memory, pages written", "threads", .. names, "pool ÷ Wasmtime"], rows);
    }

    /// <summary>The tables for components, as Markdown.</summary>
    public static string RunComponents() => string.Join('\n', Of("a component with 1 MiB, 10 pages written", ComponentWay.OfMemory()), Of("three components with adapters, which read a file and print", ComponentWay.OfProgram()));

    private static string Of(string name, InstanceWay[]? ways)
    {
        if (ways is null) return "";
        double[][] times = Measure(ways);
        return Table([name, "threads", .. ways.Select(way => way.Name)], times.Select((row, thread) => Row("", thread + 1, row)));
    }

    /// <summary>Where and when.</summary>
    public static string Circumstances()
    {
        Circumstances now = Machine.Describe([]);
        return string.Create(CultureInfo.InvariantCulture, $"Measured on {now.Date:yyyy-MM-dd}: {now.Processor}, {now.Processors} of them; {now.Versions[0]}, {now.Versions[1]}; load {now.Load:0.0}.\n");
    }

    /// <summary>A table.</summary>
    public static string Table(string[] head, IEnumerable<string[]> rows)
    {
        var table = new StringBuilder();
        foreach (string[] row in (string[][])[head, [.. head.Select((_, i) => i == 0 ? "---" : "---:")], .. rows]) table.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return table.ToString();
    }

    /// <summary>Microseconds for each way: on one thread, and on two.</summary>
    private static double[][] Measure(InstanceWay[] ways)
    {
        int[] counts = [.. ways.Select(Calibrate)];
        double[] one = Best(), two = Best();
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < ways.Length; i++)
            {
                one[i] = Math.Min(one[i], Time(ways[i], counts[i], threads: 1));
                two[i] = Math.Min(two[i], Time(ways[i], counts[i], threads: 2));
            }
        }
        return [one, two];

        double[] Best() => [.. ways.Select(_ => double.MaxValue)];
    }

    private static string[] Row(string head, int threads, double[] times) =>
        [head, $"{threads}", .. times.Select(time => time.ToString("0.0", CultureInfo.InvariantCulture))];

    /// <summary>How many uses make a turn, once everything is warm.</summary>
    private static int Calibrate(InstanceWay way)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 40 && Stopwatch.GetElapsedTime(start) < Warmup; i++)
        {
            Time(way, 50, threads: 2);

            // The JIT improves code in the background, when nothing new was called for a moment.
            Thread.Sleep(10);
        }
        double once = Time(way, 50, threads: 1);
        return Math.Clamp((int)(Turn / once), 10, 5000);
    }

    /// <summary>Microseconds for each use on each thread.</summary>
    private static double Time(InstanceWay way, int count, int threads)
    {
        if (threads == 1)
        {
            long start = Stopwatch.GetTimestamp();
            way.Use(count);
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
        }
        using var together = new Barrier(threads);
        var times = new double[threads];
        Thread[] all = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            together.SignalAndWait();
            long start = Stopwatch.GetTimestamp();
            way.Use(count);
            times[thread] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
        }))];
        foreach (Thread thread in all) thread.Start();
        foreach (Thread thread in all) thread.Join();
        return times.Average();
    }

    private static string Size(int bytes) => bytes < 1 << 20 ? $"{(bytes >> 10).ToString(CultureInfo.InvariantCulture)} KiB" : $"{(bytes >> 20).ToString(CultureInfo.InvariantCulture)} MiB";
}
