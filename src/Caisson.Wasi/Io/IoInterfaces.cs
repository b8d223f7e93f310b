using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.Io;

/// <summary>wasi:io: errors, what can be waited for, and streams. 0.2 only; 0.3 has these in the component model.</summary>
internal static class IoInterfaces
{
    /// <summary>As much as <c>blocking-write-and-flush</c> takes at once.</summary>
    private const int BlockingBytes = 4096;

    public static ComponentResourceType ErrorType { get; } = new("error");

    public static ComponentResourceType PollableType { get; } = new("pollable");

    public static ComponentResourceType InputStreamType { get; } = new("input-stream");

    public static ComponentResourceType OutputStreamType { get; } = new("output-stream");

    public static void Define(InterfaceSet p2)
    {
        p2["io/error"]
            .DefineResource("error", ErrorType)
            .DefineFunction("[method]error.to-debug-string", (_, a) => ComponentValue.String(a[0].Get<IoError>().ToString()));
        p2["io/poll"]
            .DefineResource("pollable", PollableType)
            .DefineFunction("[method]pollable.ready", (_, a) => ComponentValue.Bool(a[0].Get<Pollable>().IsReady))
            .DefineAsyncFunction("[method]pollable.block", async (_, a, c) =>
            {
                await a[0].Get<Pollable>().WaitAsync(c).ConfigureAwait(false);
                return default;
            })
            .DefineAsyncFunction("poll", PollAsync);
        DefineInput(p2["io/streams"].DefineResource("input-stream", InputStreamType).DefineResource("output-stream", OutputStreamType).DefineResource("error", ErrorType));
        DefineOutput(p2["io/streams"]);
    }

    private static void DefineInput(ComponentLinkerInstance streams) => streams
        .DefineFunction("[method]input-stream.read", (_, a) => Read(a[0].Get<InputStream>(), a[1].AsUInt64()))
        .DefineAsyncFunction("[method]input-stream.blocking-read", async (_, a, c) =>
        {
            await ReadableAsync(a[0], a[1], c).ConfigureAwait(false);
            return Read(a[0].Get<InputStream>(), a[1].AsUInt64());
        })
        .DefineFunction("[method]input-stream.skip", (_, a) => Skip(a[0].Get<InputStream>(), a[1].AsUInt64()))
        .DefineAsyncFunction("[method]input-stream.blocking-skip", async (_, a, c) =>
        {
            await ReadableAsync(a[0], a[1], c).ConfigureAwait(false);
            return Skip(a[0].Get<InputStream>(), a[1].AsUInt64());
        })
        .DefineFunction("[method]input-stream.subscribe", (_, a) => PollableType.New(a[0].Get<InputStream>().Subscribe()));

    private static void DefineOutput(ComponentLinkerInstance streams) => streams
        .DefineFunction("[method]output-stream.check-write", (_, a) =>
        {
            var stream = a[0].Get<OutputStream>();
            return Answer(stream.CheckWrite(out int permit), stream.Error, ComponentValue.U64((ulong)permit));
        })
        .DefineFunction("[method]output-stream.write", (_, a) => Write(a[0].Get<OutputStream>(), a[1].AsSpan<byte>().ToArray()))
        .DefineAsyncFunction("[method]output-stream.blocking-write-and-flush", (_, a, c) => WriteAndFlushAsync(a[0].Get<OutputStream>(), a[1].AsSpan<byte>().ToArray(), c))
        .DefineFunction("[method]output-stream.flush", (_, a) => Flush(a[0].Get<OutputStream>()))
        .DefineAsyncFunction("[method]output-stream.blocking-flush", (_, a, c) => FlushAsync(a[0].Get<OutputStream>(), c))
        .DefineFunction("[method]output-stream.subscribe", (_, a) => PollableType.New(a[0].Get<OutputStream>().Subscribe()))
        .DefineFunction("[method]output-stream.write-zeroes", (_, a) => Write(a[0].Get<OutputStream>(), Zeroes(a[1].AsUInt64(), OutputStream.Permit)))
        .DefineAsyncFunction("[method]output-stream.blocking-write-zeroes-and-flush", (_, a, c) => WriteAndFlushAsync(a[0].Get<OutputStream>(), Zeroes(a[1].AsUInt64(), BlockingBytes), c))
        .DefineFunction("[method]output-stream.splice", (_, a) => Splice(a[0].Get<OutputStream>(), a[1].Get<InputStream>(), a[2].AsUInt64()))
        .DefineAsyncFunction("[method]output-stream.blocking-splice", async (_, a, c) =>
        {
            await a[0].Get<OutputStream>().Subscribe().WaitAsync(c).ConfigureAwait(false);
            await ReadableAsync(a[1], a[2], c).ConfigureAwait(false);
            return Splice(a[0].Get<OutputStream>(), a[1].Get<InputStream>(), a[2].AsUInt64());
        });

