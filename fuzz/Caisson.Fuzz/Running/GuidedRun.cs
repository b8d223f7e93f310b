using System.Diagnostics;
using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Fuzz.Targets;

namespace Caisson.Fuzz.Running;

/// <summary>
/// Mutates inputs that did something new, in one process whose Caisson.Wasm is instrumented: eng/fuzz-guided.sh makes one. Which input
/// comes when depends on all before it, so that findings are known by their bytes and not by a seed.
/// </summary>
internal sealed class GuidedRun(FuzzArguments arguments)
{
    // Before anything instrumented runs: it counts into this.
    private readonly CoverageMap _map = new();
    private readonly IFuzzTarget _target = FuzzTargets.Create(arguments.Target, arguments.Comparison);
    private readonly Statistics _statistics = new();
    private readonly List<byte[]> _corpus = [];
    private int _findings;

    public int Run()
    {
        if (_target.Start.Count == 0) throw new UsageException($"{_target.Name} makes its inputs from seeds: run it without \"guided\"");
        var watch = Stopwatch.StartNew();
        foreach (byte[] input in _target.Start) Try(input);
        if (_map.Branches == 0) throw new UsageException("Caisson.Wasm isn't instrumented here: run eng/fuzz-guided.sh");
        Console.WriteLine($"{_target.Name}: {_corpus.Count} of {_target.Start.Count} inputs to start from, {_map.Branches} branches");

        var chance = new Chance(arguments.Seed ?? Environment.TickCount);
        while (watch.Elapsed.TotalMinutes < arguments.Minutes) Try(Mutator.Mutate(chance.Pick(_corpus), chance.Pick(_corpus), chance));
        Console.WriteLine($"{_statistics}\n{_corpus.Count} inputs kept, {_map.Branches} branches, {_findings} findings");
        return _findings == 0 ? 0 : 1;
    }

    private void Try(byte[] input)
    {
        _statistics.Add(Supervisor.Inputs);
        _map.Begin();
        string? message = _target.Try(input, seed: 0, _statistics);
        if (_map.Note()) _corpus.Add(input);
        if (message is null) return;
        var finding = new Finding(message, input, _target.Input(0).Extension);
        Console.WriteLine($"{message}\nsaved as {finding.Save(arguments.Out, _target.Name, _findings++)}");
    }
}
