using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// Takes the clauses from regions where nothing is thrown that would come to them. They cost nothing that way, and the JIT of .NET
/// 10 ends the process over some nests of them.
/// </summary>
internal static class UnreachedHandlers
{
    /// <summary>Rewrites the regions of a function.</summary>
    public static void Remove(FunctionIr ir)
    {
        if (!ir.HasRegions) return;
        TryRegion? region = null;
        var all = new List<TryRegion>();
        var reached = new HashSet<TryRegion>();
        foreach (Statement statement in ir.Body)
        {
            if (statement is TryStart start) all.Add(region = start.Region);
            else if (statement is TryEnd end) region = end.Region.Enclosing;
            else if (region is not null && Throwing.May(statement)) Reach(region, reached);
        }
        foreach (TryRegion unreached in all.Where(each => !reached.Contains(each))) unreached.Clauses.Clear();
    }

    private static void Reach(TryRegion from, HashSet<TryRegion> reached)
    {
        for (TryRegion? handler = Throwing.HandlerOf(from); handler is not null && reached.Add(handler);) handler = Throwing.NextOf(handler);
    }
}
