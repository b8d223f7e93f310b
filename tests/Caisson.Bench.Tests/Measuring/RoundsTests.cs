using System.Globalization;
using Caisson.Bench.Contenders;
using Caisson.Bench.Measuring;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Tests.Measuring;

/// <summary>Who runs when, and what counts.</summary>
public class RoundsTests
{
    private const uint Right = 42;

    private static readonly Kernel Workload = new("k", "", 1, Right);

    private readonly List<string> _turns = [];

    [Fact]
    public void The_best_round_counts_and_the_first_only_warms_up()
    {
        Row row = Assert.Single(Run(rounds: 3, out _, Timed("a", 40, 90, 80, 85)));
        Assert.Equal([90, 80, 85], row.Samples["a"].Times);
        Assert.Equal(80, row.Samples["a"].Best);
    }

    [Fact]
    public void A_wrong_answer_in_the_last_round_is_a_failure_and_leaves_no_time()
    {
        int runs = 0;
        Row row = Assert.Single(Run(rounds: 2, out Rounds rounds, Timed("right", 50, 50, 50), Of("wrong", () => (50, ++runs < 3 ? Right : 41))));
        Assert.Equal(["right"], row.Samples.Keys);
        Assert.Equal(["k on wrong: returned 41, not 42"], rounds.Failures);
        Assert.Empty(rounds.Omissions);
    }

    [Fact]
    public void Whoever_throws_fails_and_the_others_go_on()
    {
        Row row = Assert.Single(Run(rounds: 1, out Rounds rounds, Of("thrower", () => throw new InvalidOperationException("broken")), Timed("right", 50, 50)));
        Assert.Equal(["right"], row.Samples.Keys);
        Assert.Equal(["k on thrower: broken"], rounds.Failures);
    }

    [Fact]
    public void What_a_contender_cant_run_is_left_out_and_isnt_a_failure()
    {
        Run(rounds: 1, out Rounds rounds, Of("picky", () => throw new UnsupportedException("no sockets")), Timed("right", 50, 50));
        Assert.Empty(rounds.Failures);
        Assert.Equal(["k on picky: no sockets"], rounds.Omissions);
    }

    [Fact]
    public void What_nobody_takes_time_for_is_left_out_but_not_what_somebody_does()
    {
        Assert.Empty(Run(rounds: 1, out Rounds rounds, Of("a", () => (0.01, Right)), Of("b", () => (0.02, Right))));
        Assert.Single(rounds.Omissions);
        Assert.Single(Run(rounds: 1, out _, Of("a", () => (0.01, Right)), Of("b", () => (50, Right))));
    }

    [Fact]
    public void Everyone_runs_once_a_round_and_the_first_changes()
    {
        Run(rounds: 3, out _, Timed("a", 50, 50, 50, 50), Timed("b", 50, 50, 50, 50), Timed("c", 50, 50, 50, 50));
        Assert.Equal("abc abc acb cab", string.Join(' ', _turns.Chunk(3).Select(turn => string.Concat(turn))));
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(30, 1)]
    [InlineData(10, 3)]
    [InlineData(0.0001, 20)]
    public void Short_workloads_run_several_times_in_a_turn(double fastest, int expected) =>
        Assert.Equal(expected, Rounds.RunsPerTurn([fastest, fastest * 2]));

    private static Contender Of(string name, Func<(double, uint)> run) => new(name, null, _ => new Runner(run), _ => throw new NotSupportedException());

    private Contender Timed(string name, params double[] times)
    {
        var next = new Queue<double>(times);
        return Of(name, () =>
        {
            _turns.Add(name);
            return (next.Dequeue(), Right);
        });
    }

    private static Row[] Run(int rounds, out Rounds all, params Contender[] contenders)
    {
        all = new Rounds(contenders, rounds, TextWriter.Null);
        return all.Run([Workload]);
    }

    private sealed class Runner(Func<(double, uint)> run) : IRunner
    {
        public (double Milliseconds, Answer Answer) Run()
        {
            (double milliseconds, uint result) = run();
            return (milliseconds, new Answer(0, result.ToString(CultureInfo.InvariantCulture)));
        }

        public void Dispose() { }
    }
}
