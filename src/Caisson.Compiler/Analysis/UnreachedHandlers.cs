using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>
/// Takes the clauses from regions where nothing is thrown that would come to them. They cost nothing that way, and the JIT of .NET
/// 10 ends the process over some nests of them.
/// </summary>
internal static class UnreachedHandlers
{
    /// <summary>More handlers in a function, or deeper nests of them, take the JIT more than a few seconds: its time grows with their square.</summary>
    private const int MaxHandlers = 4000, MaxNesting = 1000;

    /// <summary>Rewrites the regions of a function.</summary>
    /// <exception cref="NotSupportedException">There are more handlers than the JIT can take.</exception>
    public static void Remove(FunctionIr ir)
    {
        if (!ir.HasRegions) return;
        TryRegion? region = null;
        var all = new List<TryRegion>();
        var reached = new HashSet<TryRegion>();
        foreach (Statement statement in ir.Body)
        {
            if (statement is TryStart start)
            {
                all.Add(region = start.Region);
                Shorten(region);
            }
            else if (statement is TryEnd end) region = end.Region.Enclosing;
            else if (region is not null && Throwing.May(statement)) Reach(region, reached);
        }
        foreach (TryRegion unreached in all.Where(each => !reached.Contains(each))) unreached.Clauses.Clear();
        foreach (TryRegion each in all) Shorten(each);
        if (reached.Count > MaxHandlers || Nesting(ir) > MaxNesting) throw CompilerErrors.TooManyHandlers(ir.Index, MaxHandlers, MaxNesting);
    }

    /// <summary>
    /// Leaves out a region without clauses on the way outwards; outer ones come first, so that one is all there can be. Otherwise every look for a
    /// handler would go through all of a nest.
    /// </summary>
    private static void Shorten(TryRegion region)
    {
        if (region.Outer is { Clauses.Count: 0 } empty) region.Outer = empty.Outer;
    }

    private static int Nesting(FunctionIr ir)
    {
        int nesting = 0, deepest = 0;
        foreach (Statement statement in ir.Body)
        {
            if (statement is TryStart { Region.Clauses.Count: > 0 }) deepest = Math.Max(deepest, ++nesting);
            else if (statement is TryEnd { Region.Clauses.Count: > 0 }) nesting--;
        }
        return deepest;
    }

    private static void Reach(TryRegion from, HashSet<TryRegion> reached)
    {
        for (TryRegion? handler = Throwing.HandlerOf(from); handler is not null && reached.Add(handler);) handler = Throwing.NextOf(handler);
    }
}
