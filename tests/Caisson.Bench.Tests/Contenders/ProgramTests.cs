using Caisson.Bench.Contenders;
using Caisson.Bench.Measuring;
using Caisson.Bench.Workloads;
using Caisson.Wasm.Text;

namespace Caisson.Bench.Tests.Contenders;

/// <summary>A small program for WASI gets the same world from all contenders, and its inner part is timed.</summary>
public sealed class ProgramTests : IDisposable
{
    /// <summary>Writes the first argument after its name, waits until 10 ms have passed on its clock, calls bench.start and bench.end, and exits with 3.</summary>
    private const string Text = """
        (module
          (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (import "wasi_snapshot_preview1" "sock_open" (func (param i32) (result i32)))
          (import "bench" "start" (func $start))
          (import "bench" "end" (func $end))
          (memory (export "memory") 1)
          (func $now (result i64) (drop (call $clock (i32.const 1) (i64.const 1) (i32.const 24))) (i64.load (i32.const 24)))
          (func (export "_start") (local $until i64)
            (drop (call $args (i32.const 64) (i32.const 128)))
            (i32.store (i32.const 0) (i32.load (i32.const 68)))
            (i32.store (i32.const 4) (i32.const 5))
            (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
            (drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 16)))
            (local.set $until (i64.add (call $now) (i64.const 10_000_000)))
            (loop $wait (br_if $wait (i64.lt_u (call $now) (local.get $until))))
            (call $start)
            (call $end)
            (call $exit (i32.const 3))))
        """;

    private readonly string _file = Path.GetTempFileName();

    public ProgramTests() => File.WriteAllBytes(_file, WatParser.Parse(Text));

    public static TheoryData<string> Names => [.. Contender.All.Where(contender => !contender.IsNative).Select(contender => contender.Name)];

    public void Dispose() => File.Delete(_file);

    [Theory, MemberData(nameof(Names))]
    public void Program_gets_its_arguments_and_is_timed_inside(string name)
    {
        Contender contender = Contender.All.Single(contender => contender.Name == name);
        Assert.SkipUnless(contender.IsThere, $"{contender.Needs} is not installed");
        var program = new GuestProgram("p", Sets.Sightglass, _file) { Args = ["hello"], ClockSpeed = 2, Expected = new Expectation(3, "hello", "hello") };
        using IRunner runner = contender.Prepare(program);

        // A busy machine may stop it inside; but not every time.
        Assert.Contains(Enumerable.Range(0, 5).Select(_ => Milliseconds(program, runner)), time => time < 4.9);
    }

    [Fact]
    public void All_of_a_program_is_timed_that_has_no_inner_part()
    {
        (int exitCode, double milliseconds) = new Stopclock().Time(() =>
        {
            Thread.Sleep(20);
            return 3;
        });
        Assert.Equal(3, exitCode);
        Assert.InRange(milliseconds, 19, double.MaxValue);
    }

    [Fact]
    public void Time_that_a_program_tells_itself_counts()
    {
        var program = new GuestProgram("p", Sets.Interpreters, _file) { Args = ["12345"], Expected = new Expectation(3, "12345"), OwnTime = answer => double.Parse(answer.Output, System.Globalization.CultureInfo.InvariantCulture) };
        using IRunner runner = Contender.All[0].Prepare(program);
        Assert.Equal(12345, runner.Run().Milliseconds);
    }

    [Fact]
    public void What_node_refuses_is_left_out()
    {
        Assert.SkipUnless(Places.Has("node"), "node is not installed");
        using var runner = new NodeProgram(new GuestProgram("p", Sets.Sightglass, _file + ".missing") { Expected = new Expectation(0, null) });
        Assert.Throws<UnsupportedException>(() => runner.Run());
    }

    [Fact]
    public void Child_that_ends_says_how()
    {
        using var child = new Child("sh", "-c", "read line; exit 7");
        Assert.Equal("sh ended with 7", Assert.Throws<ChildEndedException>(() => child.Ask("hello")).Message);
    }

    private static double Milliseconds(GuestProgram program, IRunner runner)
    {
        (double milliseconds, Answer answer) = runner.Run();
        Assert.Null(program.Problem(answer));
        return milliseconds;
    }
}
