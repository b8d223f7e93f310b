using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Http;

/// <summary>The messages of 0.2, and its client.</summary>
internal static partial class HttpInterfaces
{
    /// <summary>What a guest of 0.2 gets to answer.</summary>
    internal static readonly ComponentResourceType IncomingRequestType = new("incoming-request"), ResponseOutparamType = new("response-outparam");

    private static readonly ComponentResourceType OutgoingRequestType = new("outgoing-request", static _ => { }), OptionsTypeP2 = new("request-options", static _ => { }),
        IncomingResponseType = new("incoming-response"), IncomingBodyType = new("incoming-body"), FutureTrailersType = new("future-trailers", static _ => { }),
        OutgoingResponseType = new("outgoing-response", static _ => { }), OutgoingBodyType = new("outgoing-body"), FutureResponseType = new("future-incoming-response", static _ => { });

    private static void DefineP2(InterfaceSet p2, WasiHost host)
    {
        ComponentLinkerInstance types = p2["http/types"]
            .DefineResource("input-stream", IoInterfaces.InputStreamType)
            .DefineResource("output-stream", IoInterfaces.OutputStreamType)
            .DefineResource("pollable", IoInterfaces.PollableType)
            .DefineResource("io-error", IoInterfaces.ErrorType)
            .DefineFunction("http-error-code", (_, a) => a[0].Get<IoError>().Http is { } error ? ComponentValue.Some(HttpValues.ToValue(error)) : ComponentValue.None);
        DefineIncoming(types, host.Options.Cancellation);
        DefineOutgoing(types, host.Options.Cancellation);
        DefineOptionsP2(types);
        p2["http/outgoing-handler"]
            .DefineResource("outgoing-request", OutgoingRequestType)
            .DefineResource("request-options", OptionsTypeP2)
            .DefineResource("future-incoming-response", FutureResponseType)
            .DefineFunction("handle", (_, a) => Handle(a[0], a[1].AsOption()?.Get<RequestOptions>(), host));
    }

    private static void DefineIncoming(ComponentLinkerInstance types, CancellationToken ended) => types
        .DefineResource("incoming-request", IncomingRequestType)
        .DefineFunction("[method]incoming-request.method", (_, a) => HttpValues.ToMethodValue(a[0].Get<IncomingRequestP2>().Head.Method))
        .DefineFunction("[method]incoming-request.path-with-query", (_, a) => HostValues.Option(a[0].Get<IncomingRequestP2>().Head.PathWithQuery))
        .DefineFunction("[method]incoming-request.scheme", (_, a) => SomeScheme(a[0].Get<IncomingRequestP2>().Head.Scheme))
        .DefineFunction("[method]incoming-request.authority", (_, a) => HostValues.Option(a[0].Get<IncomingRequestP2>().Head.Authority))
        .DefineFunction("[method]incoming-request.headers", (_, a) => FieldsType.New(a[0].Get<IncomingRequestP2>().Head.Headers))
        .DefineFunction("[method]incoming-request.consume", (_, a) => Consume(a[0].Get<IncomingRequestP2>()))
        .DefineResource("incoming-response", IncomingResponseType)
        .DefineFunction("[method]incoming-response.status", (_, a) => ComponentValue.U16((ushort)a[0].Get<IncomingResponseP2>().Response.Status))
        .DefineFunction("[method]incoming-response.headers", (_, a) => FieldsType.New(a[0].Get<IncomingResponseP2>().Response.Headers))
        .DefineFunction("[method]incoming-response.consume", (_, a) => Consume(a[0].Get<IncomingResponseP2>()))
        .DefineResource("incoming-body", IncomingBodyType)
        .DefineFunction("[method]incoming-body.stream", (_, a) =>
            a[0].Get<IncomingBodyP2>().Open() is { } source ? ComponentValue.Ok(IoInterfaces.InputStreamType.New(new InputStream(source, ended))) : ComponentValue.Error())
        .DefineFunction("[static]incoming-body.finish", (_, a) =>
        {
            using ComponentResource owned = a[0].AsResource();
            return FutureTrailersType.New(new OnceP2<(HttpFields?, HttpError?)>(((IncomingBodyP2)owned.HostObject!).Ended));
        })
        .DefineResource("future-trailers", FutureTrailersType)
        .DefineFunction("[method]future-trailers.subscribe", (_, a) => IoInterfaces.PollableType.New(Pollable.Of(a[0].Get<OnceP2<(HttpFields?, HttpError?)>>().Task)))
        .DefineFunction("[method]future-trailers.get", (_, a) => Taken(
            a[0].Get<OnceP2<(HttpFields? Trailers, HttpError? Error)>>().TryTake(out (HttpFields? Trailers, HttpError? Error) ended),
            () => ended.Error is { } error ? ComponentValue.Error(HttpValues.ToValue(error)) : ComponentValue.Ok(SomeFields(ended.Trailers))));