    private static async ValueTask<ComponentValue> PollAsync(ComponentCaller caller, ComponentValue[] arguments, CancellationToken cancellation)
    {
        Pollable[] all = [.. arguments[0].AsElements().Select(handle => handle.Get<Pollable>())];
        if (all.Length == 0) throw Trap("poll needs something to wait for: its list is empty");
        uint[] ready = await Pollable.WaitAnyAsync(all, cancellation).ConfigureAwait(false);
        return ComponentValue.ListOf<uint>(ready);
    }

    private static Task ReadableAsync(ComponentValue stream, ComponentValue length, CancellationToken cancellation) =>
        length.AsUInt64() == 0 ? Task.CompletedTask : stream.Get<InputStream>().Subscribe().WaitAsync(cancellation);

    private static ComponentValue Read(InputStream stream, ulong max)
    {
        StreamState state = stream.Read(max, out ReadOnlyMemory<byte> bytes);
        return state == StreamState.Open ? ComponentValue.Ok(HostValues.Bytes(bytes.Span)) : Failure(state, stream.Error);
    }

    private static ComponentValue Skip(InputStream stream, ulong max)
    {
        StreamState state = stream.Read(max, out ReadOnlyMemory<byte> bytes);
        return Answer(state, stream.Error, ComponentValue.U64((ulong)bytes.Length));
    }

    private static ComponentValue Write(OutputStream stream, byte[] bytes)
    {
        StreamState state = stream.CheckWrite(out int permit);
        if (state != StreamState.Open) return Failure(state, stream.Error);
        if (bytes.Length > permit) throw Trap($"{bytes.Length} bytes are written where {permit} were permitted");
        state = stream.Write(bytes);
        return state == StreamState.Open ? ComponentValue.Ok() : Failure(state, stream.Error);
    }

    private static async ValueTask<ComponentValue> WriteAndFlushAsync(OutputStream stream, byte[] bytes, CancellationToken cancellation)
    {
        if (bytes.Length > BlockingBytes) throw Trap($"{bytes.Length} bytes are written at once where {BlockingBytes} are allowed");
        await stream.Subscribe().WaitAsync(cancellation).ConfigureAwait(false);
        ComponentValue written = Write(stream, bytes);
        return written.IsOk ? await FlushAsync(stream, cancellation).ConfigureAwait(false) : written;
    }

    private static ComponentValue Flush(OutputStream stream)
    {
        StreamState state = stream.Flush();
        return state == StreamState.Open ? ComponentValue.Ok() : Failure(state, stream.Error);
    }

    private static async ValueTask<ComponentValue> FlushAsync(OutputStream stream, CancellationToken cancellation)
    {
        ComponentValue flushed = Flush(stream);
        if (flushed.IsError) return flushed;
        await stream.Subscribe().WaitAsync(cancellation).ConfigureAwait(false);
        StreamState state = stream.CheckWrite(out _);
        return state == StreamState.Open ? ComponentValue.Ok() : Failure(state, stream.Error);
    }

    private static ComponentValue Splice(OutputStream to, InputStream from, ulong max)
    {
        StreamState state = to.CheckWrite(out int permit);
        if (state != StreamState.Open) return Failure(state, to.Error);
        state = from.Read(Math.Min(max, (ulong)permit), out ReadOnlyMemory<byte> bytes);
        if (state != StreamState.Open) return Failure(state, from.Error);
        return Answer(to.Write(bytes), to.Error, ComponentValue.U64((ulong)bytes.Length));
    }

    private static byte[] Zeroes(ulong count, int most) =>
        count <= (ulong)most ? new byte[(int)count] : throw Trap($"{count} zeroes are written where {most} were permitted");

    private static ComponentValue Answer(StreamState state, IoError? error, ComponentValue value) =>
        state == StreamState.Open ? ComponentValue.Ok(value) : Failure(state, error);

    private static ComponentValue Failure(StreamState state, IoError? error) => ComponentValue.Error(state == StreamState.Failed
        ? ComponentValue.Variant("last-operation-failed", ErrorType.New(error!))
        : ComponentValue.Variant("closed"));

    private static TrapException Trap(string text) => new(TrapKind.InterfaceMisuse, text);
}
