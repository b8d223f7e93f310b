namespace Caisson.Wasi.Http;

/// <summary>How long a request may take, as a guest says it, in nanoseconds. wasi:http/types: request-options</summary>
internal sealed class RequestOptions
{
    public ulong? ConnectTimeout { get; set; }

    public ulong? FirstByteTimeout { get; set; }

    public ulong? BetweenBytesTimeout { get; set; }

    /// <summary>Whether nobody can change them any more.</summary>
    public bool IsImmutable { get; private set; }

    /// <summary>Ends all changes.</summary>
    public RequestOptions Freeze()
    {
        IsImmutable = true;
        return this;
    }

    /// <summary>A copy that can be changed.</summary>
    public RequestOptions Clone() => new() { ConnectTimeout = ConnectTimeout, FirstByteTimeout = FirstByteTimeout, BetweenBytesTimeout = BetweenBytesTimeout };

    /// <summary>With what holds where the guest said nothing.</summary>
    public static RequestTimeouts ToTimeouts(RequestOptions? options) => new(
        Of(options?.ConnectTimeout, RequestTimeouts.Default.Connect),
        Of(options?.FirstByteTimeout, RequestTimeouts.Default.FirstByte),
        Of(options?.BetweenBytesTimeout, RequestTimeouts.Default.BetweenBytes));

    private static TimeSpan Of(ulong? nanoseconds, TimeSpan otherwise) => nanoseconds is { } some ? RequestTimeouts.Of(some) : otherwise;
}
