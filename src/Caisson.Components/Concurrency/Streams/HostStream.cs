using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>
/// A stream that the host writes. What it comes from is read only when a guest reads, a chunk at a time, and given back when the stream is over or the
/// guest has dropped its end.
/// </summary>
internal abstract class HostStream : ComponentStream, IAsyncDisposable
{
    private SharedStream? _shared;

    /// <summary>Gives the stream to a guest.</summary>
    /// <exception cref="InvalidOperationException">It was given away already.</exception>
    /// <exception cref="ArgumentException">Its elements are of another type.</exception>
    public SharedStream Open(ComponentStore store, ElementType element)
    {
        if (_shared is not null) throw StreamErrors.GivenAway();
        Check(element);
        _shared = new SharedStream(element);
        store.HostPending++;
        _ = PumpAsync(store, _shared);
        return _shared;
    }

    /// <exception cref="ArgumentException">The elements are of another type.</exception>
    protected abstract void Check(ElementType element);

    /// <summary>The next elements; null at the end.</summary>
    protected abstract ValueTask<HostSource?> ReadAsync(ElementType element);

    /// <summary>Gives back what the elements come from.</summary>
    public abstract ValueTask DisposeAsync();

    private async Task PumpAsync(ComponentStore store, SharedStream shared)
    {
        try
        {
            // Of no elements, a write is over when somebody reads. spec: Stream Readiness
            while (await store.Copy(shared.Write, new HostSource()).ConfigureAwait(false) == CopyResult.Completed
                && await ReadAsync(shared.Element).ConfigureAwait(false) is { } source
                && await WriteAsync(store, shared, source).ConfigureAwait(false) == CopyResult.Completed)
            {
            }
        }
        catch (Exception)
        {
            // A stream has no word for failure: it ends. What has failed is for an accompanying future to say.
        }
        store.Post(shared.Drop);
        store.EndHostWork();
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A write that meets a read is over when that has got what it asked for: the rest is written again.</summary>
    private static async Task<CopyResult> WriteAsync(ComponentStore store, SharedStream shared, HostSource source)
    {
        CopyResult result = CopyResult.Completed;
        while (source.Remain > 0 && result == CopyResult.Completed) result = await store.Copy(shared.Write, source).ConfigureAwait(false);
        return result;
    }
}

/// <summary>A <c>stream&lt;u8&gt;</c> from a stream of the host's.</summary>
internal sealed class ByteHostStream(Stream source, bool leaveOpen) : HostStream
{
    private const int ChunkBytes = 16 << 10;

    private readonly byte[] _chunk = new byte[ChunkBytes];

    /// <inheritdoc/>
    protected override void Check(ElementType element)
    {
        if (element.Type is not PrimType { Kind: PrimKind.U8 }) throw StreamErrors.NotBytes(element);
    }

    /// <inheritdoc/>
    protected override async ValueTask<HostSource?> ReadAsync(ElementType element)
    {
        int count = await source.ReadAsync(_chunk).ConfigureAwait(false);
        return count == 0 ? null : new HostSource(_chunk.AsMemory(0, count), 1);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => leaveOpen ? default : source.DisposeAsync();
}

/// <summary>A stream from a sequence of the host's.</summary>
internal sealed class SequenceHostStream(IAsyncEnumerable<ComponentValue> source) : HostStream
{
    private readonly CancellationTokenSource _dropped = new();
    private IAsyncEnumerator<ComponentValue>? _elements;

    /// <inheritdoc/>
    protected override void Check(ElementType element)
    {
    }

    /// <inheritdoc/>
    protected override async ValueTask<HostSource?> ReadAsync(ElementType element)
    {
        _elements ??= source.GetAsyncEnumerator(_dropped.Token);
        if (!await _elements.MoveNextAsync().ConfigureAwait(false)) return null;
        ComponentValue[] next = [_elements.Current];
        return element.NumberSize > 0 ? new HostSource(NumberElements.ToBytes(element, next), element.NumberSize) : new HostSource(next);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _dropped.CancelAsync().ConfigureAwait(false);
        // Also where nobody has read: the source learns that nobody will.
        _elements ??= source.GetAsyncEnumerator(_dropped.Token);
        await _elements.DisposeAsync().ConfigureAwait(false);
        _dropped.Dispose();
    }
}

/// <summary>A future that the host writes. abi: WritableFuture</summary>
internal sealed class HostFuture(Task<ComponentValue> value) : ComponentFuture
{
    private SharedFuture? _shared;

    public Task<ComponentValue> Value => value;

    /// <summary>Gives the future to a guest.</summary>
    /// <exception cref="InvalidOperationException">It was given away already.</exception>
    public SharedFuture Open(ComponentStore store, ElementType element)
    {
        if (_shared is not null) throw StreamErrors.GivenAway();
        _shared = new SharedFuture(element);
        store.HostPending++;
        _ = WriteAsync(store, _shared);
        return _shared;
    }

    private async Task WriteAsync(ComponentStore store, SharedFuture shared)
    {
        try
        {
            ComponentValue[] values = [await value.ConfigureAwait(false)];
            HostSource source = shared.Element.NumberSize > 0
                ? new HostSource(NumberElements.ToBytes(shared.Element, values), shared.Element.NumberSize)
                : new HostSource(values);
            await store.Copy(shared.Write, source).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The guest that reads it learns that there will be no value.
            store.Post(shared.Drop);
        }
        store.EndHostWork();
    }
}
