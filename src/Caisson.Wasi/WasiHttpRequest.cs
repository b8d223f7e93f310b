namespace Caisson.Wasi;

/// <summary>A request for a component, from whatever server there is.</summary>
public sealed class WasiHttpRequest
{
    /// <summary>The method, such as <c>GET</c>.</summary>
    public required string Method { get; init; }

    /// <summary><c>http</c> or <c>https</c>; null where it isn't known.</summary>
    public string? Scheme { get; init; }

    /// <summary>The host that is asked, with a port or without; null where it isn't known.</summary>
    public string? Authority { get; init; }

    /// <summary>The path and the query, as they came; null for neither.</summary>
    public string? PathWithQuery { get; init; }

    /// <summary>The fields of the header, in order. Those that belong to the connection are kept from the component.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Headers { get; init; } = [];

    /// <summary>The body. Disposed of when the component has no use for it.</summary>
    public Stream Body { get; init; } = Stream.Null;

    /// <summary>The fields after the body; asked for when it has been read. Null: there are none.</summary>
    public Func<IReadOnlyList<KeyValuePair<string, byte[]>>>? Trailers { get; init; }
}
