using System.Text;
using Caisson.Runtime;
using Caisson.Wasi;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Caisson.Cli.Serving;

/// <summary>Has an instance answer a request of Kestrel's.</summary>
/// <param name="pool">The instances.</param>
/// <param name="settings">How long a request may take, and how many there may be.</param>
/// <param name="terminal">Where failures are told of.</param>
internal sealed class RequestAnswer(InstancePool pool, ServeSettings settings, Terminal terminal)
{
    private int _active;

    /// <summary>Answers.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _active) > settings.MaxConcurrentRequests) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else await AnswerOneAsync(context);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _active);
        }
    }

    private async Task AnswerOneAsync(HttpContext context)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        if (settings.Timeout is { } timeout) deadline.CancelAfter(timeout);
        PooledInstance? instance = null;
        bool isSound = false;
        try
        {
            instance = await pool.RentAsync(deadline.Token);
            using WasiHttpResponse response = await instance.Handler.HandleAsync(ToRequest(context.Request), deadline.Token);
            await WriteAsync(response, context.Response, deadline.Token);
            isSound = true;
        }
        catch (Exception failure)
        {
            isSound = failure is WasiHttpException;
            Fail(context, failure);
        }
        finally
        {
            if (instance is not null) pool.Return(instance, isSound);
        }
    }

    private static WasiHttpRequest ToRequest(HttpRequest request) => new()
    {
        Method = request.Method,
        Scheme = request.Scheme,
        Authority = request.Host.HasValue ? request.Host.Value : null,
        PathWithQuery = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        Headers = [.. ToPairs(request.Headers)],
        Body = request.Body,
        Trailers = () => request.HttpContext.Features.Get<IHttpRequestTrailersFeature>() is { Available: true } feature ? [.. ToPairs(feature.Trailers)] : [],
    };

    private static IEnumerable<KeyValuePair<string, byte[]>> ToPairs(IHeaderDictionary headers) =>
        from header in headers
        from value in header.Value
        select KeyValuePair.Create(header.Key, Encoding.Latin1.GetBytes(value ?? ""));

    private static async Task WriteAsync(WasiHttpResponse response, HttpResponse target, CancellationToken cancellation)
    {
        target.StatusCode = response.Status;
        foreach ((string name, byte[] value) in response.Headers) target.Headers.Append(name, Encoding.Latin1.GetString(value));
        IReadOnlyList<KeyValuePair<string, byte[]>> trailers = await response.WriteBodyAsync(target.Body, cancellation);
        if (trailers.Count == 0 || !target.SupportsTrailers()) return;
        foreach ((string name, byte[] value) in trailers) target.AppendTrailer(name, Encoding.Latin1.GetString(value));
    }

    /// <summary>A response that has begun can only break off.</summary>
    private void Fail(HttpContext context, Exception failure)
    {
        if (context.RequestAborted.IsCancellationRequested) return;
        terminal.Error.WriteLine($"{context.Request.Method} {context.Request.Path}: {Describe(failure)}");
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        context.Response.StatusCode = failure switch
        {
            WasiHttpException => StatusCodes.Status502BadGateway,
            OperationCanceledException => StatusCodes.Status504GatewayTimeout,
            _ => StatusCodes.Status500InternalServerError,
        };
    }

    private static string Describe(Exception failure) => failure switch
    {
        TrapException trap => $"the component trapped: {trap.Message}{string.Concat(trap.Frames.Select(frame => $"\n  at {frame}"))}",
        OperationCanceledException => "the time for a request was over",
        _ => failure.Message,
    };
}
