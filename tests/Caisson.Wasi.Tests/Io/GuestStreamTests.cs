using System.IO.Pipelines;
using System.Text;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Tests.Io;

public sealed class GuestStreamTests
{
    [Fact]
    public async Task WhatHasComeIsReadAndTheRestIsWaitedFor()
    {
        Pipe pipe = new();
        using InputStream input = new(new StreamSource(pipe.Reader.AsStream(), isOwned: true), CancellationToken.None);
        Pollable readable = input.Subscribe();
        Assert.Equal((StreamState.Open, ""), Read(input, 10));
        Assert.False(readable.IsReady);

        _ = await pipe.Writer.WriteAsync("hello"u8.ToArray());
        await readable.WaitAsync(CancellationToken.None);
        Assert.Equal((StreamState.Open, ""), Read(input, 0));
        Assert.Equal((StreamState.Open, "he"), Read(input, 2));
        Assert.True(readable.IsReady);
        Assert.Equal((StreamState.Open, "llo"), Read(input, 10));
        Assert.False(readable.IsReady);

        await pipe.Writer.CompleteAsync();
        await readable.WaitAsync(CancellationToken.None);
        Assert.Equal((StreamState.Closed, ""), Read(input, 10));
        Assert.Equal((StreamState.Closed, ""), Read(input, 0));
        Assert.True(readable.IsReady);
    }

    [Fact]
    public void AFailureIsToldOnce()
    {
        using InputStream input = new(new FailingSource(), CancellationToken.None);
        Assert.Equal(StreamState.Failed, input.Read(1, out _));
        Assert.Equal(Errno.Io, input.Error!.Errno);
        Assert.Equal(StreamState.Closed, input.Read(1, out _));

        using OutputStream output = new(new FailingSink(), CancellationToken.None);
        Assert.Equal(StreamState.Open, output.CheckWrite(out int permit));
        Assert.Equal(OutputStream.Permit, permit);
        Assert.Equal(StreamState.Failed, output.Write("x"u8.ToArray()));
        Assert.Equal(Errno.NoSpace, output.Error!.Errno);
        Assert.Equal(StreamState.Closed, output.CheckWrite(out _));
        Assert.Equal(StreamState.Closed, output.Flush());
    }

    [Fact]
    public async Task AWriterWaitsForWhatIsUnderWay()
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 4, resumeWriterThreshold: 2));
        using OutputStream output = new(new StreamSink(pipe.Writer.AsStream(), isOwned: true), CancellationToken.None);
        Pollable writable = output.Subscribe();
        Assert.True(writable.IsReady);
        Assert.Equal(StreamState.Open, output.Write("hello"u8.ToArray()));
        Assert.Equal(StreamState.Open, output.CheckWrite(out int permit));
        Assert.Equal(0, permit);
        Assert.False(writable.IsReady);

        ReadResult(await pipe.Reader.ReadAtLeastAsync(5), pipe.Reader);
        await writable.WaitAsync(CancellationToken.None);
        Assert.Equal(StreamState.Open, output.CheckWrite(out permit));
        Assert.Equal(OutputStream.Permit, permit);
        Assert.Equal(StreamState.Open, output.Flush());
        output.Dispose();
        Assert.Equal(StreamState.Closed, output.CheckWrite(out _));
        Assert.True((await pipe.Reader.ReadAsync()).IsCompleted);

        static void ReadResult(System.IO.Pipelines.ReadResult result, PipeReader reader)
        {
            Assert.Equal(5, result.Buffer.Length);
            reader.AdvanceTo(result.Buffer.End);
        }
    }

    [Fact]
    public async Task SeveralAreWaitedForAtOnce()
    {
        TaskCompletionSource first = new(), second = new();
        Pollable[] all = [Pollable.Of(first.Task), Pollable.Of(second.Task)];
        Task<uint[]> waiting = Pollable.WaitAnyAsync(all, CancellationToken.None);
        second.SetException(new IOException("it is over, however it ended"));
        Assert.Equal("1", string.Join(",", await waiting));
        first.SetResult();
        Assert.Equal("0,1", string.Join(",", await Pollable.WaitAnyAsync(all, CancellationToken.None)));
        using CancellationTokenSource cancellation = new();
        Task cancelled = Pollable.Of(new TaskCompletionSource().Task).WaitAsync(cancellation.Token);
        await cancellation.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    private static (StreamState, string) Read(InputStream input, ulong max)
    {
        StreamState state = input.Read(max, out ReadOnlyMemory<byte> bytes);
        return (state, Encoding.ASCII.GetString(bytes.Span));
    }

    private sealed class FailingSource : ByteSource
    {
        public override ValueTask<Wasi.Io.ReadResult> ReadAsync(Memory<byte> destination, CancellationToken cancellation) =>
            ValueTask.FromResult(new Wasi.Io.ReadResult(0, IoError.Of(Errno.Io)));
    }

    private sealed class FailingSink : ByteSink
    {
        public override ValueTask<IoError?> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellation) =>
            ValueTask.FromResult(IoError.Of(Errno.NoSpace));
    }
}
