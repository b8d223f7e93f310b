using System.Diagnostics;
using System.Globalization;
using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Targets;

namespace Caisson.Fuzz.Running;

/// <summary>
/// Keeps worker processes busy until the time is over. A worker that dies or hangs leaves its seed behind; the seeds after it go to
/// another one.
/// </summary>
internal sealed class Supervisor(FuzzArguments arguments)
{
    public const string Findings = "findings";
    public const string Inputs = "inputs";

    /// <summary>A process is replaced after so many inputs: code that was compiled for them is never quite forgotten.</summary>
    private const int BatchLength = 25_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Statistics _run = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Totals _totals = new(arguments.Out, arguments.Target);
    private long _handedOut;

    private double MinutesLeft => arguments.Minutes - _watch.Elapsed.TotalMinutes;

    public int Run()
    {
        if (arguments.Seed is { } seed) _totals.NextSeed = seed;
        Console.WriteLine($"{arguments.Target}: from seed {_totals.NextSeed}, {arguments.Minutes} minutes, {arguments.Workers} workers");
        List<WorkerProcess> workers = [];
        while (workers.Count > 0 || HasMore())
        {
            while (workers.Count < arguments.Workers && HasMore()) workers.Add(Start());
            Thread.Sleep(Interval);
            foreach (WorkerProcess worker in workers.Where(worker => worker.HasEnded(Patience)).ToArray())
            {
                workers.Remove(worker);
                Collect(worker);
                if (worker.Failure is not null && worker.Seed + 1 < worker.End && MinutesLeft > 0) workers.Add(StartAt(worker.Seed + 1, worker.End - worker.Seed - 1));
            }
        }
        Report();
        return _run[Findings] > 0 ? 1 : 0;
    }

    private bool HasMore() => MinutesLeft > 0 && _handedOut < arguments.Count;

    private WorkerProcess Start()
    {
        int count = (int)Math.Min(BatchLength, arguments.Count - _handedOut), first = _totals.NextSeed;
        _totals.NextSeed += count;
        _handedOut += count;
        return StartAt(first, count);
    }

    private WorkerProcess StartAt(int first, int count) => new(first, count,
    [
        "worker", arguments.Target,
        "--seed", first.ToString(CultureInfo.InvariantCulture),
        "--count", count.ToString(CultureInfo.InvariantCulture),
        "--minutes", Math.Max(0, MinutesLeft).ToString(CultureInfo.InvariantCulture),
        .. arguments.Forwarded,
    ]);

    private void Collect(WorkerProcess worker)
    {
        using (worker)
        {
            Progress.AddCounts(worker.ProgressPath, _run);
            Progress.AddCounts(worker.ProgressPath, _totals.Statistics);
            if (worker.Failure is { } failure) Blame(worker.Seed, failure);
            _totals.Save();
        }
    }

    /// <summary>What was at work when a process died is a finding, as it was made: making it smaller would kill this process too.</summary>
    private void Blame(int seed, string failure)
    {
        IFuzzTarget target = FuzzTargets.Create(arguments.Target, arguments.Comparison);
        (byte[] input, string extension) = target.Input(seed);
        string path = new Finding(failure, input, extension).Save(arguments.Out, target.Name, seed);
        Console.WriteLine($"seed {seed}: {failure}\nsaved as {path}");
        _run.Add(Findings);
        _totals.Statistics.Add(Findings);
    }

    private void Report()
    {
        _totals.Save();
        double rate = _run[Inputs] / Math.Max(1, _watch.Elapsed.TotalSeconds);
        Console.WriteLine($"{_run}\n{_run[Inputs]} inputs in {_watch.Elapsed.TotalMinutes:F1} minutes, {rate:F0} a second; {_totals.Statistics[Inputs]} in all runs; {_run[Findings]} findings");
    }
}
