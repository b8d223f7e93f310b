using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Threads;

/// <summary>Several threads in one instance whose module has a shared memory.</summary>
public sealed class SharedInstanceTests
{
    private const int Threads = 4;

    private const string Counting = """
        (func (export "count") (param $times i32)
          (loop $again
            (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
            (drop (i64.atomic.rmw16.sub_u (i32.const 8) (i64.const 1)))
            (i32.store (i32.const 16) (i32.const 7))
            (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
        (func (export "counted") (result i32) (i32.atomic.load (i32.const 0)))
        (func (export "counted_down") (result i64) (i64.atomic.load16_u (i32.const 8)))
        """;

    /// <summary>A mutex and a condition variable, as C libraries build them.</summary>
    private const string Locking = """
        (memory 1 1 shared)
        (func $lock (param $at i32) (local $seen i32)
          (if (i32.eqz (local.tee $seen (i32.atomic.rmw.cmpxchg (local.get $at) (i32.const 0) (i32.const 1)))) (then (return)))
          (loop $again
            (if (i32.or (i32.eq (local.get $seen) (i32.const 2))
                        (i32.ne (i32.atomic.rmw.cmpxchg (local.get $at) (i32.const 1) (i32.const 2)) (i32.const 0)))
              (then (drop (memory.atomic.wait32 (local.get $at) (i32.const 2) (i64.const -1)))))
            (br_if $again (local.tee $seen (i32.atomic.rmw.cmpxchg (local.get $at) (i32.const 0) (i32.const 2))))))
        (func $unlock (param $at i32)
          (if (i32.ne (i32.atomic.rmw.sub (local.get $at) (i32.const 1)) (i32.const 1))
            (then
              (i32.atomic.store (local.get $at) (i32.const 0))
              (drop (memory.atomic.notify (local.get $at) (i32.const 1))))))
        """;

    [Fact]
    public void Contended_counters_lose_nothing()
    {
        Instance instance = Guest.Instantiate("(memory 1 1 shared)" + Counting);
        var count = instance.GetFunction<Action<int>>("count");
        Together.Run(Threads, _ => count(50_000));
        Assert.Equal(Threads * 50_000, instance.GetFunction<Func<int>>("counted")());
        Assert.Equal(unchecked((ushort)(-Threads * 50_000)), instance.GetFunction<Func<long>>("counted_down")());
    }

    [Fact]
    public void So_do_counters_of_several_instances_that_share_a_memory()
    {
        Module module = Guest.Compile("(import \"host\" \"memory\" (memory 1 1 shared))" + Counting);
        var memory = new Memory(new MemType(new Wasm.Syntax.Limits(1, 1), Shared: true));
        Imports imports = new() { { "host", "memory", memory } };
        Together.Run(Threads, _ => module.Instantiate(imports).GetFunction<Action<int>>("count")(50_000));
        Assert.Equal(Threads * 50_000, memory.Read<int>(0));
    }

    [Fact]
    public void A_mutex_guards_plain_accesses()
    {
        Instance instance = Guest.Instantiate(Locking + """
            (func (export "work") (param $times i32)
              (loop $again
                (call $lock (i32.const 0))
                (i64.store (i32.const 64) (i64.add (i64.load (i32.const 64)) (i64.const 1)))
                (i64.store (i32.const 72) (i64.sub (i64.load (i32.const 72)) (i64.const 1)))
                (call $unlock (i32.const 0))
                (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
            (func (export "sum") (result i64) (i64.add (i64.load (i32.const 64)) (i64.load (i32.const 72))))
            (func (export "done") (result i64) (i64.load (i32.const 64)))
            """);
        var work = instance.GetFunction<Action<int>>("work");
        Together.Run(Threads, _ => work(2_000));
        Assert.Equal(0, instance.GetFunction<Func<long>>("sum")());
        Assert.Equal(Threads * 2_000L, instance.GetFunction<Func<long>>("done")());
    }