    private static void DefineOutgoing(ComponentLinkerInstance types, CancellationToken ended) => types
        .DefineResource("outgoing-request", OutgoingRequestType)
        .DefineFunction("[constructor]outgoing-request", (_, a) => OutgoingRequestType.New(new OutgoingRequestP2(a[0].Get<HttpFields>())))
        .DefineFunction("[method]outgoing-request.body", (_, a) => Body(a[0].Get<OutgoingRequestP2>()))
        .DefineFunction("[method]outgoing-request.method", (_, a) => HttpValues.ToMethodValue(a[0].Get<OutgoingRequestP2>().Head.Method))
        .DefineFunction("[method]outgoing-request.set-method", (_, a) => Answer(a[0].Get<OutgoingRequestP2>().Head.SetMethod(a[1])))
        .DefineFunction("[method]outgoing-request.path-with-query", (_, a) => HostValues.Option(a[0].Get<OutgoingRequestP2>().Head.PathWithQuery))
        .DefineFunction("[method]outgoing-request.set-path-with-query", (_, a) => Answer(a[0].Get<OutgoingRequestP2>().Head.SetPathWithQuery(a[1])))
        .DefineFunction("[method]outgoing-request.scheme", (_, a) => SomeScheme(a[0].Get<OutgoingRequestP2>().Head.Scheme))
        .DefineFunction("[method]outgoing-request.set-scheme", (_, a) => Answer(a[0].Get<OutgoingRequestP2>().Head.SetScheme(a[1])))
        .DefineFunction("[method]outgoing-request.authority", (_, a) => HostValues.Option(a[0].Get<OutgoingRequestP2>().Head.Authority))
        .DefineFunction("[method]outgoing-request.set-authority", (_, a) => Answer(a[0].Get<OutgoingRequestP2>().Head.SetAuthority(a[1])))
        .DefineFunction("[method]outgoing-request.headers", (_, a) => FieldsType.New(a[0].Get<OutgoingRequestP2>().Headers))
        .DefineResource("outgoing-response", OutgoingResponseType)
        .DefineFunction("[constructor]outgoing-response", (_, a) => OutgoingResponseType.New(new OutgoingResponseP2(a[0].Get<HttpFields>())))
        .DefineFunction("[method]outgoing-response.status-code", (_, a) => ComponentValue.U16((ushort)a[0].Get<OutgoingResponseP2>().Status))
        .DefineFunction("[method]outgoing-response.set-status-code", (_, a) => Answer(a[0].Get<OutgoingResponseP2>().SetStatus(a[1].AsUInt16())))
        .DefineFunction("[method]outgoing-response.headers", (_, a) => FieldsType.New(a[0].Get<OutgoingResponseP2>().Headers))
        .DefineFunction("[method]outgoing-response.body", (_, a) => Body(a[0].Get<OutgoingResponseP2>()))
        .DefineResource("outgoing-body", OutgoingBodyType)
        .DefineFunction("[method]outgoing-body.write", (_, a) =>
            a[0].Get<OutgoingBodyP2>().Open() is { } sink ? ComponentValue.Ok(IoInterfaces.OutputStreamType.New(new OutputStream(sink, ended))) : ComponentValue.Error())
        .DefineFunction("[static]outgoing-body.finish", (_, a) =>
        {
            using ComponentResource owned = a[0].AsResource();
            HttpError? error = ((OutgoingBodyP2)owned.HostObject!).Pipe.Finish(a[1].AsOption()?.Get<HttpFields>());
            return error is null ? ComponentValue.Ok() : ComponentValue.Error(HttpValues.ToValue(error));
        })
        .DefineResource("response-outparam", ResponseOutparamType)
        .DefineFunction("[static]response-outparam.set", (_, a) =>
        {
            using ComponentResource owned = a[0].AsResource();
            ((ResponseOutparam)owned.HostObject!).Set(
                a[1].IsOk ? a[1].Payload!.Value.Get<OutgoingResponseP2>() : null, a[1].IsOk ? null : HttpValues.ToError(a[1].Payload!.Value));
            return default;
        })
        // Servers of .NET send no responses of this kind but one, and that by themselves.
        .DefineFunction("[method]response-outparam.send-informational", (_, _) => ComponentValue.Error(HttpValues.ToValue(new HttpError(HttpErrorKind.ConfigurationError))))
        .DefineResource("future-incoming-response", FutureResponseType)
        .DefineFunction("[method]future-incoming-response.subscribe", (_, a) => IoInterfaces.PollableType.New(Pollable.Of(a[0].Get<OnceP2<ComponentValue>>().Task)))
        .DefineFunction("[method]future-incoming-response.get", (_, a) => Taken(a[0].Get<OnceP2<ComponentValue>>().TryTake(out ComponentValue result), () => result));

