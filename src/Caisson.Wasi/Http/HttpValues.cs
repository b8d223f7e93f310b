using Caisson.Components.Values;

namespace Caisson.Wasi.Http;

/// <summary>Errors, methods, schemes and fields in the words of the HTTP interfaces, which agree on them. wasi:http/types</summary>
internal static class HttpValues
{
    private static readonly string[] ErrorLabels =
    [
        "DNS-timeout", "DNS-error", "destination-not-found", "destination-unavailable", "destination-IP-prohibited", "destination-IP-unroutable",
        "connection-refused", "connection-terminated", "connection-timeout", "connection-read-timeout", "connection-write-timeout",
        "connection-limit-reached", "TLS-protocol-error", "TLS-certificate-error", "TLS-alert-received", "HTTP-request-denied",
        "HTTP-request-length-required", "HTTP-request-body-size", "HTTP-request-method-invalid", "HTTP-request-URI-invalid",
        "HTTP-request-URI-too-long", "HTTP-request-header-section-size", "HTTP-request-header-size", "HTTP-request-trailer-section-size",
        "HTTP-request-trailer-size", "HTTP-response-incomplete", "HTTP-response-header-section-size", "HTTP-response-header-size",
        "HTTP-response-body-size", "HTTP-response-trailer-section-size", "HTTP-response-trailer-size", "HTTP-response-transfer-coding",
        "HTTP-response-content-coding", "HTTP-response-timeout", "HTTP-upgrade-failed", "HTTP-protocol-error", "loop-detected",
        "configuration-error", "internal-error",
    ];

    private static readonly string[] MethodLabels = ["get", "head", "post", "put", "delete", "connect", "options", "trace", "patch"];

    /// <summary>An error.</summary>
    public static ComponentValue ToValue(HttpError error)
    {
        string label = ErrorLabels[(int)error.Kind];
        return Payload(error) is { } payload ? ComponentValue.Variant(label, payload) : ComponentValue.Variant(label);
    }

    /// <summary>An error.</summary>
    public static HttpError ToError(ComponentValue value)
    {
        var kind = (HttpErrorKind)Array.IndexOf(ErrorLabels, value.Label!);
        if (value.Payload is not { } payload) return new HttpError(kind);
        if (payload.Kind == ComponentValueKind.Option)
        {
            if (payload.Payload is not { } inner) return new HttpError(kind);
            payload = inner;
        }
        return payload.Kind switch
        {
            ComponentValueKind.String => new HttpError(kind) { Text = payload.AsString() },
            ComponentValueKind.U32 => new HttpError(kind) { Size = payload.AsUInt32() },
            ComponentValueKind.U64 => new HttpError(kind) { Size = payload.AsUInt64() },
            _ => OfRecord(kind, payload),
        };
    }

    /// <summary>A method.</summary>
    public static ComponentValue ToMethodValue(string method) => HttpMethodName.Find(method) is var known and >= 0
        ? ComponentValue.Variant(MethodLabels[known])
        : ComponentValue.Variant("other", ComponentValue.String(method));

    /// <summary>A method; null where it isn't the name of one.</summary>
    public static string? ToMethod(ComponentValue value)
    {
        if (value.Label != "other") return HttpMethodName.Of(Array.IndexOf(MethodLabels, value.Label!));
        string name = value.Payload!.Value.AsString();
        return HttpSyntax.IsToken(name) ? name : null;
    }

    /// <summary>A scheme.</summary>
    public static ComponentValue ToSchemeValue(string scheme) => scheme switch
    {
        "http" => ComponentValue.Variant("HTTP"),
        "https" => ComponentValue.Variant("HTTPS"),
        _ => ComponentValue.Variant("other", ComponentValue.String(scheme)),
    };

