using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>Which locals some statements name, how often, and which they set. Not thread-safe.</summary>
internal sealed class LocalUses
{
    /// <summary>How often each local is named.</summary>
    public Dictionary<Local, int> Counts { get; } = [];

    /// <summary>The locals that may have changed.</summary>
    public OrderedSet<Local> Sets { get; } = [];

    public void Add(Statement statement)
    {
        foreach (Local local in statement.Sets) AddSet(local);
        foreach (Expression expression in statement.Expressions) Add(expression);

        // The handler sets it.
        if (statement is TryEnd { Region: { Clauses.Count: > 0, Exception: var exception } }) AddSet(exception);
    }

    private void AddSet(Local local)
    {
        Sets.Add(local);
        Count(local);
    }

    private void Add(Expression expression)
    {
        if (expression is LocalGet get) Count(get.Local);
        foreach (Expression child in expression.Children) Add(child);
    }

    private void Count(Local local) => Counts[local] = Counts.GetValueOrDefault(local) + 1;
}
