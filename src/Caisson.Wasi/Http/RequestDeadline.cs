namespace Caisson.Wasi.Http;

/// <summary>
/// When a request is given up: until there is a connection and until the response begins are times of their own, the second of which begins when there is nothing left
/// that the guest has to send. Of one request; safe from any thread.
/// </summary>
/// <param name="source">Gives up. Whoever owns it may have disposed it: connections are made for others, too.</param>
/// <param name="timeouts">The times.</param>
/// <param name="hasBody">Whether the guest sends a body, at its own pace.</param>
internal sealed class RequestDeadline(CancellationTokenSource source, RequestTimeouts timeouts, bool hasBody)
{
    /// <summary>How long making a connection may take.</summary>
    public TimeSpan Connect => timeouts.Connect;

    private TimeSpan Whole => timeouts.Connect + timeouts.FirstByte;

    /// <summary>The request is sent, over a connection that may be there already.</summary>
    public void Begin() => Set(hasBody ? Whole : timeouts.FirstByte);

    /// <summary>A connection has to be made first.</summary>
    public void BeginConnecting() => Set(Whole);

    /// <summary>There is a connection.</summary>
    public void EndConnecting()
    {
        if (!hasBody) Set(timeouts.FirstByte);
    }

    /// <summary>The guest's body has been sent.</summary>
    public void EndBody() => Set(timeouts.FirstByte);

    private void Set(TimeSpan time)
    {
        try
        {
            source.CancelAfter(time);
        }
        catch (ObjectDisposedException)
        {
            // The response has begun.
        }
    }
}
