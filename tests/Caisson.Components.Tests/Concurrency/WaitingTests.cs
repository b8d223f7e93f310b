using System.Collections.Concurrent;
using System.Diagnostics;
using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Concurrency;

/// <summary>Calls that wait: what they hold, how many there can be, and what ends them.</summary>
public class WaitingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_calls_wait_with_callbacks_and_hold_no_thread()
    {
        const int Calls = 10_000;
        ConcurrentBag<TaskCompletionSource<ComponentValue>> timers = [];
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, (_, _, _) =>
        {
            TaskCompletionSource<ComponentValue> timer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            timers.Add(timer);
            return new(timer.Task);
        });
        ComponentFunction run = instance.GetFunction("run");
        int before = Process.GetCurrentProcess().Threads.Count;
        Task<ComponentValue>[] calls = [.. Enumerable.Range(0, Calls).Select(_ => run.CallAsync(cancellation: Cancellation))];

        Assert.Equal(Calls, timers.Count);
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        Assert.InRange(Process.GetCurrentProcess().Threads.Count, 1, before + 100);

        uint next = 0;
        foreach (TaskCompletionSource<ComponentValue> timer in timers) timer.SetResult(next++);
        ComponentValue[] results = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, Calls).Select(i => (uint)i), results.Select(result => result.AsUInt32()).Order());
        Assert.Equal(0, Guests.Handles(instance));
    }

    [Fact]
    public async Task Timers_of_the_host_end_waits()
    {
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, async (_, _, cancellation) =>
        {
            await Task.Delay(1, cancellation);
            return 5u;
        });
        Task<ComponentValue>[] calls = [.. Enumerable.Range(0, 1000).Select(_ => instance.GetFunction("run").CallAsync(cancellation: Cancellation))];
        Assert.All(await Task.WhenAll(calls), result => Assert.Equal(5u, result.AsUInt32()));
    }

    [Theory, InlineData(Guests.Callback, 9u), InlineData(Guests.Blocking, 109u)]
    public void A_call_that_waits_for_the_host_gives_its_result(string guest, uint expected)
    {
        ComponentInstance instance = Guests.Instantiate(guest, async (_, _, _) =>
        {
            await Task.Yield();
            return 9u;
        });
        Assert.Equal(expected, instance.GetFunction("run").Call().AsUInt32());
    }

    [Fact]
    public async Task Calls_that_wait_in_the_middle_take_no_more_threads_than_the_store_allows()
    {
        TaskCompletionSource<ComponentValue> timer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var store = new ComponentStore(Guests.Engine, ComponentStoreOptions.Default with { MaxGuestThreads = 4 });
        ComponentInstance instance = Guests.Instantiate(Guests.Blocking, (_, _, _) => new(timer.Task), store);
        ComponentFunction run = instance.GetFunction("run");
        Task<ComponentValue>[] calls = [.. Enumerable.Range(0, 4).Select(_ => run.CallAsync(cancellation: Cancellation))];
        Assert.DoesNotContain(calls, call => call.IsCompleted);

        TrapException trap = await Assert.ThrowsAsync<TrapException>(() => run.CallAsync(cancellation: Cancellation));
        Assert.Equal(TrapKind.AllocationLimit, trap.Kind);
        Assert.Contains("MaxGuestThreads", trap.Message, StringComparison.Ordinal);
        foreach (Task<ComponentValue> call in calls) await Assert.ThrowsAsync<TrapException>(() => call);
    }

    [Fact]
    public async Task Threads_are_used_again()
    {
        using var store = new ComponentStore(Guests.Engine, ComponentStoreOptions.Default with { MaxGuestThreads = 1 });
        ComponentInstance instance = Guests.Instantiate(Guests.Blocking, async (_, _, _) =>
        {
            await Task.Yield();
            return 1u;
        }, store);
        for (int i = 0; i < 100; i++) Assert.Equal(101u, (await instance.GetFunction("run").CallAsync(cancellation: Cancellation)).AsUInt32());
    }

    [Fact]
    public async Task Many_threads_call_one_instance()
    {
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, async (_, _, _) =>
        {
            await Task.Yield();
            return 3u;
        });
        ComponentFunction run = instance.GetFunction("run");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                Assert.Equal(3u, run.Call().AsUInt32());
                Assert.Equal(3u, (await run.CallAsync(cancellation: Cancellation)).AsUInt32());
            }
        }, Cancellation)));
        Assert.Equal(0, Guests.Handles(instance));
    }

    [Fact]
    public void A_wait_that_nothing_ends_is_a_deadlock()
    {
        ComponentInstance instance = Guests.Instantiate("""
            (component
              (core module $M
                (import "" "new" (func $new (result i32)))
                (func (export "run") (result i32) (i32.or (i32.const 2) (i32.shl (call $new) (i32.const 4))))
                (func (export "callback") (param i32 i32 i32) (result i32) unreachable))
              (core func $new (canon waitable-set.new))
              (core instance $m (instantiate $M (with "" (instance (export "new" (func $new))))))
              (func (export "run") async (canon lift (core func $m "run") async (callback (core func $m "callback")))))
            """);
        Assert.Equal(TrapKind.Deadlock, Assert.Throws<TrapException>(() => instance.GetFunction("run").Call()).Kind);
    }

    [Fact]
    public async Task What_waits_is_given_up_with_its_store()
    {
        var store = new ComponentStore(Guests.Engine);
        ComponentInstance blocking = Guests.Instantiate(Guests.Blocking, (_, _, cancellation) => Never(cancellation), store);
        ComponentInstance callback = Guests.Instantiate(Guests.Callback, (_, _, cancellation) => Never(cancellation), store);
        Task<ComponentValue>[] calls = [blocking.GetFunction("run").CallAsync(cancellation: Cancellation), callback.GetFunction("run").CallAsync(cancellation: Cancellation)];
        store.Dispose();
        foreach (Task<ComponentValue> call in calls) await Assert.ThrowsAsync<InvalidOperationException>(() => call);
        await Assert.ThrowsAsync<InvalidOperationException>(() => callback.GetFunction("run").CallAsync(cancellation: Cancellation));
    }

    private static async ValueTask<ComponentValue> Never(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return default;
    }
}
