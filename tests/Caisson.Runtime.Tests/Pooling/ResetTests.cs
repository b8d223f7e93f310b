namespace Caisson.Runtime.Tests.Pooling;

/// <summary>Nothing that one use of an instance leaves behind is there for the next.</summary>
public sealed class ResetTests
{
    private const string Secret = """
        (memory (export "memory") 32 300)
        (data (i32.const 100) "the image")
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
        (func (export "fill") (param $at i32) (param $length i32) (memory.fill (local.get $at) (i32.const 0xA5) (local.get $length)))
        (func (export "find") (param $at i32) (param $end i32) (result i32)
          (loop $next
            (if (i32.eq (i32.load8_u (local.get $at)) (i32.const 0xA5)) (then (return (local.get $at))))
            (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
          (i32.const -1))
        """;

    public static TheoryData<MemoryReset, MemoryChecks> Ways =>
    [
        .. from way in Enum.GetValues<MemoryReset>()
           from checks in (MemoryChecks[])[MemoryChecks.Automatic, MemoryChecks.Explicit]
           select (way, checks),
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Memory_of_the_last_use_cant_be_read(MemoryReset way, MemoryChecks checks)
    {
        using var guest = new Rented(Secret, way, checks);
        for (int i = 0; i < 3; i++)
        {
            guest.Use(instance =>
            {
                Assert.Equal(-1, guest.Find(instance, 0, 32 << 16));
                Assert.Equal("the image", instance.Memory.ReadString(100, 9));
                guest.Fill(instance, 0, 5);
                guest.Fill(instance, 98, 7);
                guest.Fill(instance, (32 << 16) - 5000, 5000);
                for (int page = 0; page < 32; page += i + 1) guest.Fill(instance, page << 16, 1);
            });
        }
        guest.Use(instance => guest.Fill(instance, 0, 32 << 16));
        guest.Use(instance =>
        {
            Assert.Equal(-1, guest.Find(instance, 0, 32 << 16));
            Assert.Equal("the image", instance.Memory.ReadString(100, 9));
        });
        Assert.Equal(1, guest.Pool.Count);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_a_memory_grew_by_is_gone(MemoryReset way, MemoryChecks checks)
    {
        using var guest = new Rented(Secret, way, checks);
        foreach (int pages in (int[])[1, 32, 3, 20, 200])
        {
            guest.Use(instance =>
            {
                Assert.Equal(32, instance.Memory.PageCount);
                Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.Load(instance, 32 << 16));
                Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => guest.Load(instance, (32 << 16) + 70_000));
                Assert.Throws<TrapException>(() => instance.Memory.Read<byte>(32 << 16));
                Assert.Equal(32, guest.Grow(instance, pages));
                Assert.Equal(-1, guest.Find(instance, 0, 32 + pages << 16));
                guest.Fill(instance, (32 << 16) - 100, (pages << 16) + 100);
                guest.Fill(instance, (32 + pages << 16) - 1, 1);
            });
        }
        Assert.Equal(1, guest.Pool.Count);
    }

    [Fact]
    public void Small_memories_are_reset_too()
    {
        using InstancePool pool = Guest.Compile("""
            (memory (export "memory") 1)
            (func (export "touch") (result i32) (local i32) (local.set 0 (i32.load (i32.const 1000))) (i32.store (i32.const 1000) (i32.const 7)) (drop (memory.grow (i32.const 1))) (local.get 0))
            """).CreatePool();
        var touch = pool.GetFunction<Func<PooledInstance, int>>("touch");
        for (int i = 0; i < 5; i++)
        {
            using PooledInstance instance = pool.Rent();
            Assert.Equal(1, instance.Memory.PageCount);
            Assert.Equal(0, touch(instance));
        }
    }

