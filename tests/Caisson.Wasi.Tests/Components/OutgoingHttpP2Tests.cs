using System.Text;
using Caisson.Components.Values;
using Caisson.Wasi.Tests.Http;

namespace Caisson.Wasi.Tests.Components;

/// <summary>wasi:http/outgoing-handler 0.2, called as guests call it: by servers on the loopback interface.</summary>
public sealed class OutgoingHttpP2Tests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LoopbackServer _server = new();
    private readonly PassingGuest _guest = Guest("127.0.0.1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _guest.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task A_request_with_a_body_and_trailers_gets_a_response_with_both()
    {
        Task<string> answering = _server.AnswerAsync(
            "HTTP/1.1 203 Fine\r\nTransfer-Encoding: chunked\r\nX-Kind: good\r\nX-Kind: better\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nX-End: yes\r\n\r\n",
            requestEnd: ": 7\r\n\r\n",
            cancellation: Cancellation);
        ComponentResource request = Request(("X-Own", "mine"));
        Assert.True(_guest.Call("[method]outgoing-request.set-method", Lend(request), ComponentValue.Variant("post")).IsOk);
        ComponentResource body = _guest.Succeed("[method]outgoing-request.body", Lend(request)).AsResource();
        Assert.True(_guest.Call("[method]outgoing-request.body", Lend(request)).IsError);
        ComponentResource future = Send(request);
        ComponentResource stream = _guest.Succeed("[method]outgoing-body.write", Lend(body)).AsResource();
        Assert.True(_guest.Call("[method]outgoing-body.write", Lend(body)).IsError);
        _guest.Succeed("[method]output-stream.blocking-write-and-flush", Lend(stream), Bytes("all there is"));
        stream.Dispose();
        _guest.Succeed("[static]outgoing-body.finish", ComponentValue.Own(body), ComponentValue.Some(ComponentValue.Own(Fields(("X-Sum", "7")))));

        ComponentValue response = ComponentValue.Borrow(Response(future).Payload!.Value.AsResource());
        Assert.Equal(203, _guest.Call("[method]incoming-response.status", response).AsUInt16());
        ComponentValue headers = Lend(_guest.Call("[method]incoming-response.headers", response).AsResource());
        Assert.Equal(["good", "better"], _guest.Call("[method]fields.get", headers, "x-kind").AsElements().Select(Text));
        Assert.Equal("immutable", _guest.Fail("[method]fields.append", headers, "x-kind", Bytes("best")));
        ComponentResource incoming = _guest.Succeed("[method]incoming-response.consume", response).AsResource();
        Assert.True(_guest.Call("[method]incoming-response.consume", response).IsError);
        ComponentResource input = _guest.Succeed("[method]incoming-body.stream", Lend(incoming)).AsResource();
        Assert.Equal("hello world", ReadAll(Lend(input)));
        input.Dispose();
        ComponentValue trailers = Lend(_guest.Call("[static]incoming-body.finish", ComponentValue.Own(incoming)).AsResource());
        Block("[method]future-trailers.subscribe", trailers);
        ComponentValue ended = _guest.Call("[method]future-trailers.get", trailers).Payload!.Value.Payload!.Value;
        ComponentResource fields = ended.Payload!.Value.Payload!.Value.AsResource();
        Assert.Equal(["yes"], _guest.Call("[method]fields.get", Lend(fields), "X-End").AsElements().Select(Text));
        Assert.True(_guest.Call("[method]future-trailers.get", trailers).Payload!.Value.IsError);

        string sent = await answering.WaitAsync(Patience, Cancellation);
        Assert.StartsWith("POST /path?q HTTP/1.1\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("x-own: mine\r\n", sent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("all there is", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connection", "close", "forbidden")]
    [InlineData("Host", "elsewhere", "forbidden")]
    [InlineData("Transfer-Encoding", "chunked", "forbidden")]
    [InlineData("two words", "x", "invalid-syntax")]
    [InlineData("X-Value", "a\nb", "invalid-syntax")]
    [InlineData("", "x", "invalid-syntax")]
    public void Fields_that_are_not_the_guests_are_refused(string name, string value, string expected)
    {
        Assert.Equal(expected, _guest.Fail("[method]fields.append", Lend(Fields()), name, Bytes(value)));
        Assert.Equal(expected, _guest.Fail("[static]fields.from-list", ComponentValue.List(ComponentValue.Tuple(name, Bytes(value)))));
    }

    [Fact]
    public void Fields_of_a_request_do_not_change_any_more()
    {
        ComponentValue fields = Lend(_guest.Call("[method]outgoing-request.headers", Lend(Request(("X-One", "1")))).AsResource());
        Assert.Equal("immutable", _guest.Fail("[method]fields.append", fields, "X-Two", Bytes("2")));
        Assert.Equal("immutable", _guest.Fail("[method]fields.delete", fields, "X-One"));
        ComponentValue copy = Lend(_guest.Call("[method]fields.clone", fields).AsResource());
        _guest.Succeed("[method]fields.delete", copy, "x-one");
        Assert.False(_guest.Call("[method]fields.has", copy, "X-One").AsBoolean());
        Assert.True(_guest.Call("[method]fields.has", fields, "X-One").AsBoolean());
    }

    [Fact]
    public void What_makes_no_request_is_refused()
    {
        ComponentValue request = Lend(Request());
        Assert.True(_guest.Call("[method]outgoing-request.set-method", request, ComponentValue.Variant("other", "NOT A METHOD")).IsError);
        Assert.True(_guest.Call("[method]outgoing-request.set-path-with-query", request, ComponentValue.Some("/a b")).IsError);
        Assert.True(_guest.Call("[method]outgoing-request.set-scheme", request, ComponentValue.Some(ComponentValue.Variant("other", "1 2"))).IsError);
        Assert.True(_guest.Call("[method]outgoing-request.set-authority", request, ComponentValue.Some("a b:c")).IsError);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_waited_for_as_long_as_the_guest_says()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<string> answering = _server.AnswerAsync("", pause: Patience, cancellation: enough.Token);
        ComponentResource options = _guest.Call("[constructor]request-options").AsResource();
        Assert.True(_guest.Call("[method]request-options.set-first-byte-timeout", Lend(options), ComponentValue.Some(50_000_000ul)).IsOk);
        Assert.Equal(50_000_000ul, _guest.Call("[method]request-options.first-byte-timeout", Lend(options)).Payload!.Value.AsUInt64());
        ComponentValue result = Response(Send(Request(), options));
        Assert.Equal("HTTP-response-timeout", result.Payload!.Value.Label);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", "HTTP-response-incomplete")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "HTTP-response-incomplete")]
    public async Task A_body_that_ends_too_early_fails(string answer, string expected)
    {
        Task<string> answering = _server.AnswerAsync(answer, cancellation: Cancellation);
        ComponentValue response = Lend(Response(Send(Request())).Payload!.Value.AsResource());
        ComponentResource incoming = _guest.Succeed("[method]incoming-response.consume", response).AsResource();
        ComponentResource input = _guest.Succeed("[method]incoming-body.stream", Lend(incoming)).AsResource();
        Assert.Equal("hello", ReadAll(Lend(input), "last-operation-failed"));
        input.Dispose();
        ComponentValue trailers = Lend(_guest.Call("[static]incoming-body.finish", ComponentValue.Own(incoming)).AsResource());
        Block("[method]future-trailers.subscribe", trailers);
        Assert.Equal(expected, _guest.Call("[method]future-trailers.get", trailers).Payload!.Value.Payload!.Value.Payload!.Value.Label);
        await answering.WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public void Nobody_listens()
    {
        string authority = _server.Authority;
        _server.Dispose();
        ComponentResource request = Request();
        Assert.True(_guest.Call("[method]outgoing-request.set-authority", Lend(request), ComponentValue.Some(authority)).IsOk);
        ComponentResource future = Send(request);
        Assert.Equal("connection-refused", Response(future).Payload!.Value.Label);
        Assert.True(_guest.Call("[method]future-incoming-response.get", Lend(future)).Payload!.Value.IsError);
    }

    [Fact]
    public void What_is_not_granted_is_denied()
    {
        using PassingGuest guest = Guest();
        ComponentResource request = guest.Call("[constructor]outgoing-request", guest.Call("[constructor]fields")).AsResource();
        Assert.True(guest.Call("[method]outgoing-request.set-scheme", Lend(request), ComponentValue.Some(ComponentValue.Variant("HTTP"))).IsOk);
        Assert.True(guest.Call("[method]outgoing-request.set-authority", Lend(request), ComponentValue.Some(_server.Authority)).IsOk);
        ComponentValue sent = guest.Call("handle", ComponentValue.Own(request), ComponentValue.None);
        ComponentValue result = sent;
        if (sent.IsOk)
        {
            ComponentValue future = Lend(sent.Payload!.Value.AsResource());
            guest.Call("[method]pollable.block", Lend(guest.Call("[method]future-incoming-response.subscribe", future).AsResource()));
            result = guest.Call("[method]future-incoming-response.get", future).Payload!.Value.Payload!.Value;
        }
        Assert.Equal("HTTP-request-denied", result.Payload!.Value.Label);
    }

    private static PassingGuest Guest(params string[] network) =>
        new(new WasiOptions { AllowedNetwork = [.. network.Select(NetworkRule.Parse)] }, [.. Interfaces.Io, .. HttpInterfacesP2.Outgoing]);

    private static ComponentValue Lend(ComponentResource resource) => ComponentValue.Borrow(resource);

    private static ComponentValue Bytes(string text) => ComponentValue.ListOf<byte>(Encoding.UTF8.GetBytes(text));

    private static string Text(ComponentValue bytes) => Encoding.UTF8.GetString(bytes.AsSpan<byte>());

    private ComponentResource Fields(params (string Name, string Value)[] fields) => _guest
        .Succeed("[static]fields.from-list", ComponentValue.List([.. fields.Select(field => ComponentValue.Tuple(field.Name, Bytes(field.Value)))])).AsResource();

    /// <summary>A request to the server.</summary>
    private ComponentResource Request(params (string Name, string Value)[] fields)
    {
        ComponentResource request = _guest.Call("[constructor]outgoing-request", ComponentValue.Own(Fields(fields))).AsResource();
        Assert.True(_guest.Call("[method]outgoing-request.set-scheme", Lend(request), ComponentValue.Some(ComponentValue.Variant("HTTP"))).IsOk);
        Assert.True(_guest.Call("[method]outgoing-request.set-authority", Lend(request), ComponentValue.Some(_server.Authority)).IsOk);
        Assert.True(_guest.Call("[method]outgoing-request.set-path-with-query", Lend(request), ComponentValue.Some("/path?q")).IsOk);
        return request;
    }

    private ComponentResource Send(ComponentResource request, ComponentResource? options = null) => _guest
        .Succeed("handle", ComponentValue.Own(request), options is null ? ComponentValue.None : ComponentValue.Some(ComponentValue.Own(options))).AsResource();

    /// <summary>What came of a request.</summary>
    private ComponentValue Response(ComponentResource future)
    {
        Block("[method]future-incoming-response.subscribe", Lend(future));
        return _guest.Call("[method]future-incoming-response.get", Lend(future)).Payload!.Value.Payload!.Value;
    }

    private string ReadAll(ComponentValue input, string end = "closed")
    {
        StringBuilder all = new();
        while (true)
        {
            ComponentValue read = _guest.Call("[method]input-stream.blocking-read", input, 100ul);
            if (read.IsOk) _ = all.Append(Text(read.Payload!.Value));
            else
            {
                Assert.Equal(end, read.Payload!.Value.Label);
                return all.ToString();
            }
        }
    }

    private void Block(string subscribe, ComponentValue on)
    {
        ComponentResource pollable = _guest.Call(subscribe, on).AsResource();
        _guest.Call("[method]pollable.block", Lend(pollable));
        pollable.Dispose();
    }
}
