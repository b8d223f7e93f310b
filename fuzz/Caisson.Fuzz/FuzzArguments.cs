using System.Globalization;
using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Wasm;

namespace Caisson.Fuzz;

internal enum Verb
{
    Fuzz,
    Repro,
    Show,

    /// <summary>Inputs that did something new are mutated next.</summary>
    Guided,

    /// <summary>What the program starts itself: one range of seeds.</summary>
    Worker,
}

/// <summary>The command line is wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line.</summary>
internal sealed record FuzzArguments
{
    private const string Usage =
        """
        usage: fuzz TARGET [options]        run new inputs until the time is over; exit code 1 when something was found
               fuzz guided TARGET [options] the same in one instrumented process, led by what inputs reach: see eng/fuzz-guided.sh
               fuzz repro FILE [options]    run the input of a finding again
               fuzz show --seed N           print the module of a seed

        targets: decode, compile, text, wast, differential

          --minutes N            how long (1)
          --count N              how many inputs at most
          --seed N               the first seed (where the last run ended)
          --workers N            processes (one a core)
          --out FOLDER           where findings and totals go (artifacts/fuzz)
          --features A,B         proposals that generated modules may use (all)
          --without A,B          proposals that they may not use
          --wasmtime-every N     ask Wasmtime about one module in N, never when 0 (4)
          --split-every N        run one module in N with its functions split, too, never when 0 (3)
          --snapshot-every N     run one module in N from snapshot to snapshot, too, never when 0 (4)
        """;

    public Verb Verb { get; init; } = Verb.Fuzz;

    public string Target { get; init; } = "differential";

    public string? File { get; init; }

    public double Minutes { get; init; } = 1;

    public long Count { get; init; } = long.MaxValue;

    public int? Seed { get; init; }

    public int Workers { get; init; } = Environment.ProcessorCount;

    public string Out { get; init; } = Path.Combine("artifacts", "fuzz");

    public ComparisonOptions Comparison { get; init; } = new();

    /// <summary>What is handed to a worker as it is.</summary>
    public IReadOnlyList<string> Forwarded { get; init; } = [];

    /// <summary>Where a worker says which seed it is at.</summary>
    public string Progress { get; init; } = "";

    public static FuzzArguments Parse(string[] args)
    {
        var parsed = new FuzzArguments();
        List<string> words = [], forwarded = [];
        for (int i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[i]);
                continue;
            }
            string option = args[i], value = i + 1 < args.Length ? args[++i] : throw new UsageException($"{option} needs a value\n\n{Usage}");
            if (option is "--features" or "--without" or "--wasmtime-every" or "--split-every" or "--snapshot-every" or "--out") forwarded.AddRange([option, value]);
            parsed = parsed.With(option, value);
        }
        parsed = parsed with { Forwarded = forwarded };
        return words switch
        {
            ["repro", var file] => parsed with { Verb = Verb.Repro, File = file },
            ["show"] => parsed with { Verb = Verb.Show },
            ["guided", var target] when Targets.FuzzTargets.Names.Contains(target) => parsed with { Verb = Verb.Guided, Target = target },
            ["worker", var target] => parsed with { Verb = Verb.Worker, Target = target },
            [var target] when Targets.FuzzTargets.Names.Contains(target) => parsed with { Target = target },
            _ => throw new UsageException(Usage),
        };
    }

    private FuzzArguments With(string option, string value) => option switch
    {
        "--minutes" => this with { Minutes = Number(option, value) },
        "--count" => this with { Count = (long)Number(option, value) },
        "--seed" => this with { Seed = (int)Number(option, value) },
        "--workers" => this with { Workers = Math.Max(1, (int)Number(option, value)) },
        "--out" => this with { Out = value },
        "--progress" => this with { Progress = value },
        "--features" => this with { Comparison = Comparison with { Allowed = FeaturesOf(value) } },
        "--without" => this with { Comparison = Comparison with { Allowed = Comparison.Allowed & ~FeaturesOf(value) } },
        "--wasmtime-every" => this with { Comparison = Comparison with { WasmtimeEvery = (int)Number(option, value) } },
        "--snapshot-every" => this with { Comparison = Comparison with { SnapshotEvery = (int)Number(option, value) } },
        "--split-every" => this with { Comparison = Comparison with { SplitEvery = (int)Number(option, value) } },
        _ => throw new UsageException($"unknown option {option}\n\n{Usage}"),
    };

    private static double Number(string option, string value) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out double number) && number >= 0 ? number : throw new UsageException($"{option} takes a number, not {value}");

    private static Features FeaturesOf(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(name => Enum.TryParse(name, ignoreCase: true, out Features feature) ? feature : throw new UsageException($"no feature {name}; there are {FeatureChoice.Known}"))
        .Aggregate(Features.Wasm1, (all, feature) => all | feature);
}