    [Fact]
    public void A_condition_variable_passes_messages_in_both_directions()
    {
        // A queue of one place: full at 4, the message at 8, a sequence to wait on at 12.
        Instance instance = Guest.Instantiate(Locking + """
            (func $await (param $full i32) (local $seen i32)
              (loop $again
                (call $lock (i32.const 0))
                (if (i32.eq (i32.load (i32.const 4)) (local.get $full)) (then (return)))
                (local.set $seen (i32.atomic.load (i32.const 12)))
                (call $unlock (i32.const 0))
                (drop (memory.atomic.wait32 (i32.const 12) (local.get $seen) (i64.const -1)))
                (br $again)))
            (func $signal
              (drop (i32.atomic.rmw.add (i32.const 12) (i32.const 1)))
              (call $unlock (i32.const 0))
              (drop (memory.atomic.notify (i32.const 12) (i32.const -1))))
            (func (export "put") (param $message i32)
              (call $await (i32.const 0))
              (i32.store (i32.const 8) (local.get $message))
              (i32.store (i32.const 4) (i32.const 1))
              (call $signal))
            (func (export "take") (result i32) (local $message i32)
              (call $await (i32.const 1))
              (local.set $message (i32.load (i32.const 8)))
              (i32.store (i32.const 4) (i32.const 0))
              (call $signal)
              (local.get $message))
            """);
        var put = instance.GetFunction<Action<int>>("put");
        var take = instance.GetFunction<Func<int>>("take");
        long sum = 0;
        Together.Run(4, thread =>
        {
            for (int i = 1; i <= 500; i++)
            {
                if (thread < 2) put(i);
                else Interlocked.Add(ref sum, take());
            }
        });
        Assert.Equal(2 * 500 * 501 / 2, sum);
    }

    [Fact]
    public void Growth_that_was_seen_is_there()
    {
        Instance instance = Guest.Instantiate("""
            (memory (export "memory") 1 200 shared)
            (func (export "grow") (result i32) (local $old i32)
              (local.set $old (memory.grow (i32.const 1)))
              (if (i32.ge_s (local.get $old) (i32.const 0)) (then (i32.atomic.store (i32.const 0) (local.get $old))))
              (local.get $old))
            (func (export "read") (param $last i32) (local $pages i32)
              (loop $again
                ;; what an atomic load tells, and what the size tells
                (local.set $pages (i32.atomic.load (i32.const 0)))
                (drop (i32.load (i32.sub (i32.mul (i32.add (local.get $pages) (i32.const 1)) (i32.const 65536)) (i32.const 4))))
                (drop (i32.load (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 4))))
                (br_if $again (i32.lt_u (local.get $pages) (local.get $last)))))
            """);
        var grow = instance.GetFunction<Func<int>>("grow");
        var read = instance.GetFunction<Action<int>>("read");
        int grown = 0;
        Together.Run(4, thread =>
        {
            // Old sizes are stored in any order: the last one may be any, so readers stop at a number that someone surely passes.
            if (thread >= 2)
            {
                read(100);
                return;
            }
            while (grow() >= 0) Interlocked.Increment(ref grown);
            instance.GetMemory().Write(0, 150);
        });
        Assert.Equal(199, grown);
        Assert.Equal(200, instance.GetMemory().PageCount);
    }

    [Fact]
    public void Endless_recursion_traps_on_every_thread()
    {
        Instance instance = Guest.Instantiate("""
            (memory 1 1 shared)
            (table 1 funcref) (elem (i32.const 0) $g)
            (func $f (export "f") (param i32) (result i32)
              (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
              (i32.add (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0)) (i32.const 1)))
            (func $g (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1)))
            (func (export "large") (param i32) (result i32) (local i64) (call $f (local.get 0)))
            """);
        var f = instance.GetFunction<Func<int, int>>("f");
        Together.Run(6, _ => Exhaust(3), 256 * 1024);

        // Stacks of different sizes at the same time.
        Together.Run(2, thread =>
        {
            if (thread == 0) Together.Run(3, _ => Exhaust(5), 256 * 1024);
            else Together.Run(2, _ => Exhaust(1), 2 << 20);
        });

        void Exhaust(int times)
        {
            for (int i = 0; i < times; i++) Guest.Traps(TrapKind.StackExhausted, () => f(1));
        }
    }

