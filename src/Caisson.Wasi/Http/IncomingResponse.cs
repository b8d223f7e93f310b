namespace Caisson.Wasi.Http;

/// <summary>A response that a guest gets. Its body is the connection: whoever has it disposes of it.</summary>
/// <param name="response">What the client has.</param>
/// <param name="body">The body.</param>
internal sealed class IncomingResponse(HttpResponseMessage response, Stream body) : IDisposable
{
    /// <summary>The status code, 100 to 599.</summary>
    public int Status => (int)response.StatusCode;

    /// <summary>The header.</summary>
    public HttpFields Headers { get; } = HttpFields.Received(HttpHeaderText.Read(response.Headers, response.Content.Headers));

    /// <summary>The body; reading it fails with <see cref="HttpFailureException"/>.</summary>
    public Stream Body => body;

    /// <summary>The trailers, when the body has been read to its end; null for none.</summary>
    public HttpFields? ReadTrailers()
    {
        HttpFields trailers = HttpFields.Received(HttpHeaderText.Read(response.TrailingHeaders));
        return trailers.Entries.Count == 0 ? null : trailers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        body.Dispose();
        response.Dispose();
    }
}
