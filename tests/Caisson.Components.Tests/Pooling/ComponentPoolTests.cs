using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Pooling;
using Caisson.Components.Tests.Concurrency;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Pooling;

/// <summary>Renting, calling, giving back.</summary>
public sealed class ComponentPoolTests
{
    private const string Adding = """
        (component
          (core module $M
            (global $sum (mut i32) (i32.const 10))
            (func (export "add") (param i32) (result i32) (global.set $sum (i32.add (global.get $sum) (local.get 0))) (global.get $sum)))
          (core instance $m (instantiate $M))
          (func $add (param "x" u32) (result u32) (canon lift (core func $m "add")))
          (instance $i (export "add" (func $add)))
          (export "add" (func $add))
          (export "test:pool/adding@1.0.0" (instance $i)))
        """;

    [Fact]
    public void Functions_of_the_pool_are_called_for_an_instance()
    {
        using ComponentPool pool = PoolGuests.Pool(Adding);
        var add = pool.GetFunction<Func<PooledComponentInstance, uint, uint>>("add");
        var same = pool.GetFunction<Func<PooledComponentInstance, uint, uint>>("test:pool/adding@1.0.0", "add");
        for (int use = 0; use < 3; use++)
        {
            using PooledComponentInstance first = pool.Rent(), second = pool.Rent();
            Assert.Equal((11u, 12u, 13u), (add(first, 1), same(second, 2), same(first, 2)));
            Assert.Equal(16u, second.GetFunction("add").As<Func<uint, uint>>()(4));
            Assert.Equal(14u, first.GetFunction("test:pool/adding@1.0.0", "add").Call(1u).AsUInt32());
        }
        Assert.Equal(2, pool.Count);
    }

    [Fact]
    public void Many_parameters_fit()
    {
        using ComponentPool pool = PoolGuests.Pool("""
            (component
              (core module $M (func (export "f") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
                (i32.add (i32.mul (local.get 0) (i32.const 100)) (i32.add (i32.mul (local.get 6) (i32.const 10)) (local.get 9)))))
              (core instance $m (instantiate $M))
              (func (export "f") (param "a" u32) (param "b" u32) (param "c" u32) (param "d" u32) (param "e" u32) (param "f" u32) (param "g" u32) (param "h" u32) (param "i" u32)
                (param "j" u32) (result u32) (canon lift (core func $m "f"))))
            """);
        var f = pool.GetFunction<Func<PooledComponentInstance, uint, uint, uint, uint, uint, uint, uint, uint, uint, uint, uint>>("f");
        using PooledComponentInstance instance = pool.Rent();
        Assert.Equal(179u, f(instance, 1, 2, 3, 4, 5, 6, 7, 8, 0, 9));
    }

