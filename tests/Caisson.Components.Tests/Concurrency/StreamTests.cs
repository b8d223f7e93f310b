using System.Runtime.CompilerServices;
using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.Tests.Concurrency;

/// <summary>Streams and futures between a component and the host: read and written to the end, dropped half-way, cancelled.</summary>
public class StreamTests
{
    internal const string Guest = """
        (component
          (core module $Memory (memory (export "m") 2))
          (core instance $memory (instantiate $Memory))
          (type $ST (stream u8))
          (type $FT (future u32))
          (core module $M
            (import "" "m" (memory 2))
            (import "" "new" (func $new (result i64)))
            (import "" "read" (func $read (param i32 i32 i32) (result i32)))
            (import "" "write" (func $write (param i32 i32 i32) (result i32)))
            (import "" "drop-readable" (func $drop-readable (param i32)))
            (import "" "drop-writable" (func $drop-writable (param i32)))
            (import "" "new-future" (func $new-future (result i64)))
            (import "" "read-future" (func $read-future (param i32 i32) (result i32)))
            (import "" "write-future" (func $write-future (param i32 i32) (result i32)))
            (import "" "drop-readable-future" (func $drop-readable-future (param i32)))
            (import "" "drop-writable-future" (func $drop-writable-future (param i32)))
            (import "" "return" (func $return (param i32)))
            (import "" "return-future" (func $return-future (param i32)))
            ;; Adds up to $most bytes.
            (func (export "sum") (param $s i32) (param $most i32) (result i32) (local $sum i32) (local $n i32) (local $i i32) (local $code i32)
              (block $end
                (loop $more
                  (br_if $end (i32.eqz (local.get $most)))
                  (local.set $n (select (i32.const 100) (local.get $most) (i32.gt_u (local.get $most) (i32.const 100))))
                  (local.set $code (call $read (local.get $s) (i32.const 0) (local.get $n)))
                  (local.set $n (i32.shr_u (local.get $code) (i32.const 4)))
                  (local.set $most (i32.sub (local.get $most) (local.get $n)))
                  (local.set $i (i32.const 0))
                  (block $added
                    (loop $add
                      (br_if $added (i32.eq (local.get $i) (local.get $n)))
                      (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $i))))
                      (local.set $i (i32.add (local.get $i) (i32.const 1)))
                      (br $add)))
                  (br_if $more (i32.eqz (i32.and (local.get $code) (i32.const 0xf))))))
              (call $drop-readable (local.get $s))
              (local.get $sum))
            ;; Writes bytes that count from 0, 1000 at a time, until there are $most or the reader is gone.
            (func (export "count") (param $most i32) (local $pair i64) (local $w i32) (local $n i32) (local $i i32) (local $code i32)
              (local.set $pair (call $new))
              (local.set $w (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
              (call $return (i32.wrap_i64 (local.get $pair)))
              (block $end
                (loop $more
                  (br_if $end (i32.eqz (local.get $most)))
                  (local.set $n (select (i32.const 1000) (local.get $most) (i32.gt_u (local.get $most) (i32.const 1000))))
                  (local.set $i (i32.const 0))
                  (loop $fill
                    (i32.store8 offset=65536 (local.get $i) (local.get $i))
                    (local.set $i (i32.add (local.get $i) (i32.const 1)))
                    (br_if $fill (i32.lt_u (local.get $i) (local.get $n))))
                  (local.set $code (call $write (local.get $w) (i32.const 65536) (local.get $n)))
                  (local.set $most (i32.sub (local.get $most) (i32.shr_u (local.get $code) (i32.const 4))))
                  (br_if $more (i32.eqz (i32.and (local.get $code) (i32.const 0xf))))))
              (call $drop-writable (local.get $w)))
            (func (export "later") (param $f i32) (result i32)
              (drop (call $read-future (local.get $f) (i32.const 0)))
              (call $drop-readable-future (local.get $f))
              (i32.load (i32.const 0)))
            (func (export "soon") (param $value i32) (local $pair i64) (local $w i32)
              (local.set $pair (call $new-future))
              (local.set $w (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
              (call $return-future (i32.wrap_i64 (local.get $pair)))
              (i32.store (i32.const 0) (local.get $value))
              (drop (call $write-future (local.get $w) (i32.const 0)))
              (call $drop-writable-future (local.get $w))))
          (core func $new (canon stream.new $ST))
          (core func $read (canon stream.read $ST (memory (core memory $memory "m"))))
          (core func $write (canon stream.write $ST (memory (core memory $memory "m"))))
          (core func $drop-readable (canon stream.drop-readable $ST))
          (core func $drop-writable (canon stream.drop-writable $ST))
          (core func $new-future (canon future.new $FT))
          (core func $read-future (canon future.read $FT (memory (core memory $memory "m"))))
          (core func $write-future (canon future.write $FT (memory (core memory $memory "m"))))
          (core func $drop-readable-future (canon future.drop-readable $FT))
          (core func $drop-writable-future (canon future.drop-writable $FT))
          (core func $return (canon task.return (result $ST)))
          (core func $return-future (canon task.return (result $FT)))
          (core instance $m (instantiate $M (with "" (instance
            (export "m" (memory $memory "m"))
            (export "new" (func $new))
            (export "read" (func $read))
            (export "write" (func $write))
            (export "drop-readable" (func $drop-readable))
            (export "drop-writable" (func $drop-writable))
            (export "new-future" (func $new-future))
            (export "read-future" (func $read-future))
            (export "write-future" (func $write-future))
            (export "drop-readable-future" (func $drop-readable-future))
            (export "drop-writable-future" (func $drop-writable-future))
            (export "return" (func $return))
            (export "return-future" (func $return-future))))))
          (func (export "sum") async (param "s" $ST) (param "most" u32) (result u32) (canon lift (core func $m "sum")))
          (func (export "count") async (param "most" u32) (result $ST) (canon lift (core func $m "count") async))
          (func (export "later") async (param "f" $FT) (result u32) (canon lift (core func $m "later")))
          (func (export "soon") async (param "value" u32) (result $FT) (canon lift (core func $m "soon") async)))
        """;

