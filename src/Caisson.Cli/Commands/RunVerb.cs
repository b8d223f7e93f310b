using Caisson.Cli.CommandLine;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Running;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson run</c>: runs a program, or calls one of its functions.</summary>
internal sealed class RunVerb : Verb, IHasGuest
{
    private readonly Terminal _terminal;
    private readonly GuestOptions _guestOptions = new();
    private readonly Option<string?> _invoke = new("--invoke") { HelpName = "NAME", Description = "Call this export with ARGS and print its results, instead of running the program." };
    private readonly Option<string?> _timeout = new("--timeout") { HelpName = "TIME", Description = "Stop the guest after TIME, such as 5s or 250ms." };
    private readonly Option<string[]> _stubs = new("--stub") { HelpName = "MODULE", Description = "Provide the functions imported from MODULE as ones that do nothing and return zero." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No warnings." };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Print how long each step took." };
    private readonly Argument<string[]> _guest = new("FILE [ARGS]...");

    /// <summary>The verb.</summary>
    public RunVerb(Terminal terminal)
        : base("run", "Runs a program. Everything after FILE goes to it untouched.")
    {
        _terminal = terminal;
        foreach (Option option in (IEnumerable<Option>)[.. _guestOptions.All, _invoke, _timeout, _stubs, _quiet, _verbose]) Add(option);
        Add(_guest);
        SetAction(parsed => new Runner(Settings(parsed), _terminal).Run());
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "caisson run app.wasm one two",
        "caisson run --dir ./data::/data:ro --env MODE=fast app.wasm /data/in.txt",
        "caisson run --invoke add math.wasm 1 2",
    ];

    private RunSettings Settings(ParseResult parsed)
    {
        string[] guest = parsed.GetRequiredValue(_guest);
        return new RunSettings(guest[0], guest[1..], _guestOptions.Read(parsed))
        {
            Invoke = parsed.GetValue(_invoke),
            Timeout = Timeout(parsed),
            Stubs = parsed.GetValue(_stubs) ?? [],
            Quiet = parsed.GetValue(_quiet),
            Verbose = parsed.GetValue(_verbose),
        };
    }

    private TimeSpan? Timeout(ParseResult parsed)
    {
        if (parsed.GetValue(_timeout) is not { } text) return null;
        return Duration.TryParse(text, out TimeSpan time) ? time : throw UsageErrors.BadValue(_timeout.Name, text, "write a number with ms, s, m or h, such as `5s`");
    }
}
