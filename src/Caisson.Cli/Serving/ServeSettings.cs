using System.Net;
using Caisson.Cli.Running;

namespace Caisson.Cli.Serving;

/// <summary>What <c>caisson serve</c> was asked to do, checked.</summary>
/// <param name="File">The component.</param>
/// <param name="Guest">What each of its instances may use.</param>
internal sealed record ServeSettings(string File, GuestSettings Guest)
{
    /// <summary>Where requests come in; port 0 lets the system choose.</summary>
    public IPEndPoint Address { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>How long one request may take until its response is written.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many requests an instance answers in its life.</summary>
    public int MaxReuse { get; init; } = 1;

    /// <summary>How many requests an instance of 0.3 answers at once.</summary>
    public int MaxConcurrentReuse { get; init; } = 16;

    /// <summary>How long an instance without requests is kept, and how long one may go on after its last response.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many requests are answered at once; more are refused.</summary>
    public int MaxConcurrentRequests { get; init; } = 1000;

    /// <summary>How long requests may go on once the server is told to end.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
