namespace Caisson.Runtime.Tests.Pooling;

/// <summary>Several threads use one pool.</summary>
public sealed class PoolThreadTests
{
    private const string Guests = """
        (memory (export "memory") 16)
        (table $t 1 2 funcref)
        (global $n (mut i32) (i32.const 0))
        (func (export "use") (param $who i32) (result i32)
          (if (i32.load (i32.const 40000)) (then (return (i32.const -1))))
          (if (global.get $n) (then (return (i32.const -2))))
          (if (i32.ne (memory.size) (i32.const 16)) (then (return (i32.const -3))))
          (i32.store (i32.const 40000) (local.get $who))
          (i32.store offset=500000 (i32.shl (local.get $who) (i32.const 12)) (local.get $who))
          (global.set $n (local.get $who))
          (drop (table.grow $t (ref.null func) (i32.const 1)))
          (if (i32.and (local.get $who) (i32.const 1)) (then (drop (memory.grow (i32.const 1)))))
          (i32.load (i32.const 40000)))
        """;

    [Fact]
    public void Instances_are_made_used_and_reset_by_several_threads()
    {
        using InstancePool pool = Guest.Compile(Guests).CreatePool(options: new InstancePoolOptions { MaxSize = 3 });
        var use = pool.GetFunction<Func<PooledInstance, int, int>>("use");
        Parallel.For(1, 5, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            for (int i = 0; i < 2000; i++)
            {
                using PooledInstance instance = pool.RentAsync().AsTask().GetAwaiter().GetResult();
                Assert.Equal(thread, use(instance, thread));
            }
        });
        Assert.InRange(pool.Count, 1, 3);
    }

    [Fact]
    public void Modules_are_instantiated_by_several_threads()
    {
        Module module = Guest.Compile(Guests);
        Parallel.For(1, 5, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            for (int i = 0; i < 100; i++)
            {
                using Instance instance = module.Instantiate();
                Assert.Equal(thread, instance.GetFunction<Func<int, int>>("use")(thread));
            }
        });
    }

    [Fact]
    public void Free_items_are_there_once()
    {
        var list = new FreeList(100);
        for (int i = 0; i < 100; i++) list.Push(i);
        var owners = new int[100];
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                if (!list.TryPop(out int item)) continue;
                Assert.Equal(1, Interlocked.Increment(ref owners[item]));
                Interlocked.Decrement(ref owners[item]);
                list.Push(item);
            }
        });
        var left = new HashSet<int>();
        while (list.TryPop(out int item)) Assert.True(left.Add(item));
        Assert.Equal(100, left.Count);
    }
}
