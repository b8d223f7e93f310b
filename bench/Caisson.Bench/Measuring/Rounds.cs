using Caisson.Bench.Contenders;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Measuring;

/// <summary>
/// Runs workloads on contenders. These take turns, in another order each round, so that a slow moment of the machine hits all. The
/// first round warms up and doesn't count. An answer other than the known one is a failure, in any round.
/// </summary>
/// <param name="contenders">Who runs.</param>
/// <param name="rounds">How many rounds count.</param>
/// <param name="log">Gets a line for each workload and for whatever goes wrong.</param>
internal sealed class Rounds(IReadOnlyList<Contender> contenders, int rounds, TextWriter log)
{
    /// <summary>A turn lasts as long as this, in milliseconds, if it takes several runs of a short workload.</summary>
    private const double Turn = 30;

    /// <summary>The most runs of a turn.</summary>
    private const int MostRuns = 20;

    /// <summary>What takes less than this on everyone, in milliseconds, can't be compared: a compiler saw through it.</summary>
    private const double LeastTime = 0.1;

    private readonly List<string> _failures = [], _omissions = [];

    /// <summary>What went wrong: errors, and wrong answers.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>What a contender can't run.</summary>
    public IReadOnlyList<string> Omissions => _omissions;

    /// <summary>Runs all.</summary>
    /// <param name="workloads">What to run.</param>
    /// <returns>A row for each that could be timed.</returns>
    public Row[] Run(IReadOnlyList<Workload> workloads)
    {
        List<Row> rows = [];
        foreach ((int at, Workload workload) in workloads.Index())
        {
            log.Write($"[{at + 1}/{workloads.Count}] {workload.Name}");
            Row row = Run(workload);
            log.WriteLine($": {string.Join(", ", row.Samples.Select(sample => FormattableString.Invariant($"{sample.Key} {sample.Value.Best:0.00}")))} ms, spread {row.Spread:P0}");
            if (row.Samples.Values.All(sample => sample.Best < LeastTime))
                Omit($"{workload.Name}: nobody takes {LeastTime} ms, there is nothing to compare");
            else
                rows.Add(row);
        }
        return [.. rows];
    }

    private Row Run(Workload workload)
    {
        List<Entrant> entrants = [.. contenders.Where(contender => contender.Runs(workload)).Select(contender => new Entrant(contender.Name))];
        try
        {
            foreach (Entrant entrant in entrants)
                Try(workload, entrant, () => entrant.Runner = contenders.First(contender => contender.Name == entrant.Contender).Prepare(workload));
            foreach (Entrant entrant in entrants) Try(workload, entrant, () => entrant.WarmUp = RunOnce(workload, entrant));
            int runs = RunsPerTurn(entrants.Where(entrant => !entrant.IsOut).Select(entrant => entrant.WarmUp));
            for (int round = 0; round < rounds; round++)
            {
                foreach (Entrant entrant in Order(entrants, round))
                {
                    for (int run = 0; run < runs; run++) Try(workload, entrant, () => entrant.Times.Add(RunOnce(workload, entrant)));
                }
            }
        }
        finally
        {
            foreach (Entrant entrant in entrants) entrant.Runner?.Dispose();
        }
        return new Row(workload.Name, workload.Set, entrants.Where(entrant => !entrant.IsOut && entrant.Times.Count > 0).ToDictionary(entrant => entrant.Contender, entrant => new Sample(entrant.Times)));
    }

    /// <summary>Another one begins each round, and every second round goes backwards, so that nobody always follows the same neighbour.</summary>
    /// <param name="all">In the order of the table.</param>
    /// <param name="round">From 0.</param>
    public static IEnumerable<T> Order<T>(IReadOnlyList<T> all, int round)
    {
        IEnumerable<T> turned = Enumerable.Range(0, all.Count).Select(turn => all[(turn + round) % all.Count]);
        return round % 2 == 0 ? turned : turned.Reverse();
    }

    /// <summary>How often a workload runs in a turn, the same for all, so that the fastest is long enough to be timed.</summary>
    /// <param name="times">Milliseconds of the first runs.</param>
    public static int RunsPerTurn(IEnumerable<double> times) =>
        times.ToArray() is { Length: > 0 } all ? (int)Math.Clamp(Math.Ceiling(Turn / Math.Max(all.Min(), 0.001)), 1, MostRuns) : 1;

    private static double RunOnce(Workload workload, Entrant entrant)
    {
        (double milliseconds, Answer answer) = entrant.Runner!.Run();
        return workload.Problem(answer) is { } problem ? throw new InvalidOperationException(problem) : milliseconds;
    }

    /// <summary>Whoever fails once is out for this workload: it has no time then.</summary>
    private void Try(Workload workload, Entrant entrant, Action action)
    {
        if (entrant.IsOut) return;
        try
        {
            action();
        }
        catch (Exception error)
        {
            entrant.IsOut = true;
            Exception cause = error.InnerException as UnsupportedException ?? error;
            string message = $"{workload.Name} on {entrant.Contender}: {cause.Message.ReplaceLineEndings(" ")}";
            if (cause is UnsupportedException)
                Omit(message);
            else
                Fail(message);
        }
    }

    private void Omit(string message)
    {
        _omissions.Add(message);
        log.Write($"\n  left out: {message}\n");
    }

    private void Fail(string message)
    {
        _failures.Add(message);
        log.Write($"\n  FAILED: {message}\n");
    }

    private sealed class Entrant(string contender)
    {
        public string Contender => contender;

        public IRunner? Runner { get; set; }

        public double WarmUp { get; set; }

        public List<double> Times { get; } = [];

        public bool IsOut { get; set; }
    }
}
