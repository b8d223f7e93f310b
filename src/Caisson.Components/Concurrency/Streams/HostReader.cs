using Caisson.Components.Values;

namespace Caisson.Components.Concurrency;

/// <summary>The host's readable end of a stream. One read at a time. While none is under way the host may begin one at any time, so guests may wait.</summary>
internal sealed class HostReader : IDisposable
{
    private const int ChunkLength = 1024;

    private readonly SharedStream _shared;
    private bool _isReading, _isDisposed, _isOver;

    public HostReader(SharedStream shared)
    {
        _shared = shared;
        Store.BeginHostWork();
    }

    public ElementType Element => _shared.Element;

    private ComponentStore Store => _shared.Store;

    /// <summary>The next elements; none at the end.</summary>
    public async ValueTask<ComponentValue[]> ReadAsync(CancellationToken cancellation)
    {
        int size = Element.NumberSize;
        if (size > 0)
        {
            byte[] bytes = new byte[ChunkLength * size];
            int count = await ReadAsync(bytes, cancellation).ConfigureAwait(false);
            return NumberElements.ToValues(Element, bytes.AsSpan(0, count * size));
        }
        var destination = new HostDestination(ChunkLength);
        await ReadAsync(destination, cancellation).ConfigureAwait(false);
        return Element.Type is null ? new ComponentValue[destination.Progress] : [.. destination.Elements];
    }

    /// <summary>The next elements, which are numbers.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation)
    {
        var destination = new HostDestination(bytes, Element.NumberSize);
        await ReadAsync(destination, cancellation).ConfigureAwait(false);
        return destination.Progress;
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        Store.Post(_shared.Drop);
        Store.EndHostWork();
    }

    private async Task ReadAsync(HostDestination destination, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isReading) throw StreamErrors.InUse();
        _isReading = true;
        try
        {
            // A write of no elements meets a read of some without giving it any: it reads on.
            CopyResult result = CopyResult.Completed;
            while (!_isOver && destination is { Progress: 0, IsZeroLength: false } && result == CopyResult.Completed)
                result = await Store.Read(_shared.Read, _shared, destination, cancellation).ConfigureAwait(false);
            _isOver |= result == CopyResult.Dropped;
            if (result == CopyResult.Cancelled) throw new OperationCanceledException(cancellation);
        }
        finally
        {
            _isReading = false;
        }
    }
}
