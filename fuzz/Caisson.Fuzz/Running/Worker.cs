using System.Diagnostics;
using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Targets;

namespace Caisson.Fuzz.Running;

/// <summary>Runs a range of seeds in a process of its own, which may die.</summary>
internal static class Worker
{
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(3);

    public static int Run(FuzzArguments arguments)
    {
        IFuzzTarget target = FuzzTargets.Create(arguments.Target, arguments.Comparison);
        var statistics = new Statistics();
        using var progress = new Progress(arguments.Progress);
        var watch = Stopwatch.StartNew();
        TimeSpan counted = TimeSpan.Zero;
        int first = arguments.Seed ?? 0;
        for (int i = 0; i < arguments.Count && watch.Elapsed.TotalMinutes < arguments.Minutes; i++)
        {
            progress.At(first + i);
            if (target.Try(first + i, statistics) is { } finding)
            {
                statistics.Add(Supervisor.Findings);
                Console.WriteLine($"seed {first + i}: {finding.Message}\nsaved as {finding.Save(arguments.Out, target.Name, first + i)}");
            }
            statistics.Add(Supervisor.Inputs);
            if (watch.Elapsed - counted < BetweenCounts) continue;
            counted = watch.Elapsed;
            progress.Counted(statistics);
        }
        progress.Counted(statistics);
        return 0;
    }
}