    /// <summary>A scheme; null where it isn't the name of one. The two that have cases are the same in any case of letters.</summary>
    public static string? ToScheme(ComponentValue value)
    {
        if (value.Label != "other") return value.Label!.ToLowerInvariant();
        string name = value.Payload!.Value.AsString();
        if (!HttpSyntax.IsScheme(name)) return null;
        return name.ToLowerInvariant() is "http" or "https" ? name.ToLowerInvariant() : name;
    }

    /// <summary>Why fields refused a change; in 0.2 there is no case for their size.</summary>
    public static ComponentValue ToValue(HeaderError error, bool hasSize) => ComponentValue.Variant(error switch
    {
        HeaderError.Forbidden => "forbidden",
        HeaderError.Immutable => "immutable",
        HeaderError.SizeExceeded when hasSize => "size-exceeded",
        _ => "invalid-syntax",
    });

    /// <summary>The names and values of fields.</summary>
    public static ComponentValue ToValue(HttpFields fields) =>
        ComponentValue.List([.. fields.Entries.Select(entry => ComponentValue.Tuple(ComponentValue.String(entry.Name), ComponentValue.ListOf<byte>(entry.Value)))]);

    /// <summary>The names and values of fields.</summary>
    public static IEnumerable<(string Name, byte[] Value)> ToEntries(ComponentValue list) =>
        list.AsElements().Select(pair => (pair[0].AsString(), pair[1].AsSpan<byte>().ToArray()));

    private static ComponentValue? Payload(HttpError error) => error.Kind switch
    {
        HttpErrorKind.DnsError => ComponentValue.Record(("rcode", Option(error.Text)), ("info-code", Option(error.Code, ComponentValue.U16))),
        HttpErrorKind.TlsAlertReceived => ComponentValue.Record(("alert-id", Option((byte?)error.Code, ComponentValue.U8)), ("alert-message", Option(error.Text))),
        HttpErrorKind.HttpRequestBodySize or HttpErrorKind.HttpResponseBodySize => Option(error.Size, ComponentValue.U64),
        HttpErrorKind.HttpRequestHeaderSectionSize or HttpErrorKind.HttpRequestTrailerSectionSize or HttpErrorKind.HttpResponseHeaderSectionSize
            or HttpErrorKind.HttpResponseTrailerSectionSize => Option((uint?)error.Size, ComponentValue.U32),
        HttpErrorKind.HttpRequestHeaderSize => error.FieldName is null ? ComponentValue.None : ComponentValue.Some(Field(error)),
        HttpErrorKind.HttpRequestTrailerSize or HttpErrorKind.HttpResponseHeaderSize or HttpErrorKind.HttpResponseTrailerSize => Field(error),
        HttpErrorKind.HttpResponseTransferCoding or HttpErrorKind.HttpResponseContentCoding or HttpErrorKind.InternalError => Option(error.Text),
        _ => default(ComponentValue?),
    };

    private static ComponentValue Field(HttpError error) =>
        ComponentValue.Record(("field-name", Option(error.FieldName)), ("field-size", Option((uint?)error.Size, ComponentValue.U32)));

    private static HttpError OfRecord(HttpErrorKind kind, ComponentValue record) => kind switch
    {
        HttpErrorKind.DnsError => new(kind) { Text = record["rcode"].Payload?.AsString(), Code = record["info-code"].Payload?.AsUInt16() },
        HttpErrorKind.TlsAlertReceived => new(kind) { Text = record["alert-message"].Payload?.AsString(), Code = record["alert-id"].Payload?.AsByte() },
        _ => new(kind) { FieldName = record["field-name"].Payload?.AsString(), Size = record["field-size"].Payload?.AsUInt32() },
    };

    private static ComponentValue Option(string? text) => text is null ? ComponentValue.None : ComponentValue.Some(ComponentValue.String(text));

    private static ComponentValue Option<T>(T? value, Func<T, ComponentValue> wrap) where T : struct =>
        value is { } some ? ComponentValue.Some(wrap(some)) : ComponentValue.None;
}
