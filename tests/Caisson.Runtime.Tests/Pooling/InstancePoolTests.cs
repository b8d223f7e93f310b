namespace Caisson.Runtime.Tests.Pooling;

/// <summary>Renting, calling, giving back.</summary>
public sealed class InstancePoolTests
{
    private const string Counter = """
        (global $n (mut i32) (i32.const 10))
        (func (export "next") (param i32) (result i32) (global.set $n (i32.add (global.get $n) (local.get 0))) (global.get $n))
        """;

    [Fact]
    public void Each_use_begins_anew()
    {
        using InstancePool pool = Guest.Compile(Counter).CreatePool();
        var next = pool.GetFunction<Func<PooledInstance, int, int>>("next");
        for (int i = 0; i < 3; i++)
        {
            using PooledInstance instance = pool.Rent();
            Assert.Equal(11, next(instance, 1));
            Assert.Equal(13, next(instance, 2));
        }
        Assert.Equal(1, pool.Count);
    }

    [Fact]
    public void Who_has_given_back_an_instance_cant_use_it()
    {
        using InstancePool pool = Guest.Compile(Counter + "(memory (export \"memory\") 1)").CreatePool();
        var next = pool.GetFunction<Func<PooledInstance, int, int>>("next");
        PooledInstance old = pool.Rent();
        old.Dispose();
        Unusable();
        using PooledInstance current = pool.Rent();
        Unusable();
        old.Dispose();
        Assert.Equal(11, next(current, 1));

        void Unusable()
        {
            Assert.Throws<ObjectDisposedException>(() => next(old, 1));
            Assert.Throws<ObjectDisposedException>(() => old.Memory);
            Assert.Throws<ObjectDisposedException>(() => old.Instance);
            Assert.Throws<ObjectDisposedException>(() => old.State);
            Assert.Throws<ObjectDisposedException>(() => old.InterruptAfter(TimeSpan.Zero));
        }
    }

    [Fact]
    public void What_the_host_got_from_the_instance_is_dead_afterwards()
    {
        using InstancePool pool = Guest.Compile($"""
            {Counter}
            (memory (export "memory") 1)
            (table (export "table") 1 funcref)
            (global (export "global") (mut i32) (i32.const 3))
            (global (export "reference") (mut externref) (ref.null extern))
            """).CreatePool();
        PooledInstance first = pool.Rent();
        Instance instance = first.Instance;
        Function function = instance.GetFunction("next");
        var typed = function.As<Func<int, int>>();
        (Memory memory, Table table, Global global, Global reference) = (instance.GetMemory(), instance.GetTable("table"), instance.GetGlobal("global"), instance.GetGlobal("reference"));
        Assert.Equal(11, typed(1));
        first.Dispose();
        using PooledInstance second = pool.Rent();
        Assert.Throws<ObjectDisposedException>(() => typed(1));
        Assert.Throws<ObjectDisposedException>(() => function.Invoke(1));
        Assert.Throws<ObjectDisposedException>(() => function.As<Func<uint, uint>>());
        Assert.Throws<ObjectDisposedException>(() => memory.Read<int>(0));
        Assert.Throws<ObjectDisposedException>(() => memory.Grow(1));
        Assert.Throws<ObjectDisposedException>(() => table[0]);
        Assert.Throws<ObjectDisposedException>(() => table.Grow(1, null));
        Assert.Throws<ObjectDisposedException>(() => global.Value);
        Assert.Throws<ObjectDisposedException>(() => reference.Value);
        Assert.Throws<ObjectDisposedException>(() => instance.GetFunction("next").Invoke(1));
        Assert.NotSame(instance, second.Instance);
        Assert.Equal(11, second.Instance.GetFunction<Func<int, int>>("next")(1));
    }

    [Fact]
    public void The_object_of_the_memory_dies_with_the_use()
    {
        Memory? shown = null;
        using InstancePool pool = Guest.Compile("""
            (import "host" "show" (func $show))
            (memory (export "memory") 1)
            (func (export "f") (call $show))
            """).CreatePool(new Imports { { "host", "show", (Caller caller) => { shown = caller.Memory; } } });
        var f = pool.GetFunction<Action<PooledInstance>>("f");
        PooledInstance first = pool.Rent();
        f(first);
        Memory seen = shown!;
        Assert.Same(seen, first.Memory);
        seen.Write(0, 42);
        first.Dispose();
        using PooledInstance second = pool.Rent();
        Assert.Throws<ObjectDisposedException>(() => seen.Read<int>(0));
        f(second);
        Assert.NotSame(seen, shown);
        Assert.Equal(0, shown!.Read<int>(0));
    }

    [Fact]
    public void The_state_is_that_of_the_use()
    {
        using InstancePool pool = Guest.Compile("""
            (import "host" "add" (func $add (param i32)))
            (func (export "f") (param i32) (call $add (local.get 0)))
            """).CreatePool(new Imports { { "host", "add", (Caller caller, int value) => ((List<int>)caller.State!).Add(value) } });
        var f = pool.GetFunction<Action<PooledInstance, int>>("f");
        List<int> one = [], two = [];
        using PooledInstance first = pool.Rent(one), second = pool.Rent(two);
        f(first, 1);
        f(second, 2);
        f(first, 3);
        Assert.Equal([1, 3], one);
        Assert.Equal([2], two);
        first.Dispose();
        using PooledInstance third = pool.Rent();
        Assert.Null(third.State);
    }

