namespace Caisson.Runtime.Tests;

/// <summary>Deadlines and tokens, in instances of one thread.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20), Never = TimeSpan.FromMinutes(5);

    /// <summary>With a memory of its own, which has a page to poll beside it, and without.</summary>
    public static TheoryData<string, string> Endless =>
        [.. EndlessCode.SelectMany(row => new[] { row, row.Wat.Contains("(memory", StringComparison.Ordinal) ? row : (row.Name + " beside a memory", "(memory 1)" + row.Wat) }).Distinct()];

    private static readonly (string Name, string Wat)[] EndlessCode =
    [
        ("loop", "(func (export \"f\") (loop $l (br $l)))"),
        ("tight loop", "(func (export \"f\") (local i32) (loop $l (local.set 0 (i32.add (local.get 0) (i32.const 1))) (br_if $l (i32.ge_s (local.get 0) (i32.const -1))) (br $l)))"),
        ("loop around one that ends soon", "(func (export \"f\") (local i32) (loop $o (local.set 0 (i32.const 0)) (loop $l (br_if $l (i32.ne (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 100)))) (br $o)))"),
        ("tail calls", "(func $g (export \"f\") (return_call $g))"),
        ("tail calls through a table", "(table funcref (elem $g)) (func $g (export \"f\") (return_call_indirect (i32.const 0)))"),
        ("tree of calls", "(func $g (param i32) (if (local.get 0) (then (call $g (i32.sub (local.get 0) (i32.const 1))) (call $g (i32.sub (local.get 0) (i32.const 1)))))) (func (export \"f\") (call $g (i32.const 200)))"),
        ("loop of calls of itself", "(func $g (param i32) (if (i32.eqz (local.get 0)) (then (return))) (loop $l (call $g (i32.sub (local.get 0) (i32.const 1))) (br $l))) (func (export \"f\") (call $g (i32.const 3)))"),
        ("loop that may call itself", "(func $g (param i32) (loop $l (block $skip (br_if $skip (i32.eqz (local.get 0))) (call $g (i32.sub (local.get 0) (i32.const 1)))) (br $l))) (func (export \"f\") (call $g (i32.const 3)))"),
        ("loop that goes on before it calls itself", "(func $g (param i32) (loop $l (br_if $l (i32.eqz (local.get 0))) (call $g (i32.sub (local.get 0) (i32.const 1))) (br $l))) (func (export \"f\") (call $g (i32.const 3)))"),
        ("loop behind a call of itself", "(func $g (param i32) (if (local.get 0) (then (call $g (i32.const 0)) (loop $l (br $l))))) (func (export \"f\") (call $g (i32.const 3)))"),
        ("handler", "(tag $t) (func $throw (throw $t)) (func (export \"f\") (loop $l (block $caught (try_table (catch_all $caught) (call $throw))) (br $l)))"),
        ("bulk", "(memory 16384) (func (export \"f\") (loop $l (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x40000000)) (memory.copy (i32.const 0) (i32.const 1) (i32.const 0x3fffffff)) (br $l)))"),
    ];

    [Theory]
    [MemberData(nameof(Endless))]
    public void Code_that_would_go_on_for_ever_ends_and_can_be_called_again(string name, string wat)
    {
        Instance instance = Guest.Instantiate(wat);
        var f = instance.GetFunction<Action>("f");
        for (int i = 0; i < 3; i++)
        {
            using Interruption interruption = instance.InterruptAfter(Soon);
            Guest.Traps(TrapKind.Interrupted, f);
            Assert.True(interruption.HasFired, name);
        }
    }

    [Fact]
    public void The_rest_of_the_time_isnt_waited_for()
    {
        Instance instance = Guest.Instantiate("(func (export \"f\") (result i32) (i32.const 7))");
        using Interruption interruption = instance.InterruptAfter(Never);
        Assert.Equal(7, instance.GetFunction<Func<int>>("f")());
        Assert.False(interruption.HasFired);
    }

    [Fact]
    public void No_time_left_ends_the_next_call()
    {
        Instance instance = Guest.Instantiate("(func (export \"f\") (param i32) (loop $l (br_if $l (local.get 0))))");
        var f = instance.GetFunction<Action<int>>("f");
        using (instance.InterruptAfter(TimeSpan.Zero)) Guest.Traps(TrapKind.Interrupted, () => f(0));
        f(0);
    }

    [Fact]
    public void A_token_ends_code_as_a_cancelled_operation()
    {
        Instance instance = Guest.Instantiate("(func $spin (export \"f\") (loop $l (br $l)))");
        using CancellationTokenSource source = new(Soon);
        var cancelled = Assert.Throws<OperationCanceledException>(() => instance.GetFunction("f").Invoke([], source.Token));
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Equal("spin", Assert.IsType<TrapException>(cancelled.InnerException).Frames[0].FunctionName);
        Assert.Throws<OperationCanceledException>(() => instance.GetFunction("f").Invoke([], source.Token));
    }

    [Theory]
    [InlineData("(func (export \"f\") (loop $l (br $l)))", "(import \"a\" \"f\" (func $f)) (func (export \"g\") (call $f))")]
    [InlineData("(func $r (export \"f\") (call $r2) (call $r2)) (func $r2 (param) (drop (call $n (i32.const 200)))) (func $n (param i32) (result i32) (if (result i32) (local.get 0) (then (i32.add (call $n (i32.sub (local.get 0) (i32.const 1))) (call $n (i32.sub (local.get 0) (i32.const 1))))) (else (i32.const 1))))", "(import \"a\" \"f\" (func $f)) (func (export \"g\") (call $f))")]
    [InlineData("(func (export \"f\"))", "(import \"a\" \"f\" (func $f)) (func $g (export \"g\") (call $f) (return_call $g))")]
    public void Linked_instances_end_together(string inner, string outer)
    {
        Instance a = Guest.Instantiate(inner);
        Instance b = Guest.Instantiate(outer, new Imports { { "a", "f", a.GetFunction("f") } });
        using (b.InterruptAfter(Soon)) Guest.Traps(TrapKind.Interrupted, b.GetFunction<Action>("g"));
        using (a.InterruptAfter(Soon)) Guest.Traps(TrapKind.Interrupted, b.GetFunction<Action>("g"));
    }

    [Fact]
    public void Whoever_catches_the_trap_in_between_goes_on()
    {
        Instance inner = Guest.Instantiate("(func (export \"f\") (loop $l (br $l)))");
        Function spin = inner.GetFunction("f");
        Action host = () =>
        {
            using Interruption interruption = inner.InterruptAfter(Soon);
            Guest.Traps(TrapKind.Interrupted, () => spin.Invoke());
        };
        Instance outer = Guest.Instantiate(
            "(import \"h\" \"f\" (func $host)) (import \"a\" \"f\" (func)) (func $leaf (result i32) (call $host) (i32.const 3)) (func (export \"g\") (result i32) (i32.add (call $leaf) (call $leaf)))",
            new Imports { { "h", "f", Function.FromDelegate(Guest.Engine, host) }, { "a", "f", spin } });
        Assert.Equal(6, outer.GetFunction<Func<int>>("g")());
    }

    [Fact]
    public void An_access_outside_of_memory_is_none_that_found_out_about_an_interruption()
    {
        Instance instance = Guest.Instantiate("(memory 1) (func (export \"spin\") (loop $l (br $l))) (func (export \"load\") (drop (i32.load (i32.const -1))) (drop (i32.load (i32.sub (i32.const 0) (i32.const 9)))))");
        Action spin = instance.GetFunction<Action>("spin"), load = instance.GetFunction<Action>("load");
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, load);
        using (instance.InterruptAfter(Soon)) Guest.Traps(TrapKind.Interrupted, spin);
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, load);
    }

    [Fact]
    public async Task An_interruption_that_is_over_at_once_is_an_interruption_or_nothing()
    {
        Instance instance = Guest.Instantiate("(memory 1) (func (export \"f\") (param i32) (loop $l (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))");
        var f = instance.GetFunction<Action<int>>("f");
        bool done = false;
        Task other = Task.Run(() =>
        {
            while (!Volatile.Read(ref done)) instance.InterruptAfter(TimeSpan.Zero).Dispose();
        });
        int interrupted = 0;
        for (int i = 0; i < 20_000 && interrupted < 200; i++)
        {
            try
            {
                f(10_000);
            }
            catch (TrapException trap) when (trap.Kind == TrapKind.Interrupted)
            {
                interrupted++;
            }
        }
        Volatile.Write(ref done, true);
        await other;
    }

    [Fact]
    public void Guests_without_end_leave_nothing_behind()
    {
        Module module = Guest.Compile("(memory 1) (func (export \"f\") (loop $l (br $l)))");
        for (int i = 0; i < 2_000; i++)
        {
            Instance instance = module.Instantiate();
            using Interruption interruption = instance.InterruptAfter(TimeSpan.FromTicks(i % 5 * 1000));
            Guest.Traps(TrapKind.Interrupted, instance.GetFunction<Action>("f"));
        }
    }

    [Fact]
    public void Interrupt_is_for_good()
    {
        Instance instance = Guest.Instantiate("(func (export \"f\") (loop $l (br $l)))");
        instance.Interrupt();
        using (instance.InterruptAfter(TimeSpan.Zero)) Guest.Traps(TrapKind.Interrupted, instance.GetFunction<Action>("f"));
        Guest.Traps(TrapKind.Interrupted, instance.GetFunction<Action>("f"));
    }

    [Fact]
    public void Endless_recursion_is_still_endless_recursion()
    {
        Instance instance = Guest.Instantiate("(func $g (export \"f\") (result i32) (i32.add (call $g) (i32.const 1)))", engine: new Engine(new EngineOptions { MaxStackBytes = 100_000 }));
        using (instance.InterruptAfter(TimeSpan.Zero)) Guest.Traps(TrapKind.Interrupted, () => instance.GetFunction<Func<int>>("f")());
        Guest.Traps(TrapKind.StackExhausted, () => instance.GetFunction<Func<int>>("f")());
    }

    [Fact]
    public async Task Deadlines_are_kept_when_the_pool_is_busy()
    {
        Instance[] instances = [.. Enumerable.Range(0, 32).Select(_ => Guest.Instantiate("(func (export \"f\") (loop $l (br $l)))"))];
        Task[] tasks = [.. instances.Select(instance => Task.Run(() =>
        {
            using Interruption interruption = instance.InterruptAfter(Soon);
            Guest.Traps(TrapKind.Interrupted, instance.GetFunction<Action>("f"));
        }))];
        await Task.WhenAll(tasks).WaitAsync(Never);
    }

    [Fact]
    public void An_engine_without_interruption_says_that_it_cant()
    {
        Instance instance = Guest.Instantiate("(func (export \"f\"))", engine: new Engine(new EngineOptions { Interruption = false }));
        Assert.False(instance.IsInterruptible);
        Assert.Throws<InvalidOperationException>(instance.Interrupt);
        Assert.Throws<InvalidOperationException>(() => instance.InterruptAfter(Soon));
        Assert.Throws<InvalidOperationException>(() => instance.InterruptOn(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Times_below_zero_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Guest.Instantiate("(func (export \"f\"))").InterruptAfter(TimeSpan.FromTicks(-1)));
}
