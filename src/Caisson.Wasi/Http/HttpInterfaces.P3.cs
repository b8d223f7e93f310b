using Caisson.Components.Concurrency;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.Http;

/// <summary>The messages of 0.3, and its client.</summary>
internal static partial class HttpInterfaces
{
    /// <summary>The messages that guests of 0.3 get and give.</summary>
    internal static readonly ComponentResourceType RequestTypeP3 = new("request"), ResponseTypeP3 = new("response");

    private static readonly ComponentResourceType OptionsType = new("request-options", static _ => { });

    private static void DefineP3(InterfaceSet p3, WasiHost host)
    {
        DefineRequest(p3["http/types"]);
        DefineOptions(p3["http/types"]);
        DefineResponse(p3["http/types"]);
        p3["http/client"]
            .DefineResource("request", RequestTypeP3)
            .DefineResource("response", ResponseTypeP3)
            .DefineAsyncFunction("send", (_, a, c) => SendAsync(a[0], host.Client, c));
    }

    private static void DefineRequest(ComponentLinkerInstance types) => types
        .DefineResource("request", RequestTypeP3)
        .DefineFunction("[static]request.new", (_, a) =>
        {
            MessageBody body = new(a[1], a[2], SomeFields);
            RequestP3 request = new(new RequestHead(a[0].Get<HttpFields>()), body, a[3].AsOption()?.Get<RequestOptions>().Freeze());
            return ComponentValue.Tuple(RequestTypeP3.New(request), ComponentValue.Future(ComponentStreams.FromTask(body.Transmitted)));
        })
        .DefineFunction("[method]request.get-method", (_, a) => HttpValues.ToMethodValue(a[0].Get<RequestP3>().Head.Method))
        .DefineFunction("[method]request.set-method", (_, a) => Answer(a[0].Get<RequestP3>().Head.SetMethod(a[1])))
        .DefineFunction("[method]request.get-path-with-query", (_, a) => HostValues.Option(a[0].Get<RequestP3>().Head.PathWithQuery))
        .DefineFunction("[method]request.set-path-with-query", (_, a) => Answer(a[0].Get<RequestP3>().Head.SetPathWithQuery(a[1])))
        .DefineFunction("[method]request.get-scheme", (_, a) => SomeScheme(a[0].Get<RequestP3>().Head.Scheme))
        .DefineFunction("[method]request.set-scheme", (_, a) => Answer(a[0].Get<RequestP3>().Head.SetScheme(a[1])))
        .DefineFunction("[method]request.get-authority", (_, a) => HostValues.Option(a[0].Get<RequestP3>().Head.Authority))
        .DefineFunction("[method]request.set-authority", (_, a) => Answer(a[0].Get<RequestP3>().Head.SetAuthority(a[1])))
        .DefineFunction("[method]request.get-options", (_, a) =>
            a[0].Get<RequestP3>().Options is { } options ? ComponentValue.Some(OptionsType.New(options)) : ComponentValue.None)
        .DefineFunction("[method]request.get-headers", (_, a) => FieldsType.New(a[0].Get<RequestP3>().Head.Headers))
        .DefineFunction("[static]request.consume-body", (_, a) => Consume(a[0], a[1], request => ((RequestP3)request).Body));

    private static void DefineOptions(ComponentLinkerInstance types)
    {
        types
            .DefineResource("request-options", OptionsType)
            .DefineFunction("[constructor]request-options", (_, _) => OptionsType.New(new RequestOptions()))
            .DefineFunction("[method]request-options.clone", (_, a) => OptionsType.New(a[0].Get<RequestOptions>().Clone()));
        DefineTimeout("connect-timeout", options => options.ConnectTimeout, (options, time) => options.ConnectTimeout = time);
        DefineTimeout("first-byte-timeout", options => options.FirstByteTimeout, (options, time) => options.FirstByteTimeout = time);
        DefineTimeout("between-bytes-timeout", options => options.BetweenBytesTimeout, (options, time) => options.BetweenBytesTimeout = time);

        void DefineTimeout(string name, Func<RequestOptions, ulong?> get, Action<RequestOptions, ulong?> set) => types
            .DefineFunction($"[method]request-options.get-{name}", (_, a) => Some(get(a[0].Get<RequestOptions>())))
            .DefineFunction($"[method]request-options.set-{name}", (_, a) =>
            {
                var options = a[0].Get<RequestOptions>();
                if (options.IsImmutable) return ComponentValue.Error(ComponentValue.Variant("immutable"));
                set(options, a[1].AsOption()?.AsUInt64());
                return ComponentValue.Ok();
            });
    }