    private static void DefineOptionsP2(ComponentLinkerInstance types)
    {
        types.DefineResource("request-options", OptionsTypeP2).DefineFunction("[constructor]request-options", (_, _) => OptionsTypeP2.New(new RequestOptions()));
        DefineTimeout("connect-timeout", options => options.ConnectTimeout, (options, time) => options.ConnectTimeout = time);
        DefineTimeout("first-byte-timeout", options => options.FirstByteTimeout, (options, time) => options.FirstByteTimeout = time);
        DefineTimeout("between-bytes-timeout", options => options.BetweenBytesTimeout, (options, time) => options.BetweenBytesTimeout = time);

        void DefineTimeout(string name, Func<RequestOptions, ulong?> get, Action<RequestOptions, ulong?> set) => types
            .DefineFunction($"[method]request-options.{name}", (_, a) => Some(get(a[0].Get<RequestOptions>())))
            .DefineFunction($"[method]request-options.set-{name}", (_, a) =>
            {
                set(a[0].Get<RequestOptions>(), a[1].AsOption()?.AsUInt64());
                return ComponentValue.Ok();
            });
    }

    private static ComponentValue Consume(IncomingMessageP2 message) =>
        message.Consume() is { } body ? ComponentValue.Ok(IncomingBodyType.New(body)) : ComponentValue.Error();

    private static ComponentValue Body(OutgoingMessageP2 message) =>
        message.OpenBody() is { } body ? ComponentValue.Ok(OutgoingBodyType.New(body)) : ComponentValue.Error();

    private static ComponentValue Taken(bool? isTaken, Func<ComponentValue> value) => isTaken switch
    {
        null => ComponentValue.None,
        false => ComponentValue.Some(ComponentValue.Error()),
        true => ComponentValue.Some(ComponentValue.Ok(value())),
    };

    private static ComponentValue Handle(ComponentValue handle, RequestOptions? options, WasiHost host)
    {
        using ComponentResource owned = handle.AsResource();
        var request = (OutgoingRequestP2)owned.HostObject!;
        OutgoingBody? body = request.Body is { } pipe ? new OutgoingBody(pipe.WriteAsync, pipe.ReadTrailersAsync) : null;
        Task<ComponentValue> sending = SendAsync(request.Head.ToOutgoing(body, RequestOptions.ToTimeouts(options)), host);
        return ComponentValue.Ok(FutureResponseType.New(new OnceP2<ComponentValue>(sending)));
    }

    private static async Task<ComponentValue> SendAsync(OutgoingRequest request, WasiHost host)
    {
        try
        {
            IncomingResponse response = await host.Client.SendAsync(request, host.Options.Cancellation).ConfigureAwait(false);
            return ComponentValue.Ok(IncomingResponseType.New(new IncomingResponseP2(response)));
        }
        catch (HttpFailureException failure)
        {
            return ComponentValue.Error(HttpValues.ToValue(failure.Error));
        }
    }
}
