namespace Caisson.Wasi.Io;

/// <summary>
/// A stream that a guest writes without waiting: it may write as much as it is permitted, and what it has written goes out behind its back.
/// While a piece is under way there is no permit, so that who writes too fast waits. wasi:io/streams: output-stream
/// </summary>
/// <param name="sink">Where bytes go; disposed of with this.</param>
/// <param name="closed">Ends what is under way when the guest's instance ends.</param>
internal sealed class OutputStream(ByteSink sink, CancellationToken closed) : IDisposable
{
    /// <summary>What a guest may write at once, in bytes.</summary>
    public const int Permit = 64 * 1024;

    private Task<IoError?>? _writing;
    private StreamState _state;
    private bool _isDisposed;

    /// <summary>Why it failed, when it just has.</summary>
    public IoError? Error { get; private set; }

    /// <summary>Ready when there is a permit, or a failure to tell of.</summary>
    public Pollable Subscribe() => new(() => _writing is null or { IsCompleted: true }, () => _writing ?? Task.CompletedTask);

    /// <summary>How much may be written now; zero while something is under way.</summary>
    public StreamState CheckWrite(out int permit)
    {
        permit = 0;
        StreamState state = Settle();
        if (state != StreamState.Open) return state;
        if (_writing is null) permit = Permit;
        return StreamState.Open;
    }

    /// <summary>Writes what was permitted. The bytes are copied, unless they are written at once.</summary>
    public StreamState Write(ReadOnlyMemory<byte> bytes)
    {
        StreamState state = Settle();
        if (state == StreamState.Open && !bytes.IsEmpty) Start(sink.WriteAsync(bytes.ToArray(), closed));
        return state == StreamState.Open ? Settle() : state;
    }

    /// <summary>Has everything brought to where others see it; there is no permit until it is.</summary>
    public StreamState Flush()
    {
        StreamState state = Settle();
        if (state != StreamState.Open) return state;
        if (_writing is { } writing) Start(FlushAfterAsync(writing));
        else Start(sink.FlushAsync(closed));
        return Settle();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _state = StreamState.Closed;
        // What is written is written, though the guest has lost interest.
        if (_writing is { IsCompleted: false } writing) _ = writing.ContinueWith(_ => sink.Dispose(), TaskScheduler.Default);
        else sink.Dispose();
    }

    private void Start(ValueTask<IoError?> operation) => _writing = operation.AsTask();

    private async ValueTask<IoError?> FlushAfterAsync(Task<IoError?> writing) =>
        await writing.ConfigureAwait(false) ?? await sink.FlushAsync(closed).ConfigureAwait(false);

    /// <summary>Takes note of how what was under way ended.</summary>
    private StreamState Settle()
    {
        if (_state != StreamState.Open) return StreamState.Closed;
        if (_writing is not { IsCompleted: true } writing) return StreamState.Open;
        _writing = null;
        Error = writing.GetAwaiter().GetResult();
        if (Error is null) return StreamState.Open;
        _state = StreamState.Closed;
        return StreamState.Failed;
    }
}
