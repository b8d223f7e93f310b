using Caisson.Compiler.Analysis;
using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>
/// Finds the runs of statements that may become parts: as large as a part may be, none within another. It looks into a statement
/// instead of taking it where it is too large, or where the dispatch of an interpreter would go with it. One use.
/// </summary>
internal sealed class CandidateFinder
{
    private readonly FunctionIr _ir;
    private readonly Structure _structure;
    private readonly IlCost[] _costs;
    private readonly JitLimits _limits;

    /// <summary>How many statements before each must not be inside of a part of their own.</summary>
    private readonly int[] _dispatches, _tries;

    private readonly List<Candidate> _found = [];
    private readonly Stack<(int Start, int End, TryRegion? Region)> _open = [];

    private CandidateFinder(FunctionIr ir, Structure structure, IlCost[] costs, JitLimits limits)
    {
        (_ir, _structure, _costs, _limits) = (ir, structure, costs, limits);
        (_dispatches, _tries) = (new int[ir.Body.Count + 1], new int[ir.Body.Count + 1]);
        for (int i = 0; i < ir.Body.Count; i++)
        {
            _dispatches[i + 1] = _dispatches[i] + (ir.Body[i].Targets.Length > limits.DispatchTargets ? 1 : 0);
            _tries[i + 1] = _tries[i] + (ir.Body[i] is TryStart ? 1 : 0);
        }
    }

    /// <summary>Finds them, in no particular order.</summary>
    public static List<Candidate> Find(FunctionIr ir, Structure structure, IlCost[] costs, JitLimits limits)
    {
        var finder = new CandidateFinder(ir, structure, costs, limits);
        finder._open.Push((0, ir.Body.Count, null));
        while (finder._open.TryPop(out (int Start, int End, TryRegion? Region) range)) finder.Visit(range.Start, range.End, range.Region);
        return finder._found;
    }

    private void Visit(int from, int to, TryRegion? region)
    {
        int start = from;
        for (int i = from, next; i < to; i = next)
        {
            next = _structure.After(i);
            if (MustStay(i, next, region))
            {
                Add(start, i, region);
                start = next;
                if (next > i + 1) _open.Push((i + 1, next - 1, _ir.Body[i] is TryStart inner ? inner.Region : region));
            }
            else if (IsTooLarge(start, next))
            {
                Add(start, i, region);
                start = i;
            }
        }
        Add(start, to, region);
    }

    private void Add(int start, int end, TryRegion? region)
    {
        if (end > start) _found.Add(new Candidate(start, end, region));
    }

    private bool MustStay(int start, int end, TryRegion? region) =>
        IsTooLarge(start, end) || _dispatches[end] > _dispatches[start] || (_tries[end] > _tries[start] && DependsOnPlace(region));

    /// <summary>Filters of a function with a legacy delegate ask where in the function an exception comes from.</summary>
    private bool DependsOnPlace(TryRegion? region) => _ir.HasDelegates && Throwing.HandlerOf(region) is not null;

    private bool IsTooLarge(int start, int end) => _limits.ShareOf(_costs[end] - _costs[start]) > _limits.LargestPart;
}
