using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Wasi.Tests.Threads;

/// <summary>How threads begin and end.</summary>
public sealed class WasiThreadsTests
{
    private const string Imported = """
        (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
        (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
        (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
        (import "env" "memory" (memory 1 4 shared))
        (export "memory" (memory 0))
        (func $forever (loop $l (br $l)))
        (func $block (drop (memory.atomic.wait32 (i32.const 64) (i32.const 0) (i64.const -1))))
        (func $input
          (i32.store (i32.const 128) (i32.const 256)) (i32.store (i32.const 132) (i32.const 16))
          (drop (call $read (i32.const 0) (i32.const 128) (i32.const 1) (i32.const 140))))
        (func $sleep
          (i32.store8 (i32.const 520) (i32.const 0)) (i64.store (i32.const 536) (i64.const 9000000000000000000))
          (drop (call $poll (i32.const 512) (i32.const 640) (i32.const 1) (i32.const 700))))
        """;

    private static readonly Engine Engine = new();

    [Fact]
    public void Each_thread_has_its_own_state_and_number()
    {
        Memory memory = Run("""
            (global $mine (mut i32) (i32.const 0))
            (func (export "wasi_thread_start") (param $id i32) (param $argument i32)
              (global.set $mine (i32.add (global.get $mine) (local.get $argument)))
              (drop (i32.atomic.rmw.add (i32.const 0) (global.get $mine)))
              (drop (i32.atomic.rmw.or (i32.const 4) (i32.shl (i32.const 1) (local.get $id))))
              (drop (i32.atomic.rmw.add (i32.const 8) (i32.const 1)))
              (drop (memory.atomic.notify (i32.const 8) (i32.const 1))))
            (func (export "_start") (local $i i32) (local $done i32)
              (loop $l
                (if (i32.le_s (call $spawn (local.tee $i (i32.add (local.get $i) (i32.const 1)))) (i32.const 0)) (then (unreachable)))
                (br_if $l (i32.lt_u (local.get $i) (i32.const 10))))
              (loop $l
                (local.set $done (i32.atomic.load (i32.const 8)))
                (if (i32.eq (local.get $done) (i32.const 10)) (then (return)))
                (drop (memory.atomic.wait32 (i32.const 8) (local.get $done) (i64.const -1)))
                (br $l)))
            """);
        Assert.Equal(55, memory.Read<int>(0));
        Assert.Equal(0b111_1111_1110, memory.Read<int>(4));
    }

    [Fact]
    public void Beyond_the_limit_spawning_fails_and_ended_threads_make_room()
    {
        Memory memory = Run("""
            (func (export "wasi_thread_start") (param i32 i32)
              (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))
            (func $spawned (param $wanted i32) (local $result i32)
              (loop $l
                (local.set $result (call $spawn (i32.const 0)))
                ;; an ended thread may take a moment to be gone
                (br_if $l (i32.and (local.get $wanted) (i32.lt_s (local.get $result) (i32.const 0)))))
              (i32.store (i32.add (i32.const 16) (i32.load (i32.const 8))) (local.get $result))
              (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 4))))
            (func (export "_start")
              (call $spawned (i32.const 0)) (call $spawned (i32.const 0)) (call $spawned (i32.const 0))
              (i32.atomic.store (i32.const 0) (i32.const 1))
              (drop (memory.atomic.notify (i32.const 0) (i32.const -1)))
              (call $spawned (i32.const 1)))
            """, maxThreads: 2);
        Assert.Equal([1, 2, -(int)Errno.Again, 3], [memory.Read<int>(16), memory.Read<int>(20), memory.Read<int>(24), memory.Read<int>(28)]);
    }

    /// <summary>What the first thread does while another ends the program, and the other way round.</summary>
    public static TheoryData<string> Blocked { get; } = ["$forever", "$block", "$input", "$sleep"];

    [Theory, MemberData(nameof(Blocked))]
    public void A_trap_in_a_thread_ends_all_and_says_where(string blocked)
    {
        TrapException trap = Assert.Throws<TrapException>(() => Run($"""
            (func $fail (unreachable))
            (func (export "wasi_thread_start") (param i32 i32)
              (if (i32.eq (local.get 0) (i32.const 3)) (then (call $fail)))
              (call {blocked}))
            (func (export "_start")
              (drop (call $spawn (i32.const 0))) (drop (call $spawn (i32.const 0))) (drop (call $spawn (i32.const 0)))
              (call {blocked}))
            """));
        Assert.Equal((TrapKind.Unreachable, "unreachable in thread 3"), (trap.Kind, trap.Message));
        Assert.Contains(trap.Frames, frame => frame.FunctionName == "fail");
    }

