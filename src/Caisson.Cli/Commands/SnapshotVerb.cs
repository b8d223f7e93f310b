using System.Collections.Immutable;
using System.CommandLine;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Running;
using Caisson.Cli.Snapshotting;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson snapshot</c>: a module that starts initialised.</summary>
internal sealed class SnapshotVerb : Verb
{
    private readonly Terminal _terminal;
    private readonly GuestOptions _guestOptions = new();
    private readonly Argument<string> _file = new("file") { HelpName = "FILE" };
    private readonly Option<string?> _output = new("--output", "-o") { HelpName = "OUT", Description = "Where to write. Default: FILE with the extension .snapshot.wasm." };
    private readonly Option<string?> _initializer = new("--init-func", "-f") { HelpName = "NAME", Description = $"The export to call. Default {SnapshotSettings.DefaultInitializer}." };
    private readonly Option<bool> _keep = new("--keep-init-func") { Description = "Export it from the snapshot, too." };
    private readonly Option<string[]> _renames = new("--func-rename", "-r") { HelpName = "NEW=OLD", Description = "Export the function OLD as NEW, instead of what is NEW." };
    private readonly Option<bool> _allowWasi = new("--allow-wasi") { Hidden = true, Description = "For those who come from wizer: WASI is always there, with what the options grant." };
    private readonly Option<string?> _timeout = new("--timeout") { HelpName = "TIME", Description = "Stop the initialiser after TIME, such as 5s or 250ms." };
    private readonly Option<string[]> _stubs = new("--stub") { HelpName = "MODULE", Description = "Provide the functions imported from MODULE as ones that do nothing and return zero." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No warnings." };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Print how long each step took, and how large the snapshot is." };

    /// <summary>The verb.</summary>
    public SnapshotVerb(Terminal terminal)
        : base("snapshot", "Runs a module's initialiser and writes a module that starts where it ended.")
    {
        _terminal = terminal;
        foreach (Option option in (IEnumerable<Option>)[_output, _initializer, _keep, _renames, _allowWasi, .. _guestOptions.All, _timeout, _stubs, _quiet, _verbose]) Add(option);
        Add(_file);
        SetAction(parsed => new Snapshotter(Settings(parsed), _terminal).Run());
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "caisson snapshot app.wasm -o app.ready.wasm",
        "caisson snapshot --init-func warm_up --func-rename _start=resume app.wasm",
        "caisson snapshot --dir ./lib::/lib:ro interpreter.wasm",
    ];

    private SnapshotSettings Settings(ParseResult parsed)
    {
        string file = parsed.GetRequiredValue(_file);
        var run = new RunSettings(file, [], _guestOptions.Read(parsed))
        {
            Timeout = Duration.Read(_timeout, parsed),
            Stubs = parsed.GetValue(_stubs) ?? [],
            Quiet = parsed.GetValue(_quiet),
            Verbose = parsed.GetValue(_verbose),
        };
        return new SnapshotSettings(run, parsed.GetValue(_output) ?? Path.ChangeExtension(file, ".snapshot.wasm"))
        {
            Initializer = parsed.GetValue(_initializer) ?? SnapshotSettings.DefaultInitializer,
            KeepInitializer = parsed.GetValue(_keep),
            Renames = Renames(parsed.GetValue(_renames) ?? []),
        };
    }

    private ImmutableDictionary<string, string> Renames(string[] texts)
    {
        ImmutableDictionary<string, string> renames = ImmutableDictionary<string, string>.Empty;
        foreach (string text in texts)
        {
            if (text.Split('=', 2) is not [var name, { Length: > 0 } old]) throw UsageErrors.BadValue(_renames.Name, text, "write `--func-rename NEW=OLD`");
            if (renames.ContainsKey(name)) throw UsageErrors.BadValue(_renames.Name, text, $"only one function can become `{name}`");
            if (renames.ContainsValue(old)) throw UsageErrors.BadValue(_renames.Name, text, $"`{old}` has a new name already");
            renames = renames.Add(name, old);
        }
        return renames;
    }
}
