using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Http;

/// <summary>
/// Sends the requests of guests that share a grant, over connections that it keeps. It follows no redirects, keeps no cookies, uses no proxy
/// and decodes nothing: all that is the guest's business. A connection is made only to addresses that the grant allows, whatever the name
/// resolved to before. Safe from any thread.
/// </summary>
internal sealed class OutgoingClient : IDisposable
{
    private static readonly HttpRequestOptionsKey<RequestDeadline> DeadlineKey = new("caisson.deadline");

    private readonly NetworkAccess _access;
    private readonly HttpMessageInvoker _invoker;

    /// <summary>A client without connections.</summary>
    /// <param name="access">What is granted.</param>
    public OutgoingClient(NetworkAccess access)
    {
        _access = access;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            Expect100ContinueTimeout = TimeSpan.FromSeconds(1),
            MaxResponseHeadersLength = Limits.HeaderSectionBytes / 1024,
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new TrailerStream(context.PlaintextStream)),
            RequestHeaderEncodingSelector = (_, _) => HttpHeaderText.Encoding,
            ResponseHeaderEncodingSelector = (_, _) => HttpHeaderText.Encoding,
        });
    }

    /// <summary>Sends a request and waits for the header of the response.</summary>
    /// <exception cref="HttpFailureException">There is no response.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<IncomingResponse> SendAsync(OutgoingRequest request, CancellationToken cancellation)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var deadline = new RequestDeadline(source, request.Timeouts, request.Body is not null);
        TrailerSlot slot = new();
        HttpRequestMessage message = ToMessage(request, slot, deadline, source.Token);
        TrailerSlot.Current = slot;
        try
        {
            deadline.Begin();
            HttpResponseMessage response = await _invoker.SendAsync(message, source.Token).ConfigureAwait(false);
            Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            return new IncomingResponse(response, new TimedBody(body, request.Timeouts.BetweenBytes));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpFailureException(new HttpError(HttpErrorKind.HttpResponseTimeout));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            throw new HttpFailureException(HttpErrors.OfRequest(failure));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();

    private HttpRequestMessage ToMessage(OutgoingRequest request, TrailerSlot slot, RequestDeadline deadline, CancellationToken cancellation)
    {
        HttpRequestMessage message = new(new HttpMethod(request.Method), ToUri(request)) { Version = HttpVersion.Version11 };
        if (request.Method is "CONNECT") throw new HttpFailureException(new HttpError(HttpErrorKind.HttpRequestMethodInvalid));
        if (!TryReadLength(request.Headers, out long? length)) throw new HttpFailureException(new HttpError(HttpErrorKind.HttpRequestHeaderSize) { FieldName = "content-length" });
        if (request.Body is { } body) message.Content = new OutgoingContent(body with { ReadTrailers = EndBodyAsync }, length, slot, cancellation);
        else if (length is > 0) throw new HttpFailureException(new HttpError(HttpErrorKind.HttpRequestBodySize) { Size = 0 });
        // Fields about a body need one, and a method whose requests have bodies says so by a length even of zero.
        else if (request.Method is "POST" or "PUT" or "PATCH" || request.Headers.Entries.Any(entry => DescribesBody(entry.Name))) message.Content = new ByteArrayContent([]);
        HttpHeaderText.Write(request.Headers, message);
        if (message.Content is OutgoingContent && length is null) message.Headers.TransferEncodingChunked = true;
        message.Options.Set(DeadlineKey, deadline);
        return message;

        async ValueTask<HttpFields?> EndBodyAsync()
        {
            HttpFields? trailers = await request.Body!.ReadTrailers().ConfigureAwait(false);
            deadline.EndBody();
            return trailers;
        }
    }

    private static bool DescribesBody(string name) => name.StartsWith("content-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The length that a header announces for the body; null where it doesn't.</summary>
    /// <returns>Whether what it announces is a length.</returns>
    public static bool TryReadLength(HttpFields headers, out long? length)
    {
        byte[][] values = headers.Get("content-length");
        length = null;
        if (values.Length == 0) return true;
        if (values.Length > 1 || !long.TryParse(Encoding.Latin1.GetString(values[0]), NumberStyles.None, CultureInfo.InvariantCulture, out long announced)) return false;
        length = announced;
        return true;
    }

    private Uri ToUri(OutgoingRequest request)
    {
        string scheme = request.Scheme ?? "https";
        if (scheme is not ("http" or "https")) throw new HttpFailureException(new HttpError(HttpErrorKind.HttpProtocolError));
        if (request.Authority is not { } authority || !HttpSyntax.TrySplit(authority, out string host, out string? port))
            throw new HttpFailureException(new HttpError(HttpErrorKind.HttpRequestUriInvalid));
        string path = request.PathWithQuery is null or "" ? "/" : request.PathWithQuery;
        if (!path.StartsWith('/')) path = "/" + path;
        UriCreationOptions asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
        string hostAndPort = port is null or "" ? host : $"{host}:{port}";
        if (!Uri.TryCreate($"{scheme}://{hostAndPort}{path}", asWritten, out Uri? uri))
            throw new HttpFailureException(new HttpError(HttpErrorKind.HttpRequestUriInvalid));
        return MayReach(uri) ? uri : throw new HttpFailureException(new HttpError(HttpErrorKind.HttpRequestDenied));
    }

    /// <summary>Addresses are checked again when a connection is made; here the guest learns at once what it may not name.</summary>
    private bool MayReach(Uri uri) => IPAddress.TryParse(uri.IdnHost, out IPAddress? address)
        ? _access.AllowsPeer(new IPEndPoint(address, uri.Port))
        : _access.AllowsName(uri.IdnHost);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (context.InitialRequestMessage.Options.TryGetValue(DeadlineKey, out RequestDeadline? deadline))
        {
            source.CancelAfter(deadline.Connect);
            deadline.BeginConnecting();
        }
        try
        {
            Stream connection = await ConnectAsync(context.DnsEndPoint, source.Token).ConfigureAwait(false);
            deadline?.EndConnecting();
            return connection;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpFailureException(new HttpError(HttpErrorKind.ConnectionTimeout));
        }
    }

    private async Task<Stream> ConnectAsync(DnsEndPoint peer, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(peer.Host, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(peer.Host, cancellation).ConfigureAwait(false);
        IPEndPoint[] allowed = [.. addresses.Select(address => new IPEndPoint(address, peer.Port)).Where(end => _access.AllowsPeer(peer.Host, end))];
        if (allowed.Length == 0) throw new HttpFailureException(new HttpError(HttpErrorKind.DestinationIpProhibited));
        for (int i = 0; ; i++)
        {
            Socket socket = new(allowed[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(allowed[i], cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < allowed.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
