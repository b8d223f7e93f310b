using System.Diagnostics;
using System.Globalization;
using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Runtime;

namespace Caisson.Compiler.Tests;

/// <summary>The compiler against the interpreter, on modules that nobody thought of.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int Batches = 8;
    private const int ModulesPerBatch = 250;

    private readonly Engine _engine = new();

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, Batches).Select(batch => batch * 1_000_000)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_engine_does_what_the_interpreter_does(int firstSeed)
    {
        var statistics = new Statistics();
        for (int i = 0; i < ModulesPerBatch; i++) Run(firstSeed + i, statistics);
        output.WriteLine(statistics.ToString());
    }

    /// <summary>For eng/fuzz.sh: new modules until the time is over.</summary>
    [Fact(Explicit = true)]
    public void The_engine_does_what_the_interpreter_does_for_long()
    {
        TimeSpan time = TimeSpan.FromMinutes(double.Parse(Setting("CAISSON_FUZZ_MINUTES", "1"), CultureInfo.InvariantCulture));
        int seed = int.Parse(Setting("CAISSON_FUZZ_SEED", "0"), CultureInfo.InvariantCulture);
        string progress = Setting("CAISSON_FUZZ_PROGRESS", Path.GetTempFileName());
        var statistics = new Statistics();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time; seed++)
        {
            // A crash of the process leaves the seed behind.
            File.WriteAllText(progress, string.Create(CultureInfo.InvariantCulture, $"{seed}: {statistics}"));
            Run(seed, statistics);
        }
        File.WriteAllText(progress, string.Create(CultureInfo.InvariantCulture, $"{seed}: {statistics}"));
    }

    private void Run(int seed, Statistics statistics)
    {
        string wat = ModuleGenerator.Generate(seed);
        statistics.Modules++;
        string? difference = Difference(wat, seed, statistics);
        if (difference is null) return;
        string kind = Kind(difference);
        string smallest = Minimizer.Minimize(wat, text => Difference(text, seed) is { } other && Kind(other) == kind);
        Assert.Fail($"seed {seed}: {difference}\n{smallest}\n{Difference(smallest, seed)}");
    }

    private string? Difference(string wat, int seed, Statistics? statistics = null)
    {
        try
        {
            return Comparison.Compare(_engine, wat, seed, statistics);
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
    }

    /// <summary>The first word: "call", or the type of an exception.</summary>
    private static string Kind(string difference) => difference[..difference.IndexOfAny([' ', ':'])];

    private static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}