    private static void DefineResponse(ComponentLinkerInstance types) => types
        .DefineResource("response", ResponseTypeP3)
        .DefineFunction("[static]response.new", (_, a) =>
        {
            MessageBody body = new(a[1], a[2], SomeFields);
            return ComponentValue.Tuple(
                ResponseTypeP3.New(new ResponseP3(a[0].Get<HttpFields>(), body)), ComponentValue.Future(ComponentStreams.FromTask(body.Transmitted)));
        })
        .DefineFunction("[method]response.get-status-code", (_, a) => ComponentValue.U16((ushort)a[0].Get<ResponseP3>().Status))
        .DefineFunction("[method]response.set-status-code", (_, a) => Answer(a[0].Get<ResponseP3>().SetStatus(a[1].AsUInt16())))
        .DefineFunction("[method]response.get-headers", (_, a) => FieldsType.New(a[0].Get<ResponseP3>().Headers))
        .DefineFunction("[static]response.consume-body", (_, a) => Consume(a[0], a[1], response => ((ResponseP3)response).Body));

    private static ComponentValue Consume(ComponentValue message, ComponentValue processed, Func<object, MessageBody> body)
    {
        using ComponentResource handle = message.AsResource();
        return body(handle.HostObject!).Consume(processed);
    }

    private static async ValueTask<ComponentValue> SendAsync(ComponentValue handle, OutgoingClient client, CancellationToken cancellation)
    {
        using ComponentResource owned = handle.AsResource();
        var request = (RequestP3)owned.HostObject!;
        MessageBody body = request.Body;
        try
        {
            OutgoingBody? sent = await ToOutgoingAsync(body).ConfigureAwait(false);
            IncomingResponse response = await client.SendAsync(request.Head.ToOutgoing(sent, RequestOptions.ToTimeouts(request.Options)), cancellation).ConfigureAwait(false);
            if (sent is null) body.SetTransmitted(null);
            return ComponentValue.Ok(ResponseTypeP3.New(ResponseP3.Of(response)));
        }
        catch (HttpFailureException failure)
        {
            body.SetTransmitted(failure.Error);
            return ComponentValue.Error(HttpValues.ToValue(failure.Error));
        }
    }

    /// <summary>Without bytes, whether there is a body at all depends on the trailers.</summary>
    private static async Task<OutgoingBody?> ToOutgoingAsync(MessageBody body)
    {
        if (!body.IsEmpty) return new OutgoingBody(body.WriteAsync, () => FinishAsync(body.ReadTrailersAsync));
        HttpFields? trailers = await body.ReadTrailersAsync().ConfigureAwait(false);
        if (trailers is null) return null;
        return new OutgoingBody((_, _) => Task.CompletedTask, () => FinishAsync(() => ValueTask.FromResult<HttpFields?>(trailers)));

        async ValueTask<HttpFields?> FinishAsync(Func<ValueTask<HttpFields?>> read)
        {
            HttpFields? fields = await read().ConfigureAwait(false);
            body.SetTransmitted(null);
            return fields;
        }
    }

    /// <summary>A request. wasi:http/types: request</summary>
    internal sealed record RequestP3(RequestHead Head, MessageBody Body, RequestOptions? Options) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Body.Dispose();
    }

    /// <summary>A response. wasi:http/types: response</summary>
    internal sealed class ResponseP3(HttpFields headers, MessageBody body) : IDisposable
    {
        public int Status { get; private set; } = 200;

        public HttpFields Headers { get; } = headers.Freeze();

        public MessageBody Body => body;

        /// <summary>One that came from outside.</summary>
        public static ResponseP3 Of(IncomingResponse response) =>
            new(response.Headers, new MessageBody(response.Body, response.ReadTrailers, SomeFields)) { Status = response.Status };

        public bool SetStatus(ushort status)
        {
            if (status is < 100 or > 599) return false;
            Status = status;
            return true;
        }

        /// <inheritdoc/>
        public void Dispose() => body.Dispose();
    }
}