    [Fact]
    public void Initialization_is_part_of_what_instances_begin_with()
    {
        int starts = 0, initializations = 0;
        using InstancePool pool = Guest.Compile($"""
            (import "host" "started" (func $started))
            {Counter}
            (memory (export "memory") 1)
            (func $start (call $started) (i32.store (i32.const 8) (i32.const 5)) (global.set $n (i32.const 20)))
            (start $start)
            """).CreatePool(
            new Imports { { "host", "started", () => { starts++; } } },
            new InstancePoolOptions
            {
                Initialize = instance =>
                {
                    initializations++;
                    instance.GetMemory().Write(70_000 - 65_536, 6);
                    instance.GetMemory().Grow(1);
                    instance.GetMemory().Write(70_000, 7);
                },
                Prewarm = 2,
            });
        using PooledInstance first = pool.Rent(), second = pool.Rent(), third = pool.Rent();
        Assert.Equal((1, 1), (starts, initializations));
        Assert.Equal(3, pool.Count);
        var next = pool.GetFunction<Func<PooledInstance, int, int>>("next");
        foreach (PooledInstance instance in (PooledInstance[])[first, second, third])
        {
            Assert.Equal((5, 6, 7), (instance.Memory.Read<int>(8), instance.Memory.Read<int>(4464), instance.Memory.Read<int>(70_000)));
            Assert.Equal(2, instance.Memory.PageCount);
            Assert.Equal(21, next(instance, 1));
        }
    }

    [Fact]
    public async Task Who_finds_all_in_use_fails_or_waits()
    {
        using InstancePool pool = Guest.Compile(Counter).CreatePool(options: new InstancePoolOptions { MaxSize = 2 });
        PooledInstance first = pool.Rent(), second = pool.Rent();
        Assert.False(pool.TryRent(out _));
        Assert.Throws<InvalidOperationException>(() => pool.Rent());
        using var cancellation = new CancellationTokenSource();
        Task<PooledInstance> cancelled = pool.RentAsync(null, cancellation.Token).AsTask(), waiting = pool.RentAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        first.Dispose();
        using PooledInstance third = await waiting;
        Assert.Equal(11, pool.GetFunction<Func<PooledInstance, int, int>>("next")(third, 1));
        second.Dispose();
        Assert.True(pool.TryRent(out PooledInstance fourth));
        fourth.Dispose();
    }

    [Fact]
    public async Task A_disposed_pool_gives_nothing()
    {
        InstancePool pool = Guest.Compile(Counter).CreatePool(options: new InstancePoolOptions { MaxSize = 1 });
        PooledInstance instance = pool.Rent();
        Task<PooledInstance> waiting = pool.RentAsync().AsTask();
        pool.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Equal(11, pool.GetFunction<Func<PooledInstance, int, int>>("next")(instance, 1));
        instance.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Rent());
    }

    [Fact]
    public void An_instance_cant_be_given_back_from_inside()
    {
        PooledInstance rented = default;
        using InstancePool pool = Guest.Compile("""
            (import "host" "call" (func $call))
            (func (export "f") (call $call))
            """).CreatePool(new Imports { { "host", "call", () => { Assert.Throws<InvalidOperationException>(() => rented.Dispose()); } } });
        rented = pool.Rent();
        var f = pool.GetFunction<Action<PooledInstance>>("f");
        f(rented);
        f(rented);
        rented.Dispose();
    }

    [Fact]
    public void Modules_that_share_state_have_no_pool()
    {
        Refused("(import \"host\" \"m\" (memory 1))", new Memory(new Wasm.Syntax.MemType(new Wasm.Syntax.Limits(1, 2))));
        Refused("(import \"host\" \"m\" (table 1 funcref))", new Table(new Wasm.Syntax.TableType(new Wasm.Syntax.Limits(1, 2), Wasm.Syntax.ValType.FuncRef)));
        Refused("(import \"host\" \"m\" (global (mut i32)))", new Global(new Wasm.Syntax.GlobalType(Wasm.Syntax.ValType.I32, Mutable: true), 1));
        Refused("(import \"host\" \"m\" (func))", Guest.Instantiate("(func (export \"f\"))").GetFunction("f"));
        Assert.Throws<ArgumentException>(() => Guest.Compile("(memory 1 1 shared)").CreatePool());

        static void Refused(string wat, Extern external) =>
            Assert.Throws<ArgumentException>(() => Guest.Compile(wat).CreatePool(new Imports { { "host", "m", external } }));
    }

    [Fact]
    public void Delegates_must_fit()
    {
        using InstancePool pool = Guest.Compile($"(import \"host\" \"f\" (func $f)) {Counter} (export \"imported\" (func $f))").CreatePool(new Imports { { "host", "f", () => { } } });
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<int, int>>("next"));
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<PooledInstance, long, int>>("next"));
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Action<PooledInstance>>("missing"));
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Action<PooledInstance>>("imported"));
        using InstancePool other = Guest.Compile(Counter).CreatePool();
        using PooledInstance instance = other.Rent();
        Assert.Throws<ArgumentException>(() => pool.GetFunction<Func<PooledInstance, int, int>>("next")(instance, 1));
        Assert.Throws<ArgumentException>(() => new Imports { { "host", "f", (PooledInstance _) => { } } });
    }
}
