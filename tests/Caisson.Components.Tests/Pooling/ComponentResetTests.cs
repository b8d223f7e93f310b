using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Pooling;
using Caisson.Components.Tests.Concurrency;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Pooling;

/// <summary>Nothing that one use of a component instance leaves behind is there for the next.</summary>
public sealed class ComponentResetTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(MemoryReset.Automatic), InlineData(MemoryReset.Copy), InlineData(MemoryReset.Scan), InlineData(MemoryReset.Discard)]
    public void What_was_kept_is_gone(MemoryReset reset)
    {
        List<object> dropped = [];
        using ComponentPool pool = PoolGuests.SecretsPool(dropped, new ComponentPoolOptions { MaxSize = 1, Reset = reset });
        Assert.Null(pool.Obstacle);
        var keep = pool.GetFunction<Action<PooledComponentInstance, uint>>("keep");
        var find = pool.GetFunction<Func<PooledComponentInstance, uint>>("find");
        InstanceState? first = null;
        for (uint use = 0; use < 5; use++)
        {
            using PooledComponentInstance instance = pool.Rent();
            Assert.Same(first ??= instance.Instance.State, instance.Instance.State);
            Assert.Equal(0u, find(instance));
            keep(instance, use + 1);
            Assert.Equal(1u, find(instance));
            keep(instance, use + 10);
        }
        Assert.Equal([1u, 10u, 2u, 11u, 3u, 12u, 4u, 13u, 5u, 14u], dropped);
    }

    [Fact]
    public void Backpressure_does_not_outlive_a_use()
    {
        using ComponentPool pool = PoolGuests.SecretsPool(options: new ComponentPoolOptions { MaxSize = 1 });
        using (PooledComponentInstance first = pool.Rent())
        {
            first.GetFunction("keep").Call(1u);
            Assert.Equal(TrapKind.Deadlock, Assert.Throws<TrapException>(() => first.GetFunction("async").Call()).Kind);
        }
        using PooledComponentInstance second = pool.Rent();
        Assert.Equal(7u, second.GetFunction("async").Call().AsUInt32());
    }

    [Fact]
    public async Task Calls_that_wait_fail_when_their_instance_is_given_back()
    {
        using ComponentPool pool = PoolGuests.SecretsPool(options: new ComponentPoolOptions { MaxSize = 1 });
        PooledComponentInstance first = await pool.RentAsync(cancellation: Cancellation);
        await first.GetFunction("keep").CallAsync(new ComponentValue[] { 1u }, Cancellation);
        Task<ComponentValue> waiting = first.GetFunction("async").CallAsync(cancellation: Cancellation);
        InstanceState? state = first.Instance.State;
        first.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        using PooledComponentInstance second = await pool.RentAsync(cancellation: Cancellation);
        Assert.Same(state, second.Instance.State);
        Assert.Equal(7u, (await second.GetFunction("async").CallAsync(cancellation: Cancellation)).AsUInt32());
    }

    [Fact]
    public void An_instance_that_trapped_is_not_used_again()
    {
        using ComponentPool pool = PoolGuests.SecretsPool(options: new ComponentPoolOptions { MaxSize = 1 });
        var trap = pool.GetFunction<Action<PooledComponentInstance>>("trap");
        var find = pool.GetFunction<Func<PooledComponentInstance, uint>>("find");
        for (int use = 0; use < 3; use++)
        {
            using PooledComponentInstance instance = pool.Rent();
            Assert.Equal(0u, find(instance));
            Assert.Equal(TrapKind.Unreachable, Assert.Throws<TrapException>(() => trap(instance)).Kind);
            Assert.Equal(TrapKind.CannotEnterComponent, Assert.Throws<TrapException>(() => find(instance)).Kind);
        }
        Assert.Equal(1, pool.Count);
    }

    [Theory, InlineData("spin"), InlineData("spin-async")]
    public async Task An_instance_that_was_interrupted_is_not_used_again(string function)
    {
        var engine = new Engine();
        using ComponentPool pool = PoolGuests.SecretsPool(null, new ComponentPoolOptions { MaxSize = 1, Store = new ComponentStoreOptions { CancellationGrace = TimeSpan.FromMilliseconds(5) } }, engine);
        for (int use = 0; use < 2; use++)
        {
            using PooledComponentInstance instance = await pool.RentAsync(cancellation: Cancellation);
            Assert.Equal(0u, instance.GetFunction("find").Call().AsUInt32());
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(10));
            ComponentFunction spin = instance.GetFunction(function);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => spin.Call([], cancellation.Token), Cancellation));
        }
    }

    [Fact]
    public async Task A_use_can_have_a_deadline()
    {
        var engine = new Engine();
        using ComponentPool pool = PoolGuests.SecretsPool(null, new ComponentPoolOptions { MaxSize = 1 }, engine);
        var find = pool.GetFunction<Func<PooledComponentInstance, uint>>("find");
        using (PooledComponentInstance first = pool.Rent())
        {
            first.InterruptAfter(TimeSpan.FromMilliseconds(10));
            Assert.Equal(TrapKind.Interrupted, Assert.Throws<TrapException>(() => first.GetFunction("spin").Call()).Kind);
        }

        // What has stopped it may still be inside.
        using (PooledComponentInstance second = await pool.RentAsync(cancellation: Cancellation))
        {
            Assert.Equal(0u, find(second));
            second.InterruptAfter(TimeSpan.FromHours(1));
        }
        using PooledComponentInstance third = pool.Rent();
        Assert.Equal(0u, find(third));
        using ComponentPool uninterruptible = PoolGuests.SecretsPool(engine: new Engine(new EngineOptions { Interruption = false }));
        using PooledComponentInstance other = uninterruptible.Rent();
        Assert.Throws<InvalidOperationException>(() => other.InterruptAfter(TimeSpan.Zero));
    }

    [Fact]
    public async Task An_instance_that_another_thread_is_inside_is_stopped_after_a_while()
    {
        var engine = new Engine();
        using ComponentPool pool = PoolGuests.SecretsPool(null, new ComponentPoolOptions { MaxSize = 1, Store = new ComponentStoreOptions { CancellationGrace = TimeSpan.FromMilliseconds(5) } }, engine);
        PooledComponentInstance first = pool.Rent();
        ComponentFunction spin = first.GetFunction("spin");
        Task<ComponentValue> spinning = Task.Factory.StartNew(() => spin.Call(), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (first.Instance.State!.Tree.All(state => state.SyncTask is null)) await Task.Yield();
        first.Dispose();
        using PooledComponentInstance second = await pool.RentAsync(cancellation: Cancellation);
        Assert.Equal(0u, second.GetFunction("find").Call().AsUInt32());
        await Assert.ThrowsAsync<TrapException>(() => spinning);
    }

    [Theory, InlineData(Guests.Callback, true), InlineData(Guests.Blocking, false)]
    public async Task What_waits_for_the_host_is_given_up(string guest, bool isReset)
    {
        List<TaskCompletionSource<ComponentValue>> timers = [];
        using ComponentPool pool = PoolGuests.Pool(
            guest,
            linker => linker.DefineAsyncFunction("wait", (_, _, _) =>
            {
                timers.Add(new TaskCompletionSource<ComponentValue>());
                return new ValueTask<ComponentValue>(timers[^1].Task);
            }),
            new ComponentPoolOptions { MaxSize = 1 });
        PooledComponentInstance first = await pool.RentAsync(cancellation: Cancellation);
        InstanceState? state = first.Instance.State;
        Task<ComponentValue> call = first.GetFunction("run").CallAsync(cancellation: Cancellation);
        Assert.Single(timers);
        first.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);

        // The answer of the first use is not the second one's, whose call waits at the same place in memory.
        PooledComponentInstance second = await pool.RentAsync(cancellation: Cancellation);
        Assert.Equal(isReset, state == second.Instance.State);
        call = second.GetFunction("run").CallAsync(cancellation: Cancellation);
        timers[0].SetResult(111u);
        Assert.False(call.IsCompleted);
        timers[1].SetResult(5u);
        Assert.Equal(guest == Guests.Callback ? 5u : 105u, (await call).AsUInt32());
        Assert.Equal(0, Guests.Handles(second.Instance));
        second.Dispose();
    }

    [Fact]
    public async Task Cancelling_a_call_of_an_earlier_use_does_nothing()
    {
        var engine = new Engine();
        List<TaskCompletionSource<ComponentValue>> timers = [];
        var linker = new ComponentLinker(engine);
        linker.DefineAsyncFunction("wait", (_, _, _) =>
        {
            timers.Add(new TaskCompletionSource<ComponentValue>());
            return new ValueTask<ComponentValue>(timers[^1].Task);
        });
        using ComponentPool pool = linker.CreatePool(
            Component.CompileText(engine, Guests.Callback),
            new ComponentPoolOptions { MaxSize = 1, Store = new ComponentStoreOptions { CancellationGrace = TimeSpan.Zero } });
        for (int use = 0; use < 100; use++)
        {
            using var cancellation = new CancellationTokenSource();
            PooledComponentInstance first = await pool.RentAsync(cancellation: Cancellation);
            Task<ComponentValue> old = first.GetFunction("run").CallAsync(cancellation: cancellation.Token);
            first.Dispose();
            using PooledComponentInstance second = await pool.RentAsync(cancellation: Cancellation);
            Task<ComponentValue> call = second.GetFunction("run").CallAsync(cancellation: Cancellation);
            await cancellation.CancelAsync();
            timers[^1].SetResult(5u);
            Assert.Equal(5u, (await call).AsUInt32());
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => old);
        }
    }

    [Fact]
    public async Task Streams_that_were_half_read_end()
    {
        using ComponentPool pool = PoolGuests.Pool(StreamTests.Guest, options: new ComponentPoolOptions { MaxSize = 1 });
        for (int use = 0; use < 5; use++)
        {
            PooledComponentInstance instance = await pool.RentAsync(cancellation: Cancellation);
            Stream unread = (await instance.GetFunction("count").CallAsync(new ComponentValue[] { 100_000u }, Cancellation)).AsStream().ToStream();
            ComponentStream untouched = (await instance.GetFunction("count").CallAsync(new ComponentValue[] { 100_000u }, Cancellation)).AsStream();
            byte[] some = new byte[10];
            await unread.ReadExactlyAsync(some, Cancellation);
            Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], some);
            var source = new DisposedStream();
            Task<ComponentValue> sum = instance.GetFunction("sum").CallAsync(new[] { ComponentValue.Stream(ComponentStreams.FromStream(source)), 1u }, Cancellation);
            await source.Begun.Task.WaitAsync(Cancellation);
            instance.Dispose();
            Assert.Equal(0, await unread.ReadAsync(some, Cancellation));
            await Assert.ThrowsAsync<ObjectDisposedException>(() => sum);
            await source.Disposed.Task.WaitAsync(Cancellation);
            using PooledComponentInstance next = await pool.RentAsync(cancellation: Cancellation);
            Assert.Equal(0, Guests.Handles(next.Instance));
            ComponentFunction later = next.GetFunction("sum");
            await Assert.ThrowsAsync<InvalidOperationException>(() => later.CallAsync(new[] { ComponentValue.Stream(untouched), 1u }, Cancellation));
        }
    }

    [Fact]
    public async Task A_future_that_nobody_writes_is_given_up()
    {
        using ComponentPool pool = PoolGuests.Pool(StreamTests.Guest, options: new ComponentPoolOptions { MaxSize = 1 });
        var value = new TaskCompletionSource<ComponentValue>();
        PooledComponentInstance first = await pool.RentAsync(cancellation: Cancellation);
        Task<ComponentValue> later = first.GetFunction("later").CallAsync(new[] { ComponentValue.Future(ComponentStreams.FromTask(value.Task)) }, Cancellation);
        first.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => later);
        using PooledComponentInstance second = await pool.RentAsync(cancellation: Cancellation);
        value.SetResult(77u);
        ComponentFunction again = second.GetFunction("later");
        Assert.Equal(5u, (await again.CallAsync(new[] { ComponentValue.Future(ComponentStreams.FromTask(Task.FromResult<ComponentValue>(5u))) }, Cancellation)).AsUInt32());
    }

    [Fact]
    public void Resources_of_a_guest_are_gone_with_the_use()
    {
        using ComponentPool pool = new ComponentLinker(Guests.Engine).CreatePool(ResourceBalanceTests.Compiled, new ComponentPoolOptions { MaxSize = 1 });
        PooledComponentInstance first = pool.Rent();
        first.GetFunction("d", "make").Call(1u);
        uint handle = first.GetFunction("d", "make").Call(2u).AsUInt32();
        ComponentValue given = first.GetFunction("d", "give").Call(handle);
        Assert.Equal(2u, first.GetFunction("live").Call().AsUInt32());
        first.Dispose();
        using PooledComponentInstance second = pool.Rent();
        Assert.Equal(0u, second.GetFunction("live").Call().AsUInt32());
        Assert.Equal(1u, second.GetFunction("d", "make").Call(3u).AsUInt32());

        // Neither can it be given to the next one, nor does dropping it run a destructor there.
        ComponentFunction take = second.GetFunction("d", "take");
        Assert.Throws<ObjectDisposedException>(() => take.Call(given));
    }

    [Fact]
    public void Dropping_a_resource_of_an_earlier_use_fails_and_does_nothing()
    {
        using ComponentPool pool = new ComponentLinker(Guests.Engine).CreatePool(ResourceBalanceTests.Compiled, new ComponentPoolOptions { MaxSize = 1 });
        PooledComponentInstance first = pool.Rent();
        ComponentValue given = first.GetFunction("d", "give").Call(first.GetFunction("d", "make").Call(2u));
        first.Dispose();
        using PooledComponentInstance second = pool.Rent();
        second.GetFunction("d", "make").Call(3u);
        Assert.Throws<ObjectDisposedException>(given.AsResource().Dispose);
        Assert.Equal(1u, second.GetFunction("live").Call().AsUInt32());
    }

    private sealed class DisposedStream : MemoryStream
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override ValueTask DisposeAsync()
        {
            Disposed.TrySetResult();
            return base.DisposeAsync();
        }
    }
}
