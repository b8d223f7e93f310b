using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>
/// What crosses the border of a candidate: the locals that it needs, the ways out, and what each way takes along. Immutable.
/// </summary>
internal sealed class Boundary
{
    public Boundary(Candidate candidate, FunctionIr ir, Structure structure, FlowGraph graph, ReachedBlocks reached, HandlerLiveness? liveness)
    {
        Candidate = candidate;
        var used = new LocalUses();
        bool mayThrow = false;
        for (int i = candidate.Start; i < candidate.End; i++)
        {
            Statement statement = ir.Body[i];
            used.Add(statement);
            mayThrow |= Throwing.May(statement);
            if (statement is Return or TailCall) Leaving.Add(statement);
            foreach (Label label in statement.Targets)
                if (!structure.IsInside(label, candidate.Start, candidate.End)) Labels.Add(label);
        }
        Uses = used;
        (int first, int behind) = (graph.BlockAt(candidate.Start), graph.BlockAt(candidate.End));
        FallsThrough = reached[behind - 1] && graph.FallsThrough(behind - 1);
        Enters = [.. used.Counts.Keys.Where(local => IsLive(local, first))];
        foreach (Label label in Labels) Leaves.Add([.. used.Sets.Where(local => IsLive(local, graph.BlockOf(label)))]);
        LeavesAtEnd = FallsThrough ? [.. used.Sets.Where(local => IsLive(local, behind))] : [];
        if (mayThrow && Throwing.HandlerOf(candidate.Region) is { } handler)
            SeenByHandlers = [.. used.Sets.Where(local => liveness is null || liveness.Needed(handler).Contains(local.Number))];
        Overhead = ComputeOverhead();

        bool IsLive(Local local, int block) => liveness is null || liveness.AtStart(block).Contains(local.Number);
    }

    public Candidate Candidate { get; }

    /// <summary>The locals in it, and how often.</summary>
    public LocalUses Uses { get; }

    /// <summary>Whether control may go on behind it.</summary>
    public bool FallsThrough { get; }

    /// <summary>The labels outside that it branches to.</summary>
    public OrderedSet<Label> Labels { get; } = [];

    /// <summary>The returns and tail calls in it.</summary>
    public List<Statement> Leaving { get; } = [];

    /// <summary>The locals whose values it needs.</summary>
    public List<Local> Enters { get; }

    /// <summary>For each label the locals whose values are needed there and may have changed.</summary>
    public List<List<Local>> Leaves { get; } = [];

    /// <summary>The same for the place behind it.</summary>
    public List<Local> LeavesAtEnd { get; }

    /// <summary>The locals that it sets and that handlers around it may read when it throws.</summary>
    public List<Local> SeenByHandlers { get; } = [];

    /// <summary>In how many ways it can be left. All returns are one.</summary>
    public int Exits => Labels.Count + (FallsThrough ? 1 : 0) + Leaving.Count(statement => statement is TailCall) + (Leaving.Exists(statement => statement is Return) ? 1 : 0);

    /// <summary>What calling it costs, about.</summary>
    public IlCost Overhead { get; }

    private IlCost ComputeOverhead()
    {
        int exits = Exits;
        int moves = Enters.Count + LeavesAtEnd.Count + Leaves.Sum(locals => locals.Count) + Leaving.Sum(statement => statement.Expressions.Length);
        return new IlCost(14 + 3 * moves + 4 * exits, 3 + 2 * moves, 2 * Math.Max(0, exits - 1), 40 + 9 * moves + 12 * exits);
    }
}