    [Theory, MemberData(nameof(Blocked))]
    public void Exit_in_a_thread_ends_all(string blocked) => Assert.Equal(7, Assert.Throws<WasiExitException>(() => Run($"""
        (func (export "wasi_thread_start") (param i32 i32)
          (if (i32.eq (local.get 0) (i32.const 2)) (then (call $exit (i32.const 7))))
          (call {blocked}))
        (func (export "_start")
          (drop (call $spawn (i32.const 0))) (drop (call $spawn (i32.const 0)))
          (call {blocked}))
        """)).ExitCode);

    [Theory, MemberData(nameof(Blocked))]
    public void The_end_of_the_first_thread_is_the_end(string blocked) => Run($"""
        (func (export "wasi_thread_start") (param i32 i32)
          (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
          (call {blocked}))
        (func (export "_start")
          (drop (call $spawn (i32.const 0))) (drop (call $spawn (i32.const 0)))
          (loop $l (br_if $l (i32.lt_u (i32.atomic.load (i32.const 0)) (i32.const 2)))))
        """);

    [Fact]
    public void Threads_that_start_threads_end_too() => Run("""
        (func (export "wasi_thread_start") (param i32 i32) (loop $l (drop (call $spawn (i32.const 0))) (br $l)))
        (func (export "_start")
          (drop (call $spawn (i32.const 0)))
          (drop (memory.atomic.wait32 (i32.const 64) (i32.const 0) (i64.const 50000000))))
        """, maxThreads: 20);

    [Fact]
    public void A_loop_in_the_start_function_ends_too() => Assert.Equal(9, Assert.Throws<WasiExitException>(() => Run("""
        (func $start
          (if (i32.eq (i32.atomic.rmw.add (i32.const 0) (i32.const 1)) (i32.const 0))
            (then (drop (call $spawn (i32.const 0))) (call $forever))))
        (start $start)
        (func (export "wasi_thread_start") (param i32 i32) (call $exit (i32.const 9)))
        (func (export "_start"))
        """)).ExitCode);

    [Fact]
    public void Recursion_traps_on_a_thread_of_its_own() => Assert.Equal(TrapKind.StackExhausted, Assert.Throws<TrapException>(() => Run("""
        (func $f (export "wasi_thread_start") (param i32 i32) (call $f (local.get 0) (local.get 1)) (call $f (local.get 0) (local.get 1)))
        (func (export "_start") (drop (call $spawn (i32.const 0))) (call $forever))
        """)).Kind);

    [Fact]
    public void The_hosts_cancellation_ends_waits()
    {
        using var cancellation = new CancellationTokenSource(50);
        Assert.ThrowsAny<OperationCanceledException>(() => Run("""
            (func (export "wasi_thread_start") (param i32 i32) (call $sleep))
            (func (export "_start") (drop (call $spawn (i32.const 0))) (call $block))
            """, cancellation: cancellation));
    }

    [Fact]
    public void Programs_that_cant_have_threads_are_refused()
    {
        const string Spawn = "(import \"wasi\" \"thread-spawn\" (func (param i32) (result i32)))";
        Assert.Contains("no shared memory", Refusal(Spawn + "(memory 1)"), StringComparison.Ordinal);
        Assert.Contains("wasi_thread_start", Refusal(Spawn + "(import \"env\" \"memory\" (memory 1 1 shared))"), StringComparison.Ordinal);

        static string Refusal(string wat)
        {
            using var wasi = new WasiPreview1(new WasiOptions());
            Module module = Engine.Compile(WatParser.Parse(wat));
            return Assert.Throws<ArgumentException>(() => new WasiThreads(module, [], wasi)).Message;
        }
    }

    /// <summary>Runs a program to its end; its memory, when nothing failed.</summary>
    private static Memory Run(string wat, int maxThreads = 16, CancellationTokenSource? cancellation = null)
    {
        using var wasi = new WasiPreview1(new WasiOptions { Stdin = new BlockedStream(), MaxThreads = maxThreads, Cancellation = cancellation?.Token ?? TestContext.Current.CancellationToken });
        var threads = new WasiThreads(Engine.Compile(WatParser.Parse(Imported + wat)), new Imports().AddWasi(wasi), wasi);
        Memory? memory = null;
        threads.Run(instance =>
        {
            memory = instance.GetMemory();
            instance.GetFunction("_start").Invoke();
        });
        Assert.Throws<InvalidOperationException>(() => threads.Run(_ => { }));
        return memory!;
    }
}
