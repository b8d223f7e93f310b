namespace Caisson.Runtime.Tests;

/// <summary>Traps that the processor raises: often, on several threads, in the middle of other things.</summary>
[Collection(nameof(CollectionTests.Alone))]
public sealed class GuardPagesTests
{
    private const int End = 65536;

    private const string Accesses = """
        (memory (export "memory") 1 10)
        (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
        (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
        """;

    private readonly Engine _engine;

    public GuardPagesTests()
    {
        Assert.SkipUnless(GuardPages.FitPlatform, "this system can't have guard pages");
        _engine = new Engine(new EngineOptions { MemoryChecks = MemoryChecks.GuardPages });
    }

    [Fact]
    public void A_guest_traps_a_hundred_thousand_times()
    {
        var load = Guest.Instantiate(Accesses, engine: _engine).GetFunction<Func<int, int>>("load");
        for (int i = 0; i < 100_000; i++) Traps(load, End - 3 + i % 100);
        Assert.Equal(0, load(End - 4));
    }

    [Fact]
    public void Guests_trap_on_three_threads_while_the_collector_runs()
    {
        Module module = Guest.Compile(Accesses, _engine);
        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.Token.WaitHandle.WaitOne(10)) GC.Collect(0);
        });
        collector.Start();
        Parallel.For(0, 3, new ParallelOptions { MaxDegreeOfParallelism = 3 }, thread =>
        {
            var load = module.Instantiate().GetFunction<Func<int, int>>("load");
            for (int i = 0; i < 500; i++) Traps(load, End + thread + i);
        });
        done.Cancel();
        collector.Join();
    }

    [Theory]
    [InlineData("i32.const 65533")]
    [InlineData("local.get 0")]
    public void A_trap_names_the_functions_that_were_active(string address)
    {
        Instance guest = Guest.Instantiate($"""
            (module $m (import "host" "between" (func $between (param i32))) (memory 1) (table 1 funcref) (elem (i32.const 0) $h)
              (func (export "f") (param i32) (call $between (local.get 0)) (unreachable))
              (func $g (export "g") (param i32) (call_indirect (param i32) (local.get 0) (i32.const 0)) (unreachable))
              (func $h (param i32) (drop (i32.load ({address}))) (call $between (i32.const 0))))
            """, new() { { "host", "between", (Caller caller, int i) => caller.Instance!.GetFunction<Action<int>>("g")(i) } }, _engine);
        TrapException trap = Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction<Action<int>>("f")(65533));
        Assert.Equal("out of bounds memory access", trap.Message);
        Assert.Equal(["m!h", "m!g", "m!f"], trap.Frames.Select(frame => frame.ToString()));
        Assert.Equal(["m!h", "m!g"], Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.GetFunction("g").Invoke(65533)).Frames.Select(frame => frame.ToString()));
    }

    [Fact]
    public void A_trap_can_be_caught_between_two_guests()
    {
        Instance inner = Guest.Instantiate(Accesses, engine: _engine);
        var load = inner.GetFunction<Func<int, int>>("load");
        Instance outer = Guest.Instantiate("""
            (import "host" "f" (func $f (param i32) (result i32)))
            (func (export "f") (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1)))
            """, new() { { "host", "f", (int address) => Caught(() => load(address)) ? 41 : 0 } }, _engine);
        Assert.Equal(42, outer.GetFunction<Func<int, int>>("f")(-1));
        Assert.Equal(1, outer.GetFunction<Func<int, int>>("f")(0));

        static bool Caught(Func<int> call)
        {
            try
            {
                call();
                return false;
            }
            catch (TrapException trap) when (trap.Kind == TrapKind.OutOfBoundsMemoryAccess)
            {
                return true;
            }
        }
    }

    [Theory]
    [InlineData("(block $all (try_table (catch_all $all) (call $f (local.get 0))) (return (i32.const 1))) (i32.const 2)")]
    [InlineData("(try (do (call $f (local.get 0))) (catch_all (return (i32.const 2)))) (i32.const 1)")]
    public void Guests_catch_neither_traps_nor_null_references_of_the_host(string body)
    {
        Instance guest = Guest.Instantiate($"""
            (import "host" "f" (func $host (param i32))) (memory 1)
            (func $f (param i32) (drop (i32.load (local.get 0))) (call $host (local.get 0)))
            (func (export "f") (param i32) (result i32) {body})
            """, new() { { "host", "f", (int i) => { if (i == 4) _ = ((string?)null)!.Length; } } }, _engine);
        var f = guest.GetFunction<Func<int, int>>("f");
        Assert.Equal(1, f(0));
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => f(-1));
        Assert.Throws<NullReferenceException>(() => f(4));
        Assert.Throws<NullReferenceException>(() => guest.GetFunction("f").Invoke(4));
    }

    [Fact]
    public void Memory_that_was_used_before_is_zero()
    {
        Module module = Guest.Compile(Accesses, _engine);
        for (int i = 0; i < 500; i++)
        {
            Use(module);
            if (i % 50 != 0) continue;
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        static void Use(Module module)
        {
            Memory memory = module.Instantiate().GetMemory();
            Assert.Equal(1, memory.Grow(2));
            Assert.Equal(-1, memory.Span(0, 3 * End).IndexOfAnyExcept((byte)0));
            memory.Span(0, 3 * End).Fill(0xEE);
            GC.KeepAlive(memory);
        }
    }

    [Fact]
    public void What_grows_can_be_used_and_what_lies_beyond_traps()
    {
        Instance guest = Guest.Instantiate(Accesses, engine: _engine);
        var load = guest.GetFunction<Func<int, int>>("load");
        for (int pages = 1; pages < 10; pages++)
        {
            Traps(load, pages * End);
            Assert.Equal(pages, guest.GetFunction<Func<int, int>>("grow")(1));
            Assert.Equal(0, load(pages * End));
            Traps(load, (pages + 1) * End - 3);
        }
        Assert.Equal(-1, guest.GetFunction<Func<int, int>>("grow")(1));
    }

    [Fact]
    public void Engines_of_both_kinds_share_a_memory()
    {
        const string Importing = "(import \"m\" \"memory\" (memory 1)) (func (export \"load\") (param i32) (result i32) (i32.load (local.get 0))) (func (export \"grow\") (result i32) (memory.grow (i32.const 1)))";
        var explicitly = new Engine(new EngineOptions { MemoryChecks = MemoryChecks.Explicit });
        foreach (Memory memory in new[]
        {
            Guest.Instantiate(Accesses, engine: _engine).GetMemory(), Guest.Instantiate(Accesses, engine: explicitly).GetMemory(), new Memory(new Wasm.Syntax.MemType(new(1, 10))),
        })
        {
            Imports imports = new() { { "m", "memory", memory } };
            Instance[] guests = [Guest.Instantiate(Importing, imports, _engine), Guest.Instantiate(Importing, imports, explicitly)];
            foreach (Instance guest in guests)
            {
                long end = memory.ByteLength;
                memory.Write(end - 4, 7);
                Assert.All(guests, other => Assert.Equal(7, other.GetFunction<Func<int, int>>("load")((int)end - 4)));
                Assert.All(guests, other => Traps(other.GetFunction<Func<int, int>>("load"), (int)end - 3));
                guest.GetFunction<Func<int>>("grow")();
                Assert.All(guests, other => Assert.Equal(0, other.GetFunction<Func<int, int>>("load")((int)end)));
            }
        }
    }

    [Fact]
    public void Thousands_of_memories_live_at_once()
    {
        Module module = Guest.Compile(Accesses, _engine);
        Instance[] guests = [.. Enumerable.Range(0, 1000).Select(_ => module.Instantiate())];
        for (int i = 0; i < guests.Length; i++) guests[i].GetFunction<Action<int, int>>("store")(End - 4, i);
        for (int i = 0; i < guests.Length; i++) Assert.Equal(i, guests[i].GetMemory().Read<int>(End - 4));
        Traps(guests[500].GetFunction<Func<int, int>>("load"), End);
    }

    private static void Traps(Func<int, int> load, int address)
    {
        try
        {
            load(address);
        }
        catch (TrapException trap) when (trap.Kind == TrapKind.OutOfBoundsMemoryAccess)
        {
            return;
        }
        Assert.Fail($"no trap at {address}");
    }
}
