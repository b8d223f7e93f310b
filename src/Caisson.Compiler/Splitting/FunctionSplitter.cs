using Caisson.Compiler.Analysis;
using Caisson.Compiler.Emit;
using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>
/// Keeps functions small enough for the JIT to optimise them, by making parts of them methods of their own. The numbered steps:
/// 1 measure the function, and take locals out of it where there are too many, 2 find candidates, 3 find out what crosses their borders,
/// 4 choose, 5 take them out. Again as long as that helps, with calls of parts as ordinary statements.
/// </summary>
internal static class FunctionSplitter
{
    private const int MaxFailures = 3;

    /// <summary>More could be more than a structure may have fields.</summary>
    private const int MaxLocals = 16_000;

    /// <summary>A type can't have many more methods.</summary>
    private const int MaxParts = 10_000;

    /// <summary>Beyond this size the sets of locals would take too much time and memory: then all locals pass for live.</summary>
    private const long MaxLivenessBits = 1L << 26;

    /// <summary>Statements that are looked at, all rounds taken together: each round takes time for the whole function, and only nests need many.</summary>
    private const int MaxStatements = 4_000_000;

    /// <summary>Splits a function that is too large.</summary>
    /// <param name="code">Its module.</param>
    /// <param name="ir">The function.</param>
    /// <param name="bodyBytes">Its size in wasm.</param>
    public static void Apply(IModuleCode code, FunctionIr ir, int bodyBytes)
    {
        JitLimits limits = code.Limits;
        int enough = (int)(limits.Tolerated * limits.Most.Instructions);
        if (bodyBytes < limits.SmallBody || RoughCost.Of(ir, enough) < enough) return;
        int rounds = Math.Clamp(MaxStatements / Math.Max(1, ir.Body.Count), 1, limits.MaxRounds);
        double? last = null;
        for (int round = 0, failures = 0; round < rounds && failures < MaxFailures && ir.Parts.Count < MaxParts; round++)
        {
            // 1
            if (Measure(code, ir, limits) is not { } size || IsHopeless(limits, last, limits.ShareOf(size.Total), rounds - round)) return;
            last = null;
            if (limits.ShareOf(new IlCost(Locals: size.Total.Locals)) >= limits.Tolerated && MoveHome(ir, size.Uses, limits)) continue;
            if (Split(ir, size, limits))
            {
                last = limits.ShareOf(size.Total);
                continue;
            }

            // What crosses the border of a smaller part may be less.
            limits = limits with { LargestPart = limits.LargestPart / 2 };
            failures++;
        }
    }

    /// <summary>
    /// Whether there would be too much left, if each round took away as much as the last one did. What nests tens of thousands deep comes down so slowly:
    /// to take parts out of it would cost time, and help nobody.
    /// </summary>
    private static bool IsHopeless(JitLimits limits, double? last, double share, int rounds) =>
        !limits.SplitsAnything && last - share is { } progress && share - rounds * progress > limits.Tolerated;

    /// <summary>What a function costs; null when it needn't be split, or can't be.</summary>
    private static Size? Measure(IModuleCode code, FunctionIr ir, JitLimits limits)
    {
        IlCost[] costs = FunctionEmitter.Measure(code, ir);
        IlCost most = costs[^1] + new IlCost(Locals: ir.Locals.Count);
        if (limits.ShareOf(most) < limits.Tolerated) return null;
        LocalUses uses = UsesOf(ir);
        IlCost total = costs[^1] + new IlCost(Locals: uses.Counts.Keys.Count(local => ir.Frame?.HomeOf(local) is null));
        return limits.ShareOf(total) < limits.Tolerated || uses.Counts.Count > MaxLocals ? null : new Size(costs, uses, total);
    }

    /// <summary>Takes parts out of a function.</summary>
    /// <returns>Whether there were any.</returns>
    private static bool Split(FunctionIr ir, Size size, JitLimits limits)
    {
        // 2
        var structure = new Structure(ir.Body);
        List<Candidate> candidates = CandidateFinder.Find(ir, structure, size.Costs, limits);

        // 3
        List<Boundary> boundaries = BoundariesOf(candidates, ir, structure);

        // 4
        List<Boundary> chosen = new PartChoice(limits, size.Costs, size.Uses).Choose(boundaries, size.Total, MaxParts - ir.Parts.Count);

        // 5
        if (chosen.Count == 0) return false;
        Extraction.Apply(ir, chosen);
        return true;
    }

    /// <summary>
    /// Lets the locals that are used least live in the frame, so that half of those that the JIT allows are left. It keeps no more than a
    /// thousand in registers anyway.
    /// </summary>
    /// <returns>Whether anything changed.</returns>
    private static bool MoveHome(FunctionIr ir, LocalUses uses, JitLimits limits)
    {
        SplitFrame frame = ir.Frame ??= new SplitFrame();
        Local[] elsewhere = [.. uses.Counts.Where(pair => frame.HomeOf(pair.Key) is null).OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        int excess = Math.Max(0, elsewhere.Length - limits.Most.Locals / 2);
        foreach (Local local in elsewhere.AsSpan(0, excess)) frame.Home(local);
        return excess > 0;
    }

    private static LocalUses UsesOf(FunctionIr ir)
    {
        var uses = new LocalUses();
        foreach (Statement statement in ir.Body) uses.Add(statement);
        return uses;
    }

    private static List<Boundary> BoundariesOf(List<Candidate> candidates, FunctionIr ir, Structure structure)
    {
        var cuts = new HashSet<int>(candidates.SelectMany(candidate => new[] { candidate.Start, candidate.End }));
        var graph = new FlowGraph(ir, cuts);
        bool isSmall = (long)graph.Blocks.Count * ir.Locals.Count <= MaxLivenessBits;
        HandlerLiveness? liveness = isSmall ? HandlerLiveness.Of(ir, graph) : null;

        // Later, what a part reads of the frame isn't seen.
        if (liveness is not null && ir.Parts.Count == 0) ir.ReadAsZero = ReadAsZero(ir, liveness);
        var reached = new ReachedBlocks(graph);
        return [.. candidates.Select(candidate => new Boundary(candidate, ir, structure, graph, reached, liveness))];
    }

    private static List<Local> ReadAsZero(FunctionIr ir, HandlerLiveness liveness) =>
        [.. ir.Locals.Take(ir.DeclaredLocals).Where(local => !local.IsParameter && liveness.AtStart(0).Contains(local.Number))];

    /// <summary>What a function costs: up to each statement, by its locals, and all in all.</summary>
    private sealed record Size(IlCost[] Costs, LocalUses Uses, IlCost Total);
}
