using Caisson.Bench.Compilation;
using Caisson.Bench.Contenders;
using Caisson.Bench.Workloads;

namespace Caisson.Bench.Commands;

/// <summary>Workloads that get the same number of rounds.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Workloads">Which.</param>
/// <param name="Rounds">How many rounds count.</param>
internal sealed record WorkloadPart(string Name, IReadOnlyList<Workload> Workloads, int Rounds);

/// <summary>What a command line asks for.</summary>
/// <param name="parts">What the verb measures.</param>
/// <param name="quick">Whether a few of all are enough.</param>
/// <param name="only">Names of workloads, sets or modules; none for all.</param>
/// <param name="names">Names of contenders; none for all.</param>
/// <param name="rounds">How many rounds, if it says.</param>
internal sealed class Selection(Parts parts, bool quick, string[] only, string[] names, int? rounds)
{
    /// <summary>Those that are there.</summary>
    public IReadOnlyList<Contender> Contenders => [.. Contender.All.Where(contender => Wants(contender) && contender.IsThere)];

    /// <summary>Rounds of compilations.</summary>
    public int CompileRounds => rounds ?? (quick ? 2 : 3);

    /// <summary>Whether a contender is asked for.</summary>
    public bool Wants(Contender contender) => names.Length == 0 || names.Contains(contender.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why nothing can be measured, or null.</summary>
    public string? Problem()
    {
        if (rounds < 1) return "at least one round";
        if (parts != Parts.Kernels && Places.Programs is null) return "the programs are not here: set CAISSON_SUITES to the folder that has them";
        if (Places.CoreMark is { } source && !File.Exists(Path.Combine(source, "core_main.c"))) return $"{source} is not a checkout of CoreMark: look at CAISSON_COREMARK";
        if (names.Except(Contender.All.Select(contender => contender.Name), StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            return $"no contender is called {unknown}; there are {string.Join(", ", Contender.All.Select(contender => contender.Name))}";
        string[] known = [.. All().SelectMany(workload => new[] { workload.Name, workload.Set }).Concat(AllModules().Select(module => module.Name)).Distinct()];
        return only.Except(known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } nothing ? $"nothing is called {nothing}; there are {string.Join(", ", known)}" : null;
    }

    /// <summary>The workloads to run: kernels get more rounds, since they are short.</summary>
    public IEnumerable<WorkloadPart> WorkloadParts() =>
        from part in new[]
        {
            new WorkloadPart("kernels", [.. All().Where(workload => workload.Set == Sets.Kernels && IsIn(workload))], rounds ?? (quick ? 2 : 15)),
            new WorkloadPart("programs", [.. All().Where(workload => workload.Set != Sets.Kernels && IsIn(workload))], rounds ?? (quick ? 2 : 5)),
        }
        where part.Workloads.Count > 0
        select part;

    /// <summary>The modules to compile.</summary>
    public IReadOnlyList<BigModule> Modules() =>
        [.. AllModules().Where(module => only.Length > 0 ? only.Contains(module.Name, StringComparer.OrdinalIgnoreCase) : !quick || module.IsQuick)];

    private bool IsIn(Workload workload) => only.Length > 0
        ? only.Contains(workload.Name, StringComparer.OrdinalIgnoreCase) || only.Contains(workload.Set, StringComparer.OrdinalIgnoreCase)
        : !quick || workload.IsQuick;

    private IEnumerable<BigModule> AllModules() => parts.HasFlag(Parts.Compilation) ? BigModule.All.Where(module => module.IsThere) : [];

    private IEnumerable<Workload> All()
    {
        IEnumerable<Workload> kernels = parts.HasFlag(Parts.Kernels) ? Kernel.All() : [];
        if (!parts.HasFlag(Parts.Programs)) return kernels;
        GuestProgram[] programs = [.. Interpreters.Find(Places.Programs!), .. Manifest.Read(Places.Programs!)];
        return [.. kernels, .. programs.OrderBy(program => Sets.Programs.ToList().IndexOf(program.Set))];
    }
}
