using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Concurrency;

/// <summary>What a trap leaves behind: an instance that nobody enters any more, and others that don't notice.</summary>
public class PoisonTests
{
    [Fact]
    public void A_trap_ends_its_instance_and_no_other()
    {
        using var store = new ComponentStore(Guests.Engine);
        ComponentInstance one = Guests.Instantiate(Guests.Blocking, (_, _, _) => default, store);
        ComponentInstance other = Guests.Instantiate(Guests.Blocking, (_, _, _) => default, store);
        Assert.Equal(TrapKind.Unreachable, Assert.Throws<TrapException>(() => one.GetFunction("trap").Call()).Kind);
        Assert.Equal(TrapKind.CannotEnterComponent, Assert.Throws<TrapException>(() => one.GetFunction("fine").Call()).Kind);
        Assert.Equal(7u, other.GetFunction("fine").Call().AsUInt32());
    }

    [Fact]
    public async Task Calls_that_wait_in_an_instance_fail_with_its_trap()
    {
        using var store = new ComponentStore(Guests.Engine);
        TaskCompletionSource<ComponentValue> never = new();
        bool wasAsked = false;
        ComponentInstance instance = Guests.Instantiate(Guests.Blocking, (_, _, _) => new(never.Task), store);
        ComponentInstance callback = Guests.Instantiate(Guests.Callback, async (_, _, cancellation) =>
        {
            using CancellationTokenRegistration registration = cancellation.Register(() => wasAsked = true);
            return await never.Task.WaitAsync(cancellation);
        }, store);
        Task<ComponentValue> waiting = instance.GetFunction("run").CallAsync(cancellation: TestContext.Current.CancellationToken);
        Task<ComponentValue> unharmed = callback.GetFunction("run").CallAsync(cancellation: TestContext.Current.CancellationToken);
        Assert.Throws<TrapException>(() => instance.GetFunction("trap").Call());
        Assert.Equal(TrapKind.Unreachable, (await Assert.ThrowsAsync<TrapException>(() => waiting)).Kind);
        Assert.False(unharmed.IsCompleted);
        Assert.False(wasAsked);
    }

    [Fact]
    public void An_exception_of_the_host_travels_through_the_guest_and_ends_it()
    {
        ComponentInstance instance = Guests.Instantiate(Guests.Blocking, (_, _, _) => throw new FormatException("of the host"));
        Assert.Equal("of the host", Assert.Throws<FormatException>(() => instance.GetFunction("run").Call()).Message);
        Assert.Equal(TrapKind.CannotEnterComponent, Assert.Throws<TrapException>(() => instance.GetFunction("fine").Call()).Kind);
    }

    [Fact]
    public void An_exception_of_the_host_that_comes_later_does_so_too()
    {
        ComponentInstance instance = Guests.Instantiate(Guests.Callback, async (_, _, _) =>
        {
            await Task.Yield();
            throw new FormatException("of the host");
        });
        Assert.Equal("of the host", Assert.Throws<FormatException>(() => instance.GetFunction("run").Call()).Message);
    }

    [Fact]
    public void A_guest_that_called_the_host_cant_be_entered()
    {
        ComponentInstance? instance = null;
        instance = Guests.Instantiate(Guests.Blocking, (_, _, _) => new(instance!.GetFunction("fine").Call()));
        Assert.Equal(TrapKind.CannotEnterComponent, Assert.Throws<TrapException>(() => instance.GetFunction("run").Call()).Kind);
    }

    [Fact]
    public void Another_instance_of_the_store_can()
    {
        using var store = new ComponentStore(Guests.Engine);
        ComponentInstance inner = Guests.Instantiate(Guests.Callback, async (_, _, _) =>
        {
            await Task.Yield();
            return 5u;
        }, store);
        ComponentInstance outer = Guests.Instantiate(Guests.Blocking, (_, _, _) => new(inner.GetFunction("run").Call()), store);
        Assert.Equal(105u, outer.GetFunction("run").Call().AsUInt32());
    }
}
