using Caisson.Cli.CommandLine;
using Caisson.Cli.Benching;
using Caisson.Cli.Options;
using Caisson.Cli.Output;

namespace Caisson.Cli.Commands;

/// <summary><c>caisson bench</c>: how long each step of a module's life takes.</summary>
internal sealed class BenchVerb : Verb, IHasGuest
{
    private readonly Terminal _terminal;
    private readonly Option<string?> _invoke = new("--invoke") { HelpName = "NAME", Description = "Call this export with ARGS, instead of running the program." };
    private readonly Option<int?> _runs = new("--runs") { HelpName = "N", Description = "Take each step N times and show the shortest; less often when it takes seconds. Default 5." };
    private readonly Option<int?> _threads = new("--threads") { HelpName = "N", Description = "Threads that validate and compile together. Default: one for each processor." };
    private readonly MemoryChecksOption _memoryChecks = new();
    private readonly Option<string[]> _stubs = new("--stub") { HelpName = "MODULE", Description = "Provide the functions imported from MODULE as ones that do nothing and return zero." };
    private readonly Argument<string[]> _guest = new("FILE [ARGS]...");

    /// <summary>The verb.</summary>
    public BenchVerb(Terminal terminal)
        : base("bench", "Measures how fast a module is decoded, validated, compiled, instantiated and called.")
    {
        _terminal = terminal;
        foreach (Option option in (Option[])[_invoke, _runs, _threads, _memoryChecks, _stubs]) Add(option);
        Add(_guest);
        SetAction(parsed => new ModuleBench(Settings(parsed), _terminal).Run());
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["caisson bench app.wasm", "caisson bench --runs 20 --invoke add math.wasm 1 2"];

    private BenchSettings Settings(ParseResult parsed)
    {
        string[] guest = parsed.GetRequiredValue(_guest);
        var byDefault = new BenchSettings(guest[0], guest[1..]);
        return byDefault with
        {
            Invoke = parsed.GetValue(_invoke),
            Runs = Count(_runs, parsed, "runs") ?? byDefault.Runs,
            Threads = Count(_threads, parsed, "threads") ?? byDefault.Threads,
            MemoryChecks = _memoryChecks.Read(parsed),
            Stubs = parsed.GetValue(_stubs) ?? [],
        };
    }

    private static int? Count(Option<int?> option, ParseResult parsed, string noun) => parsed.GetValue(option) is not { } count ? null
        : count >= 1 ? count
        : throw UsageErrors.BadValue(option.Name, $"{count}", $"write a number of {noun}, such as `8`");
}
