using System.Net.Sockets;
using System.Security.Authentication;

namespace Caisson.Wasi.Http;

/// <summary>What failures of the client are in the words of the interface.</summary>
internal static class HttpErrors
{
    /// <summary>A request that got no response.</summary>
    public static HttpError OfRequest(Exception failure)
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpFailureException known) return known.Error;
        }
        return failure is HttpRequestException request ? OfRequest(request) : OfConnection(failure) ?? Internal(failure);
    }

    /// <summary>A body that ended before its end.</summary>
    public static HttpError OfBody(Exception failure) => failure switch
    {
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => new(HttpErrorKind.HttpResponseIncomplete),
        HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(HttpErrorKind.HttpResponseTrailerSectionSize),
        HttpIOException => new(HttpErrorKind.HttpProtocolError),
        _ => OfConnection(failure) ?? new(HttpErrorKind.ConnectionTerminated),
    };

    private static HttpError OfRequest(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new(HttpErrorKind.DnsError),
        HttpRequestError.ConnectionError => OfConnection(failure) ?? new(HttpErrorKind.ConnectionRefused),
        HttpRequestError.SecureConnectionError => new(IsCertificate(failure) ? HttpErrorKind.TlsCertificateError : HttpErrorKind.TlsProtocolError),
        HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError => new(HttpErrorKind.HttpProtocolError),
        HttpRequestError.ResponseEnded => new(HttpErrorKind.ConnectionTerminated),
        HttpRequestError.ConfigurationLimitExceeded => new(HttpErrorKind.HttpResponseHeaderSectionSize),
        _ => OfConnection(failure) ?? Internal(failure),
    };

    private static HttpError? OfConnection(Exception failure)
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket) return OfSocket(socket);
        }
        return null;
    }

    private static HttpError OfSocket(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => new(HttpErrorKind.ConnectionRefused),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => new(HttpErrorKind.ConnectionTerminated),
        SocketError.TimedOut => new(HttpErrorKind.ConnectionTimeout),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => new(HttpErrorKind.DestinationIpUnroutable),
        SocketError.HostNotFound or SocketError.NoData => new(HttpErrorKind.DnsError) { Text = "NXDOMAIN" },
        SocketError.TryAgain => new(HttpErrorKind.DnsTimeout),
        SocketError.TooManyOpenSockets => new(HttpErrorKind.ConnectionLimitReached),
        _ => new(HttpErrorKind.DestinationUnavailable),
    };

    private static bool IsCertificate(HttpRequestException failure) =>
        failure.InnerException is AuthenticationException { InnerException: null } authentication && authentication.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase);

    private static HttpError Internal(Exception failure) => new(HttpErrorKind.InternalError) { Text = failure.Message };
}