    [Fact]
    public void All_kinds_of_state_are_reset()
    {
        object secret = new();
        using InstancePool pool = Guest.Compile("""
            (memory $a 1) (memory $b (export "memory") 1) (memory $c i64 1)
            (data (memory $b) (i32.const 0) "b")
            (data $passive "xy")
            (table $t 2 10 externref)
            (table $f 2 funcref)
            (elem (table $f) (i32.const 0) func $one $two)
            (elem $segment func $one)
            (global $g (mut externref) (ref.null extern))
            (global $v (mut v128) (v128.const i64x2 1 2))
            (global $h (mut f64) (f64.const 1.5))
            (func $one (result i32) (i32.const 1))
            (func $two (result i32) (i32.const 2))
            (func (export "call") (param i32) (result i32) (call_indirect $f (result i32) (local.get 0)))
            (func (export "look") (result i32 i32 i32 i32 i32 f64 i64)
              (i32.load $a (i32.const 0)) (i32.load $b (i32.const 0)) (i32.load $c (i64.const 0))
              (i32.add (table.size $t) (i32.eqz (ref.is_null (table.get $t (i32.const 1)))))
              (i32.eqz (ref.is_null (global.get $g)))
              (global.get $h) (i64x2.extract_lane 0 (global.get $v)))
            (func (export "spoil") (param externref)
              (memory.init $a $passive (i32.const 0) (i32.const 0) (i32.const 2))
              (data.drop $passive)
              (i32.store $b (i32.const 0) (i32.const 3)) (i32.store $c (i64.const 0) (i32.const 4))
              (table.set $t (i32.const 1) (local.get 0)) (drop (table.grow $t (local.get 0) (i32.const 3)))
              (table.init $f $segment (i32.const 1) (i32.const 0) (i32.const 1))
              (elem.drop $segment)
              (global.set $g (local.get 0)) (global.set $h (f64.const 9)) (global.set $v (v128.const i64x2 8 8)))
            """).CreatePool();
        var look = pool.GetFunction<Func<PooledInstance, (int, int, int, int, int, double, long)>>("look");
        var spoil = pool.GetFunction<Action<PooledInstance, object?>>("spoil");
        var call = pool.GetFunction<Func<PooledInstance, int, int>>("call");
        for (int i = 0; i < 3; i++)
        {
            using PooledInstance instance = pool.Rent();
            Assert.Equal((0, 'b', 0, 2, 0, 1.5, 1), look(instance));
            Assert.Equal((1, 2), (call(instance, 0), call(instance, 1)));
            spoil(instance, secret);
            Assert.Equal(('x' + ('y' << 8), 3, 4, 6, 1, 9.0, 8), look(instance));
            Assert.Equal((1, 1), (call(instance, 0), call(instance, 1)));
        }
        Assert.Equal(1, pool.Count);
    }

    [Fact]
    public void Functions_in_tables_are_those_of_the_instance()
    {
        int called = 0;
        using InstancePool pool = Guest.Compile("""
            (import "host" "who" (func $who (result i32)))
            (global $n (mut i32) (i32.const 0))
            (table $t 2 funcref)
            (elem (i32.const 0) func $get $who)
            (func $get (result i32) (global.get $n))
            (func (export "set") (param i32) (global.set $n (local.get 0)))
            (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0)))
            """).CreatePool(new Imports { { "host", "who", (Caller caller) => { called++; return (int)caller.State!; } } });
        var set = pool.GetFunction<Action<PooledInstance, int>>("set");
        var call = pool.GetFunction<Func<PooledInstance, int, int>>("call");
        using PooledInstance first = pool.Rent(100), second = pool.Rent(200);
        set(first, 1);
        set(second, 2);
        Assert.Equal((1, 2), (call(first, 0), call(second, 0)));
        Assert.Equal((100, 200), (call(first, 1), call(second, 1)));
        Assert.Equal(2, called);
    }

    [Fact]
    public void A_trap_does_no_harm()
    {
        using InstancePool pool = Guest.Compile("""
            (memory (export "memory") 20)
            (func (export "f") (result i32) (local i32) (local.set 0 (i32.load (i32.const 8))) (i32.store (i32.const 8) (i32.const 1)) (if (i32.eqz (local.get 0)) (then unreachable)) (local.get 0))
            """).CreatePool();
        var f = pool.GetFunction<Func<PooledInstance, int>>("f");
        for (int i = 0; i < 3; i++)
        {
            using PooledInstance instance = pool.Rent();
            Guest.Traps(TrapKind.Unreachable, () => f(instance));
            Assert.Equal(1, f(instance));
        }
        Assert.Equal(1, pool.Count);
    }

    [Fact]
    public void Fuel_is_as_at_the_beginning()
    {
        using InstancePool pool = Guest.Compile("(func (export \"f\") (loop (br 0)))", new Engine(new EngineOptions { Fuel = 1000 })).CreatePool();
        var f = pool.GetFunction<Action<PooledInstance>>("f");
        for (int i = 0; i < 2; i++)
        {
            using PooledInstance instance = pool.Rent();
            Assert.Equal(1000, instance.Fuel);
            Guest.Traps(TrapKind.OutOfFuel, () => f(instance));
            instance.Fuel = 5;
        }
    }

