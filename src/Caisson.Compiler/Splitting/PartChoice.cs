using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>
/// Chooses what becomes a part: what takes most off the function first, until enough is off. So there are few parts, and they are large;
/// what is small and runs often, as most handlers in the loop of an interpreter, stays with its locals in registers.
/// </summary>
internal sealed class PartChoice(JitLimits limits, IlCost[] costs, LocalUses uses)
{
    private readonly Dictionary<Boundary, IlCost> _costs = [];

    /// <summary>Chooses.</summary>
    /// <param name="boundaries">What there is to choose from.</param>
    /// <param name="total">The cost of the function.</param>
    /// <param name="most">How many may be chosen.</param>
    /// <returns>What was chosen, in the order of the function.</returns>
    public List<Boundary> Choose(List<Boundary> boundaries, IlCost total, int most)
    {
        var chosen = new List<Boundary>();
        IlCost left = total;
        foreach (Boundary boundary in boundaries.OrderBy(boundary => limits.ShareOf(Without(boundary, total))))
        {
            if (chosen.Count >= most || (!limits.SplitsAnything && limits.ShareOf(left) <= limits.Wanted)) break;
            IlCost without = Without(boundary, left);
            if (!limits.SplitsAnything && !(limits.ShareOf(without) < limits.ShareOf(left) && Fits(boundary))) continue;
            chosen.Add(boundary);
            left = without;
        }
        chosen.Sort((one, other) => one.Candidate.Start.CompareTo(other.Candidate.Start));
        return chosen;
    }

    /// <summary>What is left of a cost when a candidate becomes a part.</summary>
    private IlCost Without(Boundary boundary, IlCost cost) => cost - CostOf(boundary) + boundary.Overhead;

    /// <summary>Whether the part, which does with what crosses its border as much as its caller, isn't itself too large.</summary>
    private bool Fits(Boundary boundary) =>
        limits.ShareOf(CostOf(boundary) + boundary.Overhead + new IlCost(Locals: boundary.Uses.Counts.Count)) < limits.Tolerated;

    /// <summary>What a candidate takes with it.</summary>
    private IlCost CostOf(Boundary boundary)
    {
        if (_costs.TryGetValue(boundary, out IlCost known)) return known;
        var crossing = new HashSet<Local>([.. boundary.Enters, .. boundary.LeavesAtEnd, .. boundary.Leaves.SelectMany(locals => locals)]);
        int own = boundary.Uses.Counts.Count(pair => pair.Value == uses.Counts[pair.Key] && !crossing.Contains(pair.Key));
        return _costs[boundary] = costs[boundary.Candidate.End] - costs[boundary.Candidate.Start] + new IlCost(Locals: own);
    }
}
