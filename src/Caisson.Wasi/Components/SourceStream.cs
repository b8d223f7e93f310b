using Caisson.Components.Values;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Components;

/// <summary>A source as a stream of .NET's, which can be given to a guest. What it can't say itself, how it ended, is told apart.</summary>
/// <param name="source">The source; disposed of with this.</param>
/// <param name="toError">An error in the words of the interface.</param>
/// <param name="atEnd">What is told of the end; null for a result without a value.</param>
internal sealed class SourceStream(ByteSource source, Func<IoError, ComponentValue> toError, Func<ComponentValue>? atEnd = null) : SequentialStream
{
    private readonly TaskCompletionSource<ComponentValue> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it ended, by itself or because nobody reads any more: a result.</summary>
    public Task<ComponentValue> Outcome => _outcome.Task;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ReadResult result = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (result.IsEnd) _ = _outcome.TrySetResult(result.Error is { } error ? ComponentValue.Error(toError(error)) : End());
        return result.Count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            _ = _outcome.TrySetResult(End());
        }
        base.Dispose(disposing);
    }

    private ComponentValue End() => atEnd?.Invoke() ?? ComponentValue.Ok();
}
