using System.CommandLine;
using System.Net;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Serving;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson serve</c>: answers HTTP requests with a component.</summary>
internal sealed class ServeVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly GuestOptions _guestOptions = new();
    private readonly Option<string?> _address = new("--addr") { HelpName = "ADDRESS:PORT", Description = "Listen here. Default 127.0.0.1:8080; port 0 is any free one." };
    private readonly Option<string?> _timeout = new("--timeout") { HelpName = "TIME", Description = "Stop a request that takes longer, such as 5s or 250ms." };
    private readonly Option<int?> _maxReuse = new("--max-instance-reuse-count") { HelpName = "N", Description = "Requests that an instance answers in its life. Default 1: each request gets a new one." };
    private readonly Option<int?> _maxConcurrentReuse = new("--max-instance-concurrent-reuse-count") { HelpName = "N", Description = "Requests that an instance of 0.3 answers at once. Default 16." };
    private readonly Option<string?> _idleTimeout = new("--idle-instance-timeout") { HelpName = "TIME", Description = "Let an instance go on for TIME after its response, and keep one that answers more than one request for TIME without. Default 1s." };
    private readonly Option<int?> _maxRequests = new("--max-concurrent-requests") { HelpName = "N", Description = "Requests that are answered at once; more get status 503. Default 1000." };
    private readonly Option<string?> _shutdownTimeout = new("--shutdown-timeout") { HelpName = "TIME", Description = "Let requests go on for TIME when told to end. Default 30s." };
    private readonly Argument<string> _file = new("file") { HelpName = "FILE" };

    /// <summary>The verb.</summary>
    public ServeVerb(Terminal terminal)
        : base("serve", "Answers HTTP requests with a component (wasi:http, 0.2 and 0.3). The first line on standard error is the address.")
    {
        _terminal = terminal;
        Option[] own = [_address, _timeout, _maxReuse, _maxConcurrentReuse, _idleTimeout, _maxRequests, _shutdownTimeout];
        foreach (Option option in (IEnumerable<Option>)[.. own, .. _guestOptions.All]) Add(option);
        Add(_file);
        SetAction(parsed => Serve(Settings(parsed)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "caisson serve hello.wasm",
        "caisson serve --addr 0.0.0.0:80 --allow-net api.example.com:443 --timeout 5s proxy.wasm",
    ];

    private int Serve(ServeSettings settings) => WebFramework.IsThere ? new FunctionServer(settings, _terminal).Run() : WebFramework.StartWithIt();

    private ServeSettings Settings(ParseResult parsed)
    {
        ServeSettings defaults = new(parsed.GetRequiredValue(_file), _guestOptions.Read(parsed));
        return defaults with
        {
            Address = Address(parsed) ?? defaults.Address,
            Timeout = Duration.Read(_timeout, parsed),
            MaxReuse = Count(_maxReuse, parsed) ?? defaults.MaxReuse,
            MaxConcurrentReuse = Count(_maxConcurrentReuse, parsed) ?? defaults.MaxConcurrentReuse,
            IdleTimeout = Duration.Read(_idleTimeout, parsed) ?? defaults.IdleTimeout,
            MaxConcurrentRequests = Count(_maxRequests, parsed) ?? defaults.MaxConcurrentRequests,
            ShutdownTimeout = Duration.Read(_shutdownTimeout, parsed) ?? defaults.ShutdownTimeout,
        };
    }

    private IPEndPoint? Address(ParseResult parsed)
    {
        if (parsed.GetValue(_address) is not { } text) return null;
        bool hasPort = text.StartsWith('[') ? text.Contains("]:", StringComparison.Ordinal) : text.Contains(':', StringComparison.Ordinal);
        return hasPort && IPEndPoint.TryParse(text, out IPEndPoint? address)
            ? address
            : throw UsageErrors.BadValue(_address.Name, text, "write `127.0.0.1:8080` or `[::1]:8080`");
    }

    private static int? Count(Option<int?> option, ParseResult parsed)
    {
        if (parsed.GetValue(option) is not { } count) return null;
        return count > 0 ? count : throw UsageErrors.BadValue(option.Name, $"{count}", "write a number of at least 1");
    }
}
