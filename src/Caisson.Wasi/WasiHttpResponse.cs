using Caisson.Wasi.Http;

namespace Caisson.Wasi;

/// <summary>A component's response. The body is written by the component while it is read. Dispose it when it isn't wanted.</summary>
public sealed class WasiHttpResponse : IDisposable
{
    private readonly Func<Stream, CancellationToken, Task<HttpFields?>> _writeBody;
    private readonly Action _abandon;

    internal WasiHttpResponse(int status, HttpFields headers, Func<Stream, CancellationToken, Task<HttpFields?>> writeBody, Action abandon)
    {
        (Status, _writeBody, _abandon) = (status, writeBody, abandon);
        Headers = ToPairs(headers);
    }

    /// <summary>The status code, 100 to 599.</summary>
    public int Status { get; }

    /// <summary>The fields of the header, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Headers { get; }

    /// <summary>Writes the body, piece by piece as the component makes it.</summary>
    /// <param name="destination">Where it goes; flushed at each piece.</param>
    /// <param name="cancellation">Gives up; the component learns.</param>
    /// <returns>The fields after the body; none where there are none.</returns>
    /// <exception cref="IOException">The component gave up before the end, or the other side is gone.</exception>
    public async Task<IReadOnlyList<KeyValuePair<string, byte[]>>> WriteBodyAsync(Stream destination, CancellationToken cancellation = default)
    {
        HttpFields? trailers = await _writeBody(destination, cancellation).ConfigureAwait(false);
        return trailers is null ? [] : ToPairs(trailers);
    }

    /// <summary>Tells the component that nobody wants the body.</summary>
    public void Dispose() => _abandon();

    private static KeyValuePair<string, byte[]>[] ToPairs(HttpFields fields) => [.. fields.Entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))];
}
