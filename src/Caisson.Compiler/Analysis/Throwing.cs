using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Analysis;

/// <summary>What may throw an exception that wasm can catch, and who catches it. Traps don't count.</summary>
internal static class Throwing
{
    /// <summary>Whether a statement may throw: calls may.</summary>
    public static bool May(Statement statement)
    {
        if (statement is Throw) return true;
        foreach (Expression expression in statement.Expressions)
            if (May(expression)) return true;
        return false;
    }

    /// <summary>The region, from one on outwards, whose clauses come first.</summary>
    public static TryRegion? HandlerOf(TryRegion? region)
    {
        while (region is { Clauses.Count: 0 }) region = region.Outer;
        return region;
    }

    /// <summary>The region whose clauses come after those of another; none after a clause that catches all.</summary>
    public static TryRegion? NextOf(TryRegion handler) => handler.Clauses.Contains(null) ? null : HandlerOf(handler.Outer);

    private static bool May(Expression expression)
    {
        if ((expression.Effects & Effects.WritesAll) == 0) return false;
        if (expression is Call or PartCall) return true;
        foreach (Expression child in expression.Children)
            if (May(child)) return true;
        return false;
    }
}
