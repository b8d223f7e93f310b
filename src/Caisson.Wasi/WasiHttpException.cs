using Caisson.Wasi.Http;

namespace Caisson.Wasi;

/// <summary>A component has no response: it says why.</summary>
public sealed class WasiHttpException : Exception
{
    internal WasiHttpException(HttpError error)
        : base($"the component has no response: {HttpValues.ToValue(error)}") => Error = error;

    internal WasiHttpException(string message)
        : base(message) { }

    internal HttpError? Error { get; }
}
