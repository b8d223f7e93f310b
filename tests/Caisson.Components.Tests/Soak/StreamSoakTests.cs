using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Tests.Concurrency;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Soak;

/// <summary>Streams and futures over a long time, most of them dropped half-way by one end or the other, host or guest, some in the middle of a copy or cancelled.</summary>
public sealed class StreamSoakTests : IDisposable
{
    /// <summary>One guest makes a stream, another reads some of it and drops it.</summary>
    private static readonly string BothEnds = $"""
        (component
          {StreamTests.Guest.Replace("(component\n", "(component $Writer\n", StringComparison.Ordinal)}
          (component $Reader
            (type $ST (stream u8))
            (import "count" (func $count async (param "most" u32) (result $ST)))
            (core module $Memory (memory (export "m") 1))
            (core instance $memory (instantiate $Memory))
            (core func $count' (canon lower (func $count)))
            (core func $read (canon stream.read $ST (memory (core memory $memory "m"))))
            (core func $drop (canon stream.drop-readable $ST))
            (core module $M
              (import "" "count" (func $count (param i32) (result i32)))
              (import "" "read" (func $read (param i32 i32 i32) (result i32)))
              (import "" "drop" (func $drop (param i32)))
              (func (export "pull") (param $most i32) (param $take i32) (result i32) (local $s i32) (local $n i32) (local $code i32)
                (local.set $s (call $count (local.get $most)))
                (block $end
                  (loop $more
                    (br_if $end (i32.ge_u (local.get $n) (local.get $take)))
                    (local.set $code (call $read (local.get $s) (i32.const 0) (i32.const 100)))
                    (local.set $n (i32.add (local.get $n) (i32.shr_u (local.get $code) (i32.const 4))))
                    (br_if $more (i32.eqz (i32.and (local.get $code) (i32.const 0xf))))))
                (call $drop (local.get $s))
                (local.get $n)))
            (core instance $m (instantiate $M (with "" (instance
              (export "count" (func $count')) (export "read" (func $read)) (export "drop" (func $drop))))))
            (func (export "pull") async (param "most" u32) (param "take" u32) (result u32) (canon lift (core func $m "pull"))))
          (instance $writer (instantiate $Writer))
          (instance $reader (instantiate $Reader (with "count" (func $writer "count"))))
          (export "pull" (func $reader "pull")))
        """;

    private static readonly Component One = Component.CompileText(Guests.Engine, StreamTests.Guest), Two = Component.CompileText(Guests.Engine, BothEnds);

    private readonly System.Random _random = new(3);
    private readonly ComponentStore _store = new(Guests.Engine);
    private ComponentInstance? _one, _two;
    private int _sources;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ComponentInstance Alone => _one ??= new ComponentLinker(Guests.Engine).Instantiate(One, _store);

    private ComponentInstance Pair => _two ??= new ComponentLinker(Guests.Engine).Instantiate(Two, _store);

    public void Dispose() => _store.Dispose();

    [Fact]
    public Task Streams_and_futures_leave_nothing() => LongRun.Of(share: 10, Operation, Check);

    private Task Operation() => _random.Next(40) switch
    {
        < 8 => GuestReads(),
        < 16 => HostReads(),
        < 20 => HostIsCancelled(),
        < 26 => GuestPulls(),
        < 30 => GuestGetsFuture(),
        < 34 => HostGetsFuture(),
        < 38 => HostDropsFuture(),
        38 => GuestIsCancelled(),
        _ => GuestFails(),
    };

    /// <summary>To the end, or half-way: then the guest drops its end, and the host's source is closed.</summary>
    private async Task GuestReads()
    {
        int length = _random.Next(400);
        uint most = (uint)_random.Next(500);
        ComponentValue sum = await Call("sum", ComponentValue.Stream(ComponentStreams.FromEnumerable(Source(length))), most);
        Assert.Equal((uint)Enumerable.Range(0, (int)Math.Min((uint)length, most)).Sum(i => (byte)i), sum.AsUInt32());
    }

