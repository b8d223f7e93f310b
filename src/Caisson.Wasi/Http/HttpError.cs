namespace Caisson.Wasi.Http;

/// <summary>What went wrong with a request or a response, with what the kind carries. wasi:http/types: error-code</summary>
/// <param name="Kind">The case.</param>
internal sealed record HttpError(HttpErrorKind Kind)
{
    /// <summary>The text of the cases that carry one: a return code of DNS, a name of a coding, a message of an alert, a description.</summary>
    public string? Text { get; init; }

    /// <summary>The size of the cases that carry one, in bytes.</summary>
    public ulong? Size { get; init; }

    /// <summary>The number of the cases that carry one: information of DNS, an alert of TLS.</summary>
    public ushort? Code { get; init; }

    /// <summary>The name of the field that is too large.</summary>
    public string? FieldName { get; init; }
}

/// <summary>Carries an <see cref="HttpError"/> through code that knows exceptions only, such as a body that is being sent.</summary>
/// <param name="error">What went wrong.</param>
internal sealed class HttpFailureException(HttpError error) : IOException(error.ToString())
{
    /// <summary>What went wrong.</summary>
    public HttpError Error => error;
}