    [Fact]
    public void An_interruption_ends_with_the_use()
    {
        using InstancePool pool = Guest.Compile("(memory 1) (func (export \"f\") (loop (br 0))) (func (export \"g\") (result i32) (i32.const 1))").CreatePool();
        var f = pool.GetFunction<Action<PooledInstance>>("f");
        var g = pool.GetFunction<Func<PooledInstance, int>>("g");
        for (int i = 0; i < 3; i++)
        {
            PooledInstance instance = pool.Rent();
            Interruption fired = instance.InterruptAfter(TimeSpan.FromMilliseconds(5)), pending = instance.InterruptAfter(TimeSpan.FromMilliseconds(30));
            Guest.Traps(TrapKind.Interrupted, () => f(instance));
            if (i == 1) fired.Dispose();
            instance.Dispose();
            using PooledInstance next = pool.Rent();
            Assert.True(SpinWait.SpinUntil(() => pending.HasFired, TimeSpan.FromMinutes(1)));
            Assert.Equal(1, g(next));
            fired.Dispose();
            pending.Dispose();
            Assert.Equal(1, g(next));
        }
    }

    [Fact]
    public void A_deadline_that_was_disposed_leaves_the_instance_as_it_was()
    {
        Instance? caller = null;
        using InstancePool pool = Guest.Compile("(func (export \"g\") (result i32) (i32.const 1))").CreatePool();
        var g = pool.GetFunction<Func<PooledInstance, int>>("g");
        using (PooledInstance instance = pool.Rent())
        {
            using Interruption deadline = instance.InterruptAfter(TimeSpan.FromMinutes(1));
            Assert.Equal(1, g(instance));
        }
        using PooledInstance next = pool.Rent();
        caller = next.Instance;
        Assert.Equal(1, g(next));
        Assert.Equal(1, pool.Count);
        Assert.NotNull(caller);
    }

    [Fact]
    public void Objects_of_the_guest_are_not_shared()
    {
        using InstancePool pool = Guest.Compile("""
            (type $box (struct (field (mut i32))))
            (global $box (ref $box) (struct.new $box (i32.const 1)))
            (func (export "add") (result i32) (struct.set $box 0 (global.get $box) (i32.add (i32.const 1) (struct.get $box 0 (global.get $box)))) (struct.get $box 0 (global.get $box)))
            """).CreatePool();
        var add = pool.GetFunction<Func<PooledInstance, int>>("add");
        for (int i = 0; i < 3; i++)
        {
            using PooledInstance one = pool.Rent(), two = pool.Rent();
            Assert.Equal((2, 2, 3), (add(one), add(two), add(one)));
        }
        Assert.Equal(2, pool.Count);
    }

    [Fact]
    public void A_function_that_the_host_was_given_is_dead_afterwards()
    {
        Function? given = null;
        using InstancePool pool = Guest.Compile("""
            (import "host" "give" (func $give (param funcref)))
            (global $n (mut i32) (i32.const 0))
            (func $secret (export "secret") (result i32) (global.get $n))
            (func (export "f") (param i32) (global.set $n (local.get 0)) (call $give (ref.func $secret)))
            """).CreatePool(new Imports { { "host", "give", (Function? function) => { given = function; } } });
        var f = pool.GetFunction<Action<PooledInstance, int>>("f");
        using (PooledInstance first = pool.Rent())
        {
            f(first, 5);
            Assert.Equal(5, given!.Invoke()[0].AsInt32());
        }
        Function old = given;
        using PooledInstance second = pool.Rent();
        f(second, 6);
        Assert.Throws<ObjectDisposedException>(() => old.Invoke());
        Assert.Equal(6, given.Invoke()[0].AsInt32());
    }

    /// <summary>A pool of one instance.</summary>
    private sealed class Rented : IDisposable
    {
        public Rented(string wat, MemoryReset way, MemoryChecks checks)
        {
            Module module = Guest.Compile(wat, new Engine(new EngineOptions { MemoryChecks = checks }));
            Pool = module.CreatePool(options: new InstancePoolOptions { MaxSize = 1, Reset = way });
            Fill = Pool.GetFunction<Action<PooledInstance, int, int>>("fill");
            Find = Pool.GetFunction<Func<PooledInstance, int, int, int>>("find");
            Load = Pool.GetFunction<Func<PooledInstance, int, int>>("load");
            Grow = Pool.GetFunction<Func<PooledInstance, int, int>>("grow");
        }

        public InstancePool Pool { get; }

        public Action<PooledInstance, int, int> Fill { get; }

        public Func<PooledInstance, int, int, int> Find { get; }

        public Func<PooledInstance, int, int> Load { get; }

        public Func<PooledInstance, int, int> Grow { get; }

        public void Use(Action<PooledInstance> use)
        {
            using PooledInstance instance = Pool.Rent();
            use(instance);
        }

        public void Dispose() => Pool.Dispose();
    }
}
