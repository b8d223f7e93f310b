using Caisson.Components.Linking;
using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Wasi.Components;
using Caisson.Wasi.Http;

namespace Caisson.Wasi;

/// <summary>
/// Has an instance answer requests, by what it exports: <c>wasi:http/handler</c> of 0.3, which may answer several at once, or else
/// <c>wasi:http/incoming-handler</c> of 0.2. Safe from any thread.
/// </summary>
public sealed class WasiHttpHandler
{
    private const string HandlerP3 = "wasi:http/handler@0.3.0", HandlerP2 = "wasi:http/incoming-handler@0.2.0";

    private readonly ComponentFunction _handle;

    /// <summary>A handler for an instance that was linked to <see cref="WasiComponents"/>.</summary>
    /// <param name="instance">The instance.</param>
    /// <exception cref="ArgumentException">It exports neither interface.</exception>
    public WasiHttpHandler(ComponentInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        IsConcurrent = instance.Has(HandlerP3);
        if (!IsConcurrent && !instance.Has(HandlerP2)) throw new ArgumentException("the component answers no HTTP requests: it exports neither wasi:http/handler (0.3) nor wasi:http/incoming-handler (0.2)", nameof(instance));
        _handle = instance.GetFunction(IsConcurrent ? HandlerP3 : HandlerP2, "handle");
    }

    /// <summary>Whether it may answer several requests at once, and one after the other. One of 0.2 answers one in its life.</summary>
    public bool IsConcurrent { get; }

    /// <summary>Whether instances of a component answer requests.</summary>
    /// <param name="type">The component's type.</param>
    public static bool IsHandler(ComponentType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Exports.Any(export => export.Name.StartsWith("wasi:http/handler@0.3.", StringComparison.Ordinal)
            || export.Name.StartsWith("wasi:http/incoming-handler@0.2.", StringComparison.Ordinal));
    }

    /// <summary>Has the instance answer a request. The call ends with the header of the response; the body is written later.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Gives up, and stops the instance where it doesn't end by itself.</param>
    /// <exception cref="WasiHttpException">The component gave no response.</exception>
    /// <exception cref="Runtime.TrapException">The component trapped.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<WasiHttpResponse> HandleAsync(WasiHttpRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IsConcurrent ? HandleP3Async(request, cancellation) : HandleP2Async(request, cancellation);
    }

    private async Task<WasiHttpResponse> HandleP3Async(WasiHttpRequest request, CancellationToken cancellation)
    {
        MessageBody body = new(request.Body, () => Trailers(request), fields => fields is null ? ComponentValue.None : ComponentValue.Some(HttpInterfaces.FieldsType.New(fields.Freeze())));
        ComponentValue handle = HttpInterfaces.RequestTypeP3.New(new HttpInterfaces.RequestP3(Head(request), body, null));
        ComponentValue result = await _handle.CallAsync(new[] { handle }, cancellation).ConfigureAwait(false);
        if (result.IsError) throw new WasiHttpException(HttpValues.ToError(result.Payload!.Value));
        ComponentResource owned = result.Payload!.Value.AsResource();
        var response = (HttpInterfaces.ResponseP3)owned.HostObject!;
        return new WasiHttpResponse(response.Status, response.Headers, (destination, token) => WriteP3Async(response.Body, destination, token), owned.Dispose);
    }

    private static async Task<HttpFields?> WriteP3Async(MessageBody body, Stream destination, CancellationToken cancellation)
    {
        try
        {
            await body.WriteAsync(new FlushingStream(destination), cancellation).ConfigureAwait(false);
            HttpFields? trailers = await body.ReadTrailersAsync().ConfigureAwait(false);
            body.SetTransmitted(null);
            return trailers;
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            body.SetTransmitted((failure as HttpFailureException)?.Error ?? new HttpError(HttpErrorKind.ConnectionTerminated));
            throw;
        }
    }

    /// <summary>The function ends when all of the body is written: it has a thread of its own until then.</summary>
    private async Task<WasiHttpResponse> HandleP2Async(WasiHttpRequest request, CancellationToken cancellation)
    {
        ResponseOutparam outparam = new();
        IncomingRequestP2 incoming = new(Head(request), new IncomingBodyP2(request.Body, () => Trailers(request)));
        ComponentValue[] arguments = [HttpInterfaces.IncomingRequestType.New(incoming), HttpInterfaces.ResponseOutparamType.New(outparam)];
        Task running = GuestThreads.Run(() => _handle.Call(arguments, cancellation));
        Task first = await Task.WhenAny(running, outparam.Response).ConfigureAwait(false);
        if (first == running) await running.ConfigureAwait(false);
        outparam.Set(null, null);
        (OutgoingResponseP2? response, HttpError? error) = await outparam.Response.ConfigureAwait(false);

        // A guest that traps drops what it would have answered with; that is told by the trap.
        if (response is null && error is null) await running.ConfigureAwait(false);
        if (response is null) throw error is null ? new WasiHttpException("the component ended without a response") : new WasiHttpException(error);
        return new WasiHttpResponse(response.Status, response.Headers, (destination, token) => WriteP2Async(response.Body, running, destination, token), () => response.Body?.Abandon());
    }

    private static async Task<HttpFields?> WriteP2Async(BodyPipe? body, Task running, Stream destination, CancellationToken cancellation)
    {
        if (body is not null)
        {
            // A component that traps will write no more.
            _ = running.ContinueWith(_ => body.Abandon(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await body.WriteAsync(new FlushingStream(destination), cancellation).ConfigureAwait(false);
        }
        await running.ConfigureAwait(false);
        return body is null ? null : await body.ReadTrailersAsync().ConfigureAwait(false);
    }

    private static RequestHead Head(WasiHttpRequest request) => new(HttpFields.Received(request.Headers.Select(field => (field.Key, field.Value))))
    {
        Method = request.Method,
        Scheme = request.Scheme,
        Authority = request.Authority,
        PathWithQuery = request.PathWithQuery,
    };

    private static HttpFields? Trailers(WasiHttpRequest request)
    {
        if (request.Trailers?.Invoke() is not { Count: > 0 } trailers) return null;
        return HttpFields.Received(trailers.Select(field => (field.Key, field.Value)));
    }
}