    [Fact]
    public void Functions_are_first_called_by_many_at_once()
    {
        const int Functions = 200;
        string chain = string.Concat(Enumerable.Range(0, Functions).Select(i => i % 3 == 0
            ? $"(func $f{i} (param i32) (result i32) (call_indirect (param i32) (result i32) (i32.add (local.get 0) (i32.const {i})) (i32.const {i + 1})))"
            : $"(func $f{i} (param i32) (result i32) (call_ref $t (i32.add (local.get 0) (i32.const {i})) (ref.func $f{i + 1})))"));
        Module module = Guest.Compile($"""
            (memory 1 1 shared) (type $t (func (param i32) (result i32)))
            (table {Functions + 1} funcref) (elem (i32.const 0) {Guest.Repeat(Functions + 1, "$f#")})
            {chain} (func $f{Functions} (export "last") (param i32) (result i32) (local.get 0)) (export "f" (func $f0))
            """);
        for (int round = 0; round < 5; round++)
        {
            Instance instance = module.Instantiate();
            Together.Run(6, thread =>
            {
                Assert.Same(instance.GetFunction("last"), instance.Exports["last"]);
                Assert.Equal(Functions * (Functions - 1) / 2 + thread, instance.GetFunction<Func<int, int>>("f")(thread));
            });
        }
    }

    [Fact]
    public void Tables_are_called_through_while_others_grow_and_write_them()
    {
        Instance instance = Guest.Instantiate("""
            (memory 1 1 shared)
            (table $t (export "t") 1 funcref) (elem (i32.const 0) $one)
            (elem $both func $one $two)
            (type $f (func (result i32)))
            (func $one (result i32) (i32.const 1))
            (func $two (result i32) (i32.const 2))
            (func (export "grow") (result i32) (table.grow $t (ref.func $one) (i32.const 3)))
            (func (export "write") (table.init $t $both (i32.sub (table.size $t) (i32.const 1)) (i32.const 1) (i32.const 1)))
            (func (export "call") (param $times i32) (result i32) (local $sum i32)
              (loop $again
                (local.set $sum (i32.add (local.get $sum) (call_indirect (type $f) (i32.sub (table.size $t) (i32.const 1)))))
                (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
              (local.get $sum))
            """);
        var grow = instance.GetFunction<Func<int>>("grow");
        var write = instance.GetFunction<Action>("write");
        var call = instance.GetFunction<Func<int, int>>("call");
        Together.Run(4, thread =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                if (thread == 0) Assert.True(grow() >= 0);
                else if (thread == 1) write();
                else Assert.InRange(call(50), 50, 100);
                if (i % 500 == 0) GC.Collect();
            }
        });
        Assert.Equal(1 + 3 * 2_000, instance.GetTable("t").Length);
    }

    [Fact]
    public void What_is_written_to_a_table_while_it_grows_stays()
    {
        Instance instance = Guest.Instantiate("""
            (memory 1 1 shared)
            (table $t 64 funcref)
            (func $f)
            (elem declare func $f)
            (func (export "grow") (drop (table.grow $t (ref.null func) (i32.const 64))))
            (func (export "set") (param i32) (result i32)
              (table.set $t (local.get 0) (ref.func $f))
              (i32.eqz (ref.is_null (table.get $t (local.get 0)))))
            """);
        var grow = instance.GetFunction<Action>("grow");
        var set = instance.GetFunction<Func<int, int>>("set");
        Together.Run(3, thread =>
        {
            for (int i = 0; i < 500; i++)
            {
                if (thread == 0) grow();
                else Assert.Equal(1, set(thread * 20));
            }
            if (thread != 0) Assert.Equal(1, set(thread * 20));
        });
    }

    [Fact]
    public void Segments_are_dropped_once_for_all()
    {
        Instance instance = Guest.Instantiate("""
            (memory 1 1 shared) (table 1 funcref)
            (data $d "x") (elem $e func $f) (func $f)
            (func (export "use")
              (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))
              (table.init $e (i32.const 0) (i32.const 0) (i32.const 1)))
            (func (export "drop") (data.drop $d) (elem.drop $e))
            """);
        var use = instance.GetFunction<Action>("use");
        using var dropped = new ManualResetEventSlim();
        Together.Run(4, thread =>
        {
            if (thread == 0)
            {
                instance.GetFunction<Action>("drop")();
                dropped.Set();
            }
            for (int i = 0; i < 100; i++)
            {
                bool isOver = dropped.IsSet;
                if (Record.Exception(() => use()) is { } trap) Assert.IsType<TrapException>(trap);
                else Assert.False(isOver);
            }
        });
    }
}