    /// <summary>Some of it; then the guest learns in the middle of a write that nobody reads any more.</summary>
    private async Task HostReads()
    {
        int length = _random.Next(5000);
        ComponentStream stream = (await Call("count", (uint)length)).AsStream();
        await using Stream bytes = stream.ToStream();
        byte[] read = new byte[_random.Next(length + 1)];
        await bytes.ReadExactlyAsync(read, Cancellation);
        Assert.All(read, (value, i) => Assert.Equal((byte)(i % 1000), value));
    }

    /// <summary>A read is cancelled before or after it has copied something.</summary>
    private async Task HostIsCancelled()
    {
        ComponentStream stream = (await Call("count", (uint)_random.Next(3000))).AsStream();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using Stream bytes = stream.ToStream();
        Task<int> read = bytes.ReadAsync(new byte[100], enough.Token).AsTask();
        await enough.CancelAsync();
        try
        {
            Assert.InRange(await read, 0, 100);
        }
        catch (OperationCanceledException)
        {
            Assert.True(enough.IsCancellationRequested);
        }
    }

    private async Task GuestPulls()
    {
        (int most, int take) = (_random.Next(3000), _random.Next(4000));
        ComponentValue pulled = await Pair.GetFunction("pull").CallAsync(new ComponentValue[] { (uint)most, (uint)take }, Cancellation);
        Assert.Equal((uint)Math.Min(most, (take + 99) / 100 * 100), pulled.AsUInt32());
    }

    private async Task GuestGetsFuture()
    {
        TaskCompletionSource<ComponentValue> value = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ComponentValue> later = Call("later", ComponentValue.Future(ComponentStreams.FromTask(value.Task)));
        value.SetResult(17u);
        Assert.Equal(17u, (await later).AsUInt32());
    }

    private async Task HostGetsFuture() => Assert.Equal(23u, (await (await Call("soon", 23u)).AsFuture().ToTask(Cancellation)).AsUInt32());

    private async Task HostDropsFuture()
    {
        ComponentFuture future = (await Call("soon", 23u)).AsFuture();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.ToTask(new CancellationToken(canceled: true)));
    }

    /// <summary>A guest that waits in the middle of its code for a future that never comes can't be asked to end: it is stopped.</summary>
    private async Task GuestIsCancelled()
    {
        await Check();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        TaskCompletionSource<ComponentValue> never = new();
        ComponentInstance instance = new ComponentLinker(Guests.Engine).Instantiate(
            One, new ComponentStore(Guests.Engine, ComponentStoreOptions.Default with { CancellationGrace = TimeSpan.Zero }));
        Task<ComponentValue> later = instance.GetFunction("later").CallAsync(
            new[] { ComponentValue.Future(ComponentStreams.FromTask(never.Task)) }, enough.Token);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => later);
        never.SetResult(0u);
        instance.Store.Dispose();
    }

    /// <summary>A trap ends an instance that has both ends of the host's streams and its own.</summary>
    private async Task GuestFails()
    {
        await Check();
        Task<ComponentValue> later = Call("later", ComponentValue.Future(ComponentStreams.FromTask(Task.FromException<ComponentValue>(new IOException("of the host")))));
        await Assert.ThrowsAsync<TrapException>(() => later);
        _one = null;
    }

    private Task<ComponentValue> Call(string function, params ComponentValue[] arguments) => Alone.GetFunction(function).CallAsync(arguments, Cancellation);

    private async IAsyncEnumerable<ComponentValue> Source(int length)
    {
        Interlocked.Increment(ref _sources);
        try
        {
            for (int i = 0; i < length; i++)
            {
                if (i % 64 == 63) await Task.Yield();
                yield return (byte)i;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _sources);
        }
    }

    /// <summary>Who holds an end learns a moment later of what happened to the other one.</summary>
    private async Task Check()
    {
        for (int i = 0; Left() > 0 && i < 10_000; i++) await Task.Delay(1, Cancellation);
        Assert.Equal(0, Left());
    }

    private int Left()
    {
        int pending = 0;
        _store.Run(() => pending = _store.HostPending);
        return Guests.Handles(Alone) + Guests.Handles(Pair) + pending + Volatile.Read(ref _sources);
    }
}
