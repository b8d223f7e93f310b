namespace Caisson.Wasi.Http;

/// <summary>A request that a guest sends.</summary>
internal sealed record OutgoingRequest
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary><c>http</c> or <c>https</c>; null for the latter.</summary>
    public string? Scheme { get; init; }

    /// <summary>The host, with a port or without.</summary>
    public string? Authority { get; init; }

    /// <summary>The path and the query; null for the root.</summary>
    public string? PathWithQuery { get; init; }

    /// <summary>The header.</summary>
    public required HttpFields Headers { get; init; }

    /// <summary>How long it may take.</summary>
    public RequestTimeouts Timeouts { get; init; } = RequestTimeouts.Default;

    /// <summary>The body; null for none.</summary>
    public OutgoingBody? Body { get; init; }
}

/// <summary>The body of a message that a guest sends.</summary>
/// <param name="WriteAsync">Writes it; whoever fails with <see cref="HttpFailureException"/> ends the connection.</param>
/// <param name="ReadTrailers">The trailers, once the body is written; null for none.</param>
internal sealed record OutgoingBody(Func<Stream, CancellationToken, Task> WriteAsync, Func<ValueTask<HttpFields?>> ReadTrailers);