    private static readonly Component Compiled = Component.CompileText(Guests.Engine, Guest);

    private readonly ComponentInstance _instance = new ComponentLinker(Guests.Engine).Instantiate(Compiled);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(0), InlineData(1), InlineData(99_999)]
    public async Task A_guest_reads_a_stream_of_the_hosts(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        Assert.Equal((uint)bytes.Sum(b => b), (await Sum(ComponentStreams.FromStream(new MemoryStream(bytes)), uint.MaxValue)).AsUInt32());
        await Balanced();
    }

    [Fact]
    public async Task A_guest_reads_a_sequence_of_the_hosts()
    {
        Assert.Equal(4950u, (await Sum(ComponentStreams.FromEnumerable(Sequence(100)), uint.MaxValue)).AsUInt32());
        await Balanced();
    }

    [Fact]
    public async Task A_source_is_closed_when_the_guest_drops_its_end_half_way()
    {
        TaskCompletionSource ended = new();
        Assert.Equal(10u, (await Sum(ComponentStreams.FromEnumerable(Sequence(1_000_000, ended)), 5)).AsUInt32());
        await ended.Task.WaitAsync(Cancellation);
        await Balanced();
    }

    [Fact]
    public async Task A_source_is_read_only_as_the_guest_reads()
    {
        int read = 0;
        Assert.Equal(10u, (await Sum(ComponentStreams.FromEnumerable(Sequence(1000, count: () => read++)), 5)).AsUInt32());
        await Balanced();
        Assert.InRange(read, 5, 6);
    }

    [Fact]
    public async Task A_source_that_fails_ends_the_stream()
    {
        Assert.Equal(1u, (await Sum(ComponentStreams.FromEnumerable(Failing()), uint.MaxValue)).AsUInt32());
        await Balanced();

        static async IAsyncEnumerable<ComponentValue> Failing()
        {
            yield return (byte)1;
            await Task.Yield();
            throw new IOException("of the host");
        }
    }

    [Theory, InlineData(0u), InlineData(1u), InlineData(123_456u)]
    public async Task The_host_reads_a_stream_of_a_guests(uint length)
    {
        ComponentStream stream = (await _instance.GetFunction("count").CallAsync(new ComponentValue[] { length }, Cancellation)).AsStream();
        using MemoryStream copy = new();
        await using (Stream bytes = stream.ToStream()) await bytes.CopyToAsync(copy, Cancellation);
        Assert.Equal(Enumerable.Range(0, (int)length).Select(i => (byte)(i % 1000)), copy.ToArray());
        await Balanced();
    }

    [Fact]
    public async Task The_host_reads_elements()
    {
        ComponentStream stream = (await _instance.GetFunction("count").CallAsync(new ComponentValue[] { 3000u }, Cancellation)).AsStream();
        int next = 0;
        await foreach (ComponentValue element in stream.ToEnumerable(Cancellation)) Assert.Equal((byte)(next++ % 1000), element.AsByte());
        Assert.Equal(3000, next);
        await Balanced();
    }

    [Fact]
    public async Task A_guest_learns_that_the_host_has_dropped_its_end_half_way()
    {
        ComponentStream stream = (await _instance.GetFunction("count").CallAsync(new ComponentValue[] { uint.MaxValue }, Cancellation)).AsStream();
        await using (Stream bytes = stream.ToStream()) await bytes.ReadExactlyAsync(new byte[1500], Cancellation);
        await Balanced();
    }

    [Fact]
    public async Task Futures_go_both_ways()
    {
        TaskCompletionSource<ComponentValue> value = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ComponentValue> later = Later(ComponentStreams.FromTask(value.Task));
        Assert.False(later.IsCompleted);
        value.SetResult(17u);
        Assert.Equal(17u, (await later).AsUInt32());

        ComponentFuture soon = (await _instance.GetFunction("soon").CallAsync(new ComponentValue[] { 23u }, Cancellation)).AsFuture();
        Assert.Equal(23u, (await soon.ToTask(Cancellation)).AsUInt32());
        await Balanced();
    }

    [Fact]
    public async Task A_guest_that_reads_a_future_without_a_value_traps() =>
        await Assert.ThrowsAsync<TrapException>(() => Later(ComponentStreams.FromTask(Task.FromException<ComponentValue>(new IOException("of the host")))));

    [Fact]
    public async Task A_stream_is_given_away_once()
    {
        ComponentStream stream = ComponentStreams.FromStream(new MemoryStream([1]));
        Assert.Equal(1u, (await Sum(stream, uint.MaxValue)).AsUInt32());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Sum(stream, uint.MaxValue));
    }

    private Task<ComponentValue> Sum(ComponentStream stream, uint most) =>
        _instance.GetFunction("sum").CallAsync(new[] { ComponentValue.Stream(stream), most }, Cancellation);

    private Task<ComponentValue> Later(ComponentFuture future) =>
        _instance.GetFunction("later").CallAsync(new[] { ComponentValue.Future(future) }, Cancellation);

    /// <summary>Waits until the guest has dropped everything: it learns of what the host drops a moment later.</summary>
    private async Task Balanced()
    {
        while (Guests.Handles(_instance) > 0) await Task.Delay(1, Cancellation);
    }

    private static async IAsyncEnumerable<ComponentValue> Sequence(
        int length, TaskCompletionSource? ended = null, Action? count = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        try
        {
            for (int i = 0; i < length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                count?.Invoke();
                yield return (byte)i;
                await Task.Yield();
            }
        }
        finally
        {
            ended?.SetResult();
        }
    }
}
