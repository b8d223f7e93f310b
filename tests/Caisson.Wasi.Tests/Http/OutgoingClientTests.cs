using System.Text;
using Caisson.Wasi.Http;
using Caisson.Wasi.Sockets;

namespace Caisson.Wasi.Tests.Http;

public sealed class OutgoingClientTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Latin: \xE9\r\nConnection: close\r\n\r\nhi";

    private readonly LoopbackServer _server = new();
    private readonly OutgoingClient _client = new(new NetworkAccess([NetworkRule.Parse("127.0.0.1"), NetworkRule.Parse("localhost"), NetworkRule.Parse("nonexistent.invalid")]));

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task ARequestIsSentAsWritten()
    {
        Task<string> seen = _server.AnswerAsync(Ok);
        using IncomingResponse response = await SendAsync(Get("/a/../b%2F?q=a%20b", ("x-Custom", "é")));
        string request = await seen;
        Assert.StartsWith("GET /a/../b%2F?q=a%20b HTTP/1.1\r\n", request);
        Assert.Contains("x-Custom: \xE9\r\n", request);
        Assert.Contains($"Host: {_server.Authority}\r\n", request);
        Assert.Equal(200, response.Status);
        Assert.Equal([0xE9], response.Headers.Get("x-latin")[0]);
        Assert.False(response.Headers.Has("connection"));
        Assert.Equal("hi", await ReadAsync(response.Body));
        Assert.Null(response.ReadTrailers());
    }

    [Fact]
    public async Task AnAnnouncedLengthIsKept()
    {
        Task<string> seen = _server.AnswerAsync(Ok, "ping");
        using IncomingResponse response = await SendAsync(Post("ping", null, ("content-length", "4"), ("content-type", "text/plain")));
        string request = await seen;
        Assert.Contains("Content-Length: 4\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Content-Type: text/plain\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("chunked", request);
        Assert.EndsWith("\r\n\r\nping", request);
    }

    [Theory]
    [InlineData("3", nameof(HttpErrorKind.HttpRequestBodySize))]
    [InlineData("5", nameof(HttpErrorKind.HttpRequestBodySize))]
    [InlineData("x", nameof(HttpErrorKind.HttpRequestHeaderSize))]
    public async Task AWrongLengthIsAnError(string length, string expected)
    {
        Task<string> seen = _server.AnswerAsync("", "never");
        Assert.Equal(expected, (await FailAsync(Post("ping", null, ("content-length", length)))).Kind.ToString());
        if (expected == nameof(HttpErrorKind.HttpRequestBodySize)) _ = await seen;
    }

    [Fact]
    public async Task TrailersFollowTheBody()
    {
        Task<string> seen = _server.AnswerAsync(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\none\r\n0\r\nX-Sum: 7\r\n\r\n",
            "x-parts: 1\r\n\r\n");
        using IncomingResponse response = await SendAsync(Post("ping", [("x-sum", "abc"), ("x-parts", "1")]));
        Assert.EndsWith("4\r\nping\r\n0\r\nx-sum: abc\r\nx-parts: 1\r\n\r\n", await seen);
        Assert.Equal("one", await ReadAsync(response.Body));
        Assert.Equal("7"u8.ToArray(), response.ReadTrailers()!.Get("x-sum")[0]);
    }

    [Fact]
    public async Task ABodyThatFailsEndsTheConnection()
    {
        Task<string> seen = _server.AnswerAsync(Ok, "\r\n0\r\n\r\n");
        OutgoingRequest request = Post("", null) with
        {
            Body = new OutgoingBody(
                (_, _) => throw new HttpFailureException(new HttpError(HttpErrorKind.InternalError)),
                () => ValueTask.FromResult<HttpFields?>(null)),
        };
        Assert.Equal(HttpErrorKind.InternalError, (await FailAsync(request)).Kind);
        Assert.DoesNotContain("\r\n0\r\n\r\n", await seen);
    }

    [Theory]
    [InlineData("10.0.0.1:80", nameof(HttpErrorKind.HttpRequestDenied))]
    [InlineData("example.com", nameof(HttpErrorKind.HttpRequestDenied))]
    [InlineData("nonexistent.invalid:80", nameof(HttpErrorKind.DnsError))]
    [InlineData("bad host", nameof(HttpErrorKind.HttpRequestUriInvalid))]
    public async Task WhatIsNotGrantedOrNotThereIsAnError(string authority, string expected) =>
        Assert.Equal(expected, (await FailAsync(Get("/") with { Authority = authority })).Kind.ToString());

    [Fact]
    public async Task ANameOpensNoLoopbackPortByItself()
    {
        using OutgoingClient client = new(new NetworkAccess([NetworkRule.Parse("localhost")]));
        OutgoingRequest request = Get("/") with { Authority = $"localhost:{_server.Port}" };
        HttpFailureException failure = await Assert.ThrowsAsync<HttpFailureException>(() => client.SendAsync(request, CancellationToken.None));
        Assert.Equal(HttpErrorKind.DestinationIpProhibited, failure.Error.Kind);
    }

    [Fact]
    public async Task NobodyThereIsAnError()
    {
        string authority = _server.Authority;
        _server.Dispose();
        Assert.Equal(HttpErrorKind.ConnectionRefused, (await FailAsync(Get("/") with { Authority = authority })).Kind);
    }

    [Theory]
    [InlineData("", nameof(HttpErrorKind.ConnectionTerminated))]
    [InlineData("nonsense\r\n\r\n", nameof(HttpErrorKind.HttpProtocolError))]
    public async Task WrongAnswersAreErrors(string answer, string expected)
    {
        // The client asks again when a connection ends before anything came.
        using CancellationTokenSource done = new();
        Task answering = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) _ = await _server.AnswerAsync(answer, cancellation: done.Token);
        });
        Assert.Equal(expected, (await FailAsync(Get("/"))).Kind.ToString());
        await done.CancelAsync();
        Assert.True(await Record.ExceptionAsync(() => answering) is null or OperationCanceledException);
    }

    [Fact]
    public async Task ABodyThatBreaksOffIsAnError()
    {
        Task<string> seen = _server.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi");
        using IncomingResponse response = await SendAsync(Get("/"));
        HttpFailureException failure = await Assert.ThrowsAsync<HttpFailureException>(() => ReadAsync(response.Body));
        Assert.Equal(HttpErrorKind.HttpResponseIncomplete, failure.Error.Kind);
        _ = await seen;
    }

    [Fact]
    public async Task TimeoutsHold()
    {
        Task<string> seen = _server.AnswerAsync("", pause: TimeSpan.FromSeconds(3));
        RequestTimeouts timeouts = RequestTimeouts.Default with { Connect = TimeSpan.FromSeconds(1), FirstByte = TimeSpan.FromMilliseconds(100) };
        Assert.Equal(HttpErrorKind.HttpResponseTimeout, (await FailAsync(Get("/") with { Timeouts = timeouts })).Kind);
        _ = await seen;

        seen = _server.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi", pause: TimeSpan.FromSeconds(3));
        using IncomingResponse response = await SendAsync(Get("/") with { Timeouts = RequestTimeouts.Default with { BetweenBytes = TimeSpan.FromMilliseconds(100) } });
        HttpFailureException failure = await Assert.ThrowsAsync<HttpFailureException>(() => ReadAsync(response.Body));
        Assert.Equal(HttpErrorKind.ConnectionReadTimeout, failure.Error.Kind);
        _ = await seen;
    }

    private OutgoingRequest Get(string path, params (string Name, string Value)[] headers) =>
        new() { Method = "GET", Scheme = "http", Authority = _server.Authority, PathWithQuery = path, Headers = Fields(headers) };

    private OutgoingRequest Post(string body, (string Name, string Value)[]? trailers, params (string Name, string Value)[] headers) =>
        Get("/", headers) with
        {
            Method = "POST",
            Body = new OutgoingBody(
                async (stream, cancellation) => await stream.WriteAsync(Encoding.Latin1.GetBytes(body), cancellation),
                () => ValueTask.FromResult(trailers is null ? null : Fields(trailers))),
        };

    private static HttpFields Fields((string Name, string Value)[] entries)
    {
        Assert.Equal(HeaderError.None, HttpFields.FromList(entries.Select(entry => (entry.Name, Encoding.Latin1.GetBytes(entry.Value))), out HttpFields fields));
        return fields;
    }

    private Task<IncomingResponse> SendAsync(OutgoingRequest request) => _client.SendAsync(request, CancellationToken.None);

    private async Task<HttpError> FailAsync(OutgoingRequest request) =>
        (await Assert.ThrowsAsync<HttpFailureException>(() => SendAsync(request))).Error;

    private static async Task<string> ReadAsync(Stream body)
    {
        using MemoryStream copy = new();
        await body.CopyToAsync(copy);
        return Encoding.Latin1.GetString(copy.ToArray());
    }
}
