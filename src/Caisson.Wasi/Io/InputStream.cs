namespace Caisson.Wasi.Io;

/// <summary>
/// A stream that a guest reads without waiting: what comes is kept here until the guest takes it, one piece at a time, so that who sends
/// too fast waits. wasi:io/streams: input-stream
/// </summary>
/// <param name="source">Where bytes come from; disposed of with this.</param>
/// <param name="closed">Ends what is under way when the guest's instance ends.</param>
internal sealed class InputStream(ByteSource source, CancellationToken closed) : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private byte[] _piece = [];
    private Memory<byte> _kept;
    private Task<ReadResult>? _reading;
    private StreamState _state;

    /// <summary>Whether it outlives the handles that guests have of it.</summary>
    public bool IsShared { get; init; }

    /// <summary>Why it failed, when it just has.</summary>
    public IoError? Error { get; private set; }

    /// <summary>Ready when there is something to read, be it the end.</summary>
    public Pollable Subscribe() => new(
        () => !_kept.IsEmpty || _state != StreamState.Open || Start().IsCompleted,
        () => _kept.IsEmpty && _state == StreamState.Open ? Start() : Task.CompletedTask);

    /// <summary>Takes what has come, without waiting.</summary>
    /// <param name="max">How much at most.</param>
    /// <param name="bytes">The bytes; valid until the next operation.</param>
    public StreamState Read(ulong max, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        StreamState state = max == 0 ? _state == StreamState.Open ? StreamState.Open : StreamState.Closed : Refill();
        if (state != StreamState.Open) return state;
        int count = (int)Math.Min(max, (ulong)_kept.Length);
        bytes = _kept[..count];
        _kept = _kept[count..];
        return StreamState.Open;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsShared) return;
        // A read that is under way keeps its buffer and its source until it ends.
        if (_reading is { IsCompleted: false } reading) _ = reading.ContinueWith(_ => source.Dispose(), TaskScheduler.Default);
        else source.Dispose();
        _state = StreamState.Closed;
    }

    private Task<ReadResult> Start()
    {
        if (_piece.Length == 0) _piece = new byte[PieceBytes];
        return _reading ??= source.ReadAsync(_piece, closed).AsTask();
    }

    private StreamState Refill()
    {
        if (!_kept.IsEmpty) return StreamState.Open;
        if (_state != StreamState.Open) return StreamState.Closed;
        if (!Start().IsCompleted) return StreamState.Open;
        ReadResult result = _reading!.GetAwaiter().GetResult();
        _reading = null;
        Error = result.Error;
        _kept = _piece.AsMemory(0, result.Count);
        if (!result.IsEnd) return StreamState.Open;
        _state = StreamState.Closed;
        return Error is null ? StreamState.Closed : StreamState.Failed;
    }
}
