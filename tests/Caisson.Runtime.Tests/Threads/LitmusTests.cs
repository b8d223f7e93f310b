namespace Caisson.Runtime.Tests.Threads;

/// <summary>Small races whose outcomes a memory model allows or forbids; the forbidden ones must not be seen.</summary>
public sealed class LitmusTests
{
    private const int Rounds = 3_000;

    /// <summary>Two threads meet at a barrier in memory, then each does its part; the parts return what they loaded.</summary>
    private const string Frame = """
        (memory (export "memory") 1 1 shared)
        (func $meet (param $round i32)
          (drop (i32.atomic.rmw.add (i32.const 128) (i32.const 1)))
          (loop $wait (br_if $wait (i32.lt_u (i32.atomic.load (i32.const 128)) (i32.mul (local.get $round) (i32.const 2))))))
        """;

    [Theory]
    [InlineData("atomic", "(i32.atomic.store (i32.const {0}) (i32.const 1)) (i32.atomic.load (i32.const {1}))")]
    [InlineData("exchange", "(drop (i32.atomic.rmw.xchg (i32.const {0}) (i32.const 1))) (i32.atomic.load (i32.const {1}))")]
    [InlineData("narrow", "(i32.atomic.store8 (i32.const {0}) (i32.const 1)) (i32.atomic.load8_u (i32.const {1}))")]
    [InlineData("fence", "(i32.store (i32.const {0}) (i32.const 1)) (atomic.fence) (i32.load (i32.const {1}))")]
    public void Store_buffering_is_not_seen(string name, string part)
    {
        Instance instance = Guest.Instantiate(Frame + Parts(part, part));
        Race(instance, (x, y) => Assert.False(x == 0 && y == 0, name));
    }

    [Fact]
    public void Load_buffering_is_not_seen()
    {
        const string Part = "(i32.atomic.load (i32.const {1})) (i32.atomic.store (i32.const {0}) (i32.const 1))";
        Race(Guest.Instantiate(Frame + Parts(Part, Part)), (x, y) => Assert.False(x == 1 && y == 1));
    }

    [Fact]
    public void What_was_written_before_an_atomic_store_is_seen_after_an_atomic_load()
    {
        const string Publish = "(i64.store (i32.const 256) (i64.const 42)) (i32.atomic.store (i32.const {0}) (i32.const 1)) (i32.const 0)";
        const string Read = "(if (result i32) (i32.atomic.load (i32.const {1})) (then (i32.wrap_i64 (i64.load (i32.const 256)))) (else (i32.const 42)))";
        Race(Guest.Instantiate(Frame + Parts(Publish, Read)), (_, seen) => Assert.Equal(42, seen));
    }

    private static string Parts(string first, string second) =>
        $"(func (export \"first\") (param i32) (result i32) (call $meet (local.get 0)) {first.Replace("{0}", "0").Replace("{1}", "64")})"
        + $"(func (export \"second\") (param i32) (result i32) (call $meet (local.get 0)) {second.Replace("{0}", "64").Replace("{1}", "0")})";

    private static void Race(Instance instance, Action<int, int> check)
    {
        Memory memory = instance.GetMemory();
        Func<int, int>[] parts = [instance.GetFunction<Func<int, int>>("first"), instance.GetFunction<Func<int, int>>("second")];
        int[] results = new int[2];
        using Barrier round = new(2, _ =>
        {
            if (memory.Read<int>(128) > 0) check(results[0], results[1]);
            memory.Write(0, 0L);
            memory.Write(64, 0L);
            memory.Write(256, 0L);
        });
        Together.Run(2, thread =>
        {
            for (int i = 1; i <= Rounds; i++)
            {
                round.SignalAndWait();
                results[thread] = parts[thread](i);
            }
            round.SignalAndWait();
        });
    }
}
