using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Concurrency;

/// <summary>Calls that are cancelled: asked to end first, then stopped.</summary>
public class CancellationTests
{
    private static readonly ComponentStoreOptions Patient = ComponentStoreOptions.Default with { CancellationGrace = TimeSpan.FromHours(1) };
    private static readonly ComponentStoreOptions Impatient = ComponentStoreOptions.Default with { CancellationGrace = TimeSpan.FromMilliseconds(10) };

    [Fact]
    public async Task A_guest_that_is_asked_to_end_cancels_what_it_waits_for()
    {
        using var store = new ComponentStore(Guests.Engine, Patient);
        bool wasAsked = false;
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, async (_, _, cancellation) =>
        {
            using CancellationTokenRegistration registration = cancellation.Register(() => wasAsked = true);
            await Task.Delay(Timeout.Infinite, cancellation);
            return default;
        }, store);
        using CancellationTokenSource source = new();
        Task<ComponentValue> call = instance.GetFunction("run").CallAsync(cancellation: source.Token);
        Assert.False(call.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(wasAsked);
        Assert.Equal(0, Guests.Handles(instance));
    }

    [Fact]
    public async Task What_the_host_returns_all_the_same_arrives()
    {
        using var store = new ComponentStore(Guests.Engine, Patient);
        TaskCompletionSource<ComponentValue> timer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, (_, _, cancellation) =>
        {
            cancellation.Register(() => timer.SetResult(4u));
            return new(timer.Task);
        }, store);
        using CancellationTokenSource source = new();
        Task<ComponentValue> call = instance.GetFunction("run").CallAsync(cancellation: source.Token);
        await source.CancelAsync();
        Assert.Equal(4u, (await call).AsUInt32());
        Assert.Equal(0, Guests.Handles(instance));
    }

    [Fact]
    public async Task A_guest_that_goes_on_waiting_is_stopped_in_the_end()
    {
        using var store = new ComponentStore(Guests.Engine, Impatient);
        TaskCompletionSource<ComponentValue> never = new();
        ComponentInstance instance = Guests.Instantiate(Guests.Blocking, (_, _, _) => new(never.Task), store);
        using CancellationTokenSource source = new();
        Task<ComponentValue> call = instance.GetFunction("run").CallAsync(cancellation: source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(TrapKind.CannotEnterComponent, Assert.Throws<TrapException>(() => instance.GetFunction("fine").Call()).Kind);
    }

    [Theory, InlineData("spin"), InlineData("spin-async")]
    public void A_loop_is_stopped(string name)
    {
        using var store = new ComponentStore(Guests.Engine, Impatient);
        ComponentInstance instance = Guests.Instantiate(Guests.Blocking, (_, _, _) => default, store);
        using CancellationTokenSource source = new();
        source.CancelAfter(20);
        var cancelled = Assert.ThrowsAny<OperationCanceledException>(() => instance.GetFunction(name).Call([], source.Token));
        Assert.IsType<TrapException>(cancelled.InnerException);
    }

    [Fact]
    public void A_cancelled_token_begins_nothing()
    {
        ComponentInstance instance = Guests.Instantiate(Guests.Blocking, (_, _, _) => default);
        Assert.ThrowsAny<OperationCanceledException>(() => instance.GetFunction("trap").Call([], new CancellationToken(true)));
        Assert.Equal(7u, instance.GetFunction("fine").Call().AsUInt32());
    }
}