    [Fact]
    public void Delegates_must_fit()
    {
        using ComponentPool pool = PoolGuests.Pool(Adding);
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<uint, uint>>("add"));
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<PooledComponentInstance, uint>>("add"));
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<PooledComponentInstance, string, uint>>("add"));
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<PooledComponentInstance, uint, uint>>("missing"));
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<PooledComponentInstance, uint, uint>>("missing", "add"));
        using ComponentPool asynchronous = PoolGuests.SecretsPool();
        Assert.Throws<NotSupportedException>(() => asynchronous.GetFunction<Func<PooledComponentInstance, uint>>("async"));
        using ComponentPool other = PoolGuests.Pool(Adding);
        using PooledComponentInstance instance = other.Rent();
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<PooledComponentInstance, uint, uint>>("add")(instance, 1));
    }

    [Fact]
    public async Task Who_has_given_back_an_instance_cant_use_it()
    {
        using ComponentPool pool = PoolGuests.Pool(Adding, options: new ComponentPoolOptions { MaxSize = 1 });
        var add = pool.GetFunction<Func<PooledComponentInstance, uint, uint>>("add");
        PooledComponentInstance old = pool.Rent();
        ComponentInstance instance = old.Instance;
        ComponentFunction function = old.GetFunction("add");
        var typed = function.As<Func<uint, uint>>();
        Assert.Equal(11u, typed(1));
        old.Dispose();
        await Unusable();
        using PooledComponentInstance current = pool.Rent();
        await Unusable();
        old.Dispose();
        Assert.Equal(11u, add(current, 1));
        Assert.Throws<ObjectDisposedException>(() => default(PooledComponentInstance).Instance);

        async Task Unusable()
        {
            Assert.Throws<ObjectDisposedException>(() => old.Instance);
            Assert.Throws<ObjectDisposedException>(() => old.Store);
            Assert.Throws<ObjectDisposedException>(() => old.GetFunction("add"));
            Assert.Throws<ObjectDisposedException>(() => old.InterruptAfter(TimeSpan.Zero));
            Assert.Throws<ObjectDisposedException>(() => add(old, 1));
            Assert.Throws<ObjectDisposedException>(() => typed(1));
            Assert.Throws<ObjectDisposedException>(() => function.Call(1u));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => function.CallAsync(new ComponentValue[] { 1u }));
            Assert.Throws<ObjectDisposedException>(() => instance.GetFunction("add").Call(1u));
        }
    }

    [Fact]
    public void The_state_is_that_of_the_use()
    {
        using ComponentPool pool = PoolGuests.Pool(
            """
            (component
              (import "note" (func $note (param "x" u32)))
              (core func $note' (canon lower (func $note)))
              (core module $M (import "" "note" (func $note (param i32))) (func (export "f") (param i32) (call $note (local.get 0))))
              (core instance $m (instantiate $M (with "" (instance (export "note" (func $note'))))))
              (func (export "f") (param "x" u32) (canon lift (core func $m "f"))))
            """,
            linker => linker.DefineFunction("note", (caller, arguments) =>
            {
                ((List<uint>)caller.Store.State!).Add(arguments[0].AsUInt32());
                return default;
            }));
        var f = pool.GetFunction<Action<PooledComponentInstance, uint>>("f");
        for (int use = 0; use < 3; use++)
        {
            List<uint> one = [], two = [];
            using PooledComponentInstance first = pool.Rent(one), second = pool.Rent(two);
            f(first, 1);
            f(second, 2);
            f(first, 3);
            Assert.Equal([1, 3], one);
            Assert.Equal([2], two);
            first.Dispose();
            using PooledComponentInstance third = pool.Rent();
            Assert.Null(third.Store.State);
        }
    }

    [Fact]
    public void Initialization_is_part_of_what_instances_begin_with()
    {
        int initializations = 0;
        using ComponentPool pool = PoolGuests.Pool(
            Adding,
            options: new ComponentPoolOptions
            {
                Prewarm = 2,
                Initialize = instance =>
                {
                    initializations++;
                    instance.GetFunction("add").Call(5u);
                },
            });
        Assert.Equal(2, pool.Count);
        var add = pool.GetFunction<Func<PooledComponentInstance, uint, uint>>("add");
        for (int use = 0; use < 3; use++)
        {
            using PooledComponentInstance first = pool.Rent(), second = pool.Rent(), third = pool.Rent();
            Assert.Equal((16u, 16u, 16u), (add(first, 1), add(second, 1), add(third, 1)));
        }
        Assert.Equal(1, initializations);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void What_asks_the_host_when_it_is_made_is_made_anew(bool keepsAnswers)
    {
        uint answers = 0;
        using ComponentPool pool = PoolGuests.Pool(
            """
            (component
              (import "ask" (func $ask (result u32)))
              (core func $ask' (canon lower (func $ask)))
              (core module $M
                (import "" "ask" (func $ask (result i32)))
                (global $answer (mut i32) (i32.const 0))
                (func $start (global.set $answer (call $ask)))
                (start $start)
                (func (export "get") (result i32) (global.get $answer)))
              (core instance $m (instantiate $M (with "" (instance (export "ask" (func $ask'))))))
              (func (export "get") (result u32) (canon lift (core func $m "get"))))
            """,
            linker => linker.DefineFunction("ask", () => ++answers),
            new ComponentPoolOptions { KeepsHostAnswers = keepsAnswers });
        Assert.Equal(keepsAnswers, pool.Obstacle is null);
        for (uint use = 0; use < 3; use++)
        {
            using PooledComponentInstance instance = pool.Rent();
            Assert.Equal(keepsAnswers ? 1u : use + 2, instance.GetFunction("get").Call().AsUInt32());
        }
    }

    [Theory]
    [InlineData("shared memory", """
        (component
          (core module $M (memory (export "m") 1 1 shared) (func (export "next") (result i32) (i32.add (i32.atomic.rmw.add (i32.const 0) (i32.const 1)) (i32.const 1))))
          (core instance $m (instantiate $M))
          (func (export "next") (result u32) (canon lift (core func $m "next"))))
        """)]
    [InlineData("structures", """
        (component
          (core module $M
            (type $s (struct (field (mut i32))))
            (global $g (ref $s) (struct.new $s (i32.const 0)))
            (func (export "next") (result i32)
              (struct.set $s 0 (global.get $g) (i32.add (struct.get $s 0 (global.get $g)) (i32.const 1)))
              (struct.get $s 0 (global.get $g))))
          (core instance $m (instantiate $M))
          (func (export "next") (result u32) (canon lift (core func $m "next"))))
        """)]
    [InlineData("handles", """
        (component
          (type $R (resource (rep i32)))
          (core func $new (canon resource.new $R))
          (core module $M
            (import "" "new" (func $new (param i32) (result i32)))
            (global $n (mut i32) (i32.const 0))
            (func $start (drop (call $new (i32.const 1))))
            (start $start)
            (func (export "next") (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))
          (core instance $m (instantiate $M (with "" (instance (export "new" (func $new))))))
          (func (export "next") (result u32) (canon lift (core func $m "next"))))
        """)]
    public void What_cant_be_made_new_again_is_made_anew(string obstacle, string guest)
    {
        int initializations = 0;
        using ComponentPool pool = PoolGuests.Pool(guest, options: new ComponentPoolOptions { Initialize = _ => initializations++ });
        Assert.Contains(obstacle, pool.Obstacle, StringComparison.Ordinal);
        var next = pool.GetFunction<Func<PooledComponentInstance, uint>>("next");
        for (int use = 0; use < 3; use++)
        {
            using PooledComponentInstance instance = pool.Rent();
            Assert.Equal((1u, 2u), (next(instance), next(instance)));
        }
        Assert.Equal(4, initializations);
        Assert.Equal(1, pool.Count);
    }

    [Fact]
    public void What_the_linker_is_given_later_is_nothing_to_the_pool()
    {
        var linker = new ComponentLinker(Guests.Engine);
        linker.DefineInstance("i").DefineFunction("f", () => 1u);
        using ComponentPool pool = linker.CreatePool(Component.CompileText(Guests.Engine, """
            (component
              (import "i" (instance $i (export "f" (func (result u32)))))
              (core func $f (canon lower (func $i "f")))
              (core module $M (import "" "f" (func $f (result i32))) (func (export "f") (result i32) (call $f)))
              (core instance $m (instantiate $M (with "" (instance (export "f" (func $f))))))
              (func (export "f") (result u32) (canon lift (core func $m "f"))))
            """));
        linker.DefineInstance("i").DefineFunction("f", () => 2u);
        using PooledComponentInstance instance = pool.Rent();
        Assert.Equal(1u, instance.GetFunction("f").Call().AsUInt32());
    }

    [Fact]
    public void Components_that_are_linked_to_an_instance_have_no_pool()
    {
        var linker = new ComponentLinker(Guests.Engine);
        linker.Define("other", linker.Instantiate(Component.CompileText(Guests.Engine, Adding)));
        Assert.Throws<ArgumentException>(() => linker.CreatePool(Component.CompileText(Guests.Engine, "(component)")));
        Assert.Throws<ArgumentException>(() => linker.CreatePool(Component.CompileText(new Engine(), "(component)")));
    }

    [Fact]
    public void An_instance_cant_be_given_back_from_inside()
    {
        PooledComponentInstance rented = default;
        using ComponentPool pool = PoolGuests.Pool(
            """
            (component
              (import "call" (func $call))
              (core func $call' (canon lower (func $call)))
              (core module $M (import "" "call" (func $call)) (func (export "f") (call $call)))
              (core instance $m (instantiate $M (with "" (instance (export "call" (func $call'))))))
              (func (export "f") (canon lift (core func $m "f"))))
            """,
            linker => linker.DefineFunction("call", () => { Assert.Throws<InvalidOperationException>(() => rented.Dispose()); }));
        rented = pool.Rent();
        var f = pool.GetFunction<Action<PooledComponentInstance>>("f");
        f(rented);
        rented.GetFunction("f").Call();
        rented.Dispose();
    }

    [Fact]
    public void An_instance_with_another_one_in_its_store_is_not_used_again()
    {
        using ComponentPool pool = PoolGuests.Pool(Adding, options: new ComponentPoolOptions { MaxSize = 1 });
        PooledComponentInstance first = pool.Rent();
        var linker = new ComponentLinker(Guests.Engine);
        linker.Define("test:pool/adding@1.0.0", first.Instance.GetInstance("test:pool/adding@1.0.0"));
        ComponentInstance other = linker.Instantiate(Component.CompileText(Guests.Engine, """
            (component
              (import "test:pool/adding@1.0.0" (instance $i (export "add" (func (param "x" u32) (result u32)))))
              (core func $add (canon lower (func $i "add")))
              (func (export "add") (param "x" u32) (result u32) (canon lift (core func $add))))
            """));
        Assert.Equal(11u, other.GetFunction("add").Call(1u).AsUInt32());
        ComponentFunction stale = other.GetFunction("add");
        InstanceState? state = first.Instance.State;
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stale.Call(1u));
        using PooledComponentInstance second = pool.Rent();
        Assert.NotSame(state, second.Instance.State);
        Assert.Equal(11u, second.GetFunction("add").Call(1u).AsUInt32());
        GC.KeepAlive(other);
    }

    [Fact]
    public async Task Who_finds_all_in_use_fails_or_waits()
    {
        using ComponentPool pool = PoolGuests.Pool(Adding, options: new ComponentPoolOptions { MaxSize = 2 });
        PooledComponentInstance first = pool.Rent(), second = pool.Rent();
        Assert.False(pool.TryRent(out _));
        Assert.Throws<InvalidOperationException>(() => pool.Rent());
        using var cancellation = new CancellationTokenSource();
        Task<PooledComponentInstance> cancelled = pool.RentAsync(null, cancellation.Token).AsTask(), waiting = pool.RentAsync().AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        first.Dispose();
        using PooledComponentInstance third = await waiting;
        Assert.Equal(11u, third.GetFunction("add").Call(1u).AsUInt32());
        second.Dispose();
    }

    [Fact]
    public async Task A_disposed_pool_gives_nothing()
    {
        ComponentPool pool = PoolGuests.Pool(Adding, options: new ComponentPoolOptions { MaxSize = 1 });
        PooledComponentInstance instance = pool.Rent();
        Task<PooledComponentInstance> waiting = pool.RentAsync().AsTask();
        pool.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Equal(11u, instance.GetFunction("add").Call(1u).AsUInt32());
        instance.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Rent());
    }

    [Fact]
    public void Several_threads_use_one_pool()
    {
        List<object> dropped = [];
        using ComponentPool pool = PoolGuests.SecretsPool(dropped, new ComponentPoolOptions { MaxSize = 3 });
        var keep = pool.GetFunction<Action<PooledComponentInstance, uint>>("keep");
        var find = pool.GetFunction<Func<PooledComponentInstance, uint>>("find");
        Parallel.For(1, 5, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            for (int use = 0; use < 1000; use++)
            {
                using PooledComponentInstance instance = pool.RentAsync().AsTask().GetAwaiter().GetResult();
                Assert.Equal(0u, find(instance));
                keep(instance, (uint)thread);
                if (use % 100 == 0) Assert.Throws<TrapException>(() => instance.GetFunction("trap").Call());
            }
        });
        Assert.InRange(pool.Count, 1, 3);
        Assert.Equal(4000, dropped.Count);
    }
}
