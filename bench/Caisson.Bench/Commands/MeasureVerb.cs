using System.CommandLine;
using Caisson.Bench.Compilation;
using Caisson.Bench.Contenders;
using Caisson.Bench.Measuring;
using Caisson.Bench.Report;

namespace Caisson.Bench.Commands;

/// <summary>What a verb measures.</summary>
[Flags]
internal enum Parts
{
    /// <summary>The kernels in C.</summary>
    Kernels = 1,

    /// <summary>The real programs.</summary>
    Programs = 2,

    /// <summary>The compilation of big modules.</summary>
    Compilation = 4,
}

/// <summary>The verbs that measure and show tables: <c>kernels</c>, <c>programs</c>, <c>compile</c> and <c>all</c>.</summary>
internal sealed class MeasureVerb : Command
{
    /// <summary>What guests need, and the engines' own frames.</summary>
    private const int Stack = 32 << 20;

    private readonly Parts _parts;
    private readonly Option<bool> _quick = new("--quick") { Description = "A few workloads, and few rounds." };
    private readonly Option<bool> _write = new("--write") { Description = "Write docs/performance.md." };
    private readonly Option<int?> _rounds = new("--rounds") { HelpName = "N", Description = "How many rounds count." };
    private readonly Option<string[]> _only = new("--only") { HelpName = "NAME", Description = "Only these workloads, sets or modules.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _contenders = new("--contenders") { HelpName = "NAME", Description = $"Only these: {string.Join(", ", Contender.All.Select(contender => contender.Name))}.", AllowMultipleArgumentsPerToken = true };

    /// <summary>A verb.</summary>
    public MeasureVerb(string name, string description, Parts parts)
        : base(name, description)
    {
        _parts = parts;
        Add(_quick);
        Add(_only);
        if (parts != Parts.Compilation) Add(_contenders);
        Add(_rounds);
        Add(_write);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var selection = new Selection(_parts, parsed.GetValue(_quick), parsed.GetValue(_only) ?? [], parsed.GetValue(_contenders) ?? [], parsed.GetValue(_rounds));
        if (selection.Problem() is { } problem)
        {
            Console.Error.WriteLine($"error: {problem}");
            return 2;
        }

        Results results = new();
        var thread = new Thread(() => results = Measure(selection), Stack);
        thread.Start();
        thread.Join();
        Console.WriteLine(PerformancePage.Sections(results));
        if (parsed.GetValue(_write)) Write(results, parsed);
        return results.Failures.Count == 0 ? 0 : 1;
    }

    private static void Write(Results results, ParseResult parsed)
    {
        string page = Path.Combine(Places.Repository, "docs", "performance.md");
        File.WriteAllText(page, PerformancePage.Write(results, Machine.Describe(parsed.Tokens.Select(token => token.Value))));
        Console.Error.WriteLine($"wrote {page}");
    }

    private static Results Measure(Selection selection)
    {
        List<Row> rows = [];
        List<string> rounds = [], failures = [], omissions = [.. Contender.All.Where(contender => selection.Wants(contender) && !contender.IsThere).Select(contender => $"{contender.Name}: {contender.Needs} is not installed")];
        foreach (WorkloadPart part in selection.WorkloadParts())
        {
            var measured = new Rounds(selection.Contenders, part.Rounds, Console.Error);
            rows.AddRange(measured.Run(part.Workloads));
            rounds.Add($"{part.Name}: best of {part.Rounds}, after one to warm up");
            failures.AddRange(measured.Failures);
            omissions.AddRange(measured.Omissions);
        }

        IReadOnlyList<BigModule> modules = selection.Modules();
        if (modules.Count == 0) return new Results { Rows = rows, Rounds = rounds, Failures = failures, Omissions = omissions };

        var compile = new CompileBench(selection.CompileRounds, Console.Error);
        CompileRow[] compilations = compile.Run(modules);
        rounds.Add($"compilation: best of {selection.CompileRounds}, but of one where Caisson compiles everything");
        return new Results { Rows = rows, Compilations = compilations, Rounds = rounds, Failures = [.. failures, .. compile.Failures], Omissions = [.. omissions, .. compile.Omissions] };
    }
}
