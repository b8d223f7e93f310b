using Caisson.Components.Values;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.Http;

/// <summary>Everything of a request but its body, as both versions let a guest read and write it.</summary>
/// <param name="headers">The header; nobody changes it any more.</param>
internal sealed class RequestHead(HttpFields headers)
{
    public string Method { get; set; } = "GET";

    public string? PathWithQuery { get; set; }

    public string? Scheme { get; set; }

    public string? Authority { get; set; }

    public HttpFields Headers { get; } = headers.Freeze();

    public bool SetMethod(ComponentValue value)
    {
        if (HttpValues.ToMethod(value) is not { } method) return false;
        Method = method;
        return true;
    }

    public bool SetPathWithQuery(ComponentValue option)
    {
        string? path = option.AsOption()?.AsString();
        if (path is not null && !HttpSyntax.IsPathWithQuery(path)) return false;
        PathWithQuery = path is "" ? "/" : path;
        return true;
    }

    public bool SetScheme(ComponentValue option)
    {
        string? scheme = null;
        if (option.AsOption() is { } value && (scheme = HttpValues.ToScheme(value)) is null) return false;
        Scheme = scheme;
        return true;
    }

    public bool SetAuthority(ComponentValue option)
    {
        string? authority = option.AsOption()?.AsString();
        if (authority is not null && !HttpSyntax.IsAuthority(authority)) return false;
        Authority = authority;
        return true;
    }

    /// <summary>The request with a body, or none.</summary>
    public OutgoingRequest ToOutgoing(OutgoingBody? body, RequestTimeouts timeouts) => new()
    {
        Method = Method,
        Scheme = Scheme,
        Authority = Authority,
        PathWithQuery = PathWithQuery,
        Headers = Headers,
        Timeouts = timeouts,
        Body = body,
    };
}
