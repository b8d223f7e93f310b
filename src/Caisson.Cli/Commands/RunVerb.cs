using System.CommandLine;
using Caisson.Cli.Options;
using Caisson.Cli.Output;
using Caisson.Cli.Running;
using Caisson.Runtime;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson run</c>: runs a program, or calls one of its functions.</summary>
internal sealed class RunVerb : Verb, IHasGuest
{
    private readonly Terminal _terminal;
    private readonly Option<string[]> _dirs = new("--dir") { HelpName = "HOST[::GUEST[:ro]]", Description = "Grant a folder, under the name GUEST; with :ro for reading only." };
    private readonly Option<string[]> _env = new("--env") { HelpName = "NAME=VALUE", Description = "Set an environment variable of the guest." };
    private readonly Option<bool> _inheritEnv = new("--inherit-env") { Description = "Give the guest all environment variables of this process." };
    private readonly Option<string?> _invoke = new("--invoke") { HelpName = "NAME", Description = "Call this export with ARGS and print its results, instead of running the program." };
    private readonly Option<string?> _maxMemory = new("--max-memory") { HelpName = "SIZE", Description = "Largest size of a memory, such as 256MiB. Growing beyond it fails in the guest." };
    private readonly Option<string?> _maxStack = new("--max-stack") { HelpName = "SIZE", Description = "Stack of the guest before it traps. Default 8MiB." };
    private readonly Option<int?> _maxThreads = new("--max-threads") { HelpName = "N", Description = "Threads that a guest with threads may have beside its first. Default 256." };
    private readonly Option<string?> _timeout = new("--timeout") { HelpName = "TIME", Description = "Stop the guest after TIME, such as 5s or 250ms." };
    private readonly Option<long?> _fuel = new("--fuel") { HelpName = "N", Description = "Stop the guest after about N instructions, always at the same place." };
    private readonly MemoryChecksOption _memoryChecks = new();
    private readonly Option<string[]> _stubs = new("--stub") { HelpName = "MODULE", Description = "Provide the functions imported from MODULE as ones that do nothing and return zero." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No warnings." };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Print how long each step took." };
    private readonly Argument<string[]> _guest = new("guest") { HelpName = "FILE [ARGS]...", Arity = ArgumentArity.OneOrMore };

    /// <summary>The verb.</summary>
    public RunVerb(Terminal terminal)
        : base("run", "Runs a program. Everything after FILE goes to it untouched.")
    {
        _terminal = terminal;
        foreach (Option option in (Option[])[_dirs, _env, _inheritEnv, _invoke, _maxMemory, _maxStack, _maxThreads, _timeout, _fuel, _memoryChecks, _stubs, _quiet, _verbose]) Add(option);
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
        return new RunSettings(guest[0], guest[1..])
        {
            Directories = [.. (parsed.GetValue(_dirs) ?? []).Select(Directory)],
            Environment = Environment(parsed),
            Invoke = parsed.GetValue(_invoke),
            MaxMemory = Size(_maxMemory, parsed, RunSettings.DefaultMaxMemory, RunSettings.DefaultMaxMemory),
            MaxStack = (int)Size(_maxStack, parsed, EngineOptions.Default.MaxStackBytes, RunSettings.MostMaxStack),
            MaxThreads = Threads(parsed),
            Timeout = Timeout(parsed),
            Fuel = Fuel(parsed),
            MemoryChecks = _memoryChecks.Read(parsed),
            Stubs = parsed.GetValue(_stubs) ?? [],
            Quiet = parsed.GetValue(_quiet),
            Verbose = parsed.GetValue(_verbose),
        };
    }

    private int Threads(ParseResult parsed)
    {
        int threads = parsed.GetValue(_maxThreads) ?? RunSettings.DefaultMaxThreads;
        return threads >= 0 ? threads : throw UsageErrors.BadValue(_maxThreads.Name, $"{threads}", "write a number of threads, such as `8`");
    }

    private TimeSpan? Timeout(ParseResult parsed)
    {
        if (parsed.GetValue(_timeout) is not { } text) return null;
        return Duration.TryParse(text, out TimeSpan time) ? time : throw UsageErrors.BadValue(_timeout.Name, text, "write a number with ms, s, m or h, such as `5s`");
    }

    private long? Fuel(ParseResult parsed) => parsed.GetValue(_fuel) is not { } fuel ? null
        : fuel >= 0 ? fuel
        : throw UsageErrors.BadValue(_fuel.Name, $"{fuel}", "write a number of instructions, such as `1000000`");

    private DirectoryGrant Directory(string text) => DirectoryGrant.TryParse(text, out DirectoryGrant grant)
        ? grant
        : throw UsageErrors.BadValue(_dirs.Name, text, "write `--dir data` or `--dir data::/name/for/guest` or `--dir data::/name/for/guest:ro`");

    private Dictionary<string, string> Environment(ParseResult parsed)
    {
        Dictionary<string, string> variables = [];
        if (parsed.GetValue(_inheritEnv))
        {
            foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            {
                variables[(string)variable.Key] = (string?)variable.Value ?? "";
            }
        }

        foreach (string text in parsed.GetValue(_env) ?? [])
        {
            int split = text.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0) throw UsageErrors.BadValue(_env.Name, text, "write `--env NAME=VALUE`");
            variables[text[..split]] = text[(split + 1)..];
        }

        return variables;
    }

    private static long Size(Option<string?> option, ParseResult parsed, long byDefault, long most)
    {
        if (parsed.GetValue(option) is not { } text) return byDefault;
        if (!ByteSize.TryParse(text, out long bytes)) throw UsageErrors.BadValue(option.Name, text, "write a number with B, KiB, MiB or GiB, such as `256MiB`");
        return bytes <= most ? bytes : throw UsageErrors.BadValue(option.Name, text, $"the most is {ByteSize.Format(most)}");
    }
}
