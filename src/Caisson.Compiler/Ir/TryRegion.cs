namespace Caisson.Compiler.Ir;

/// <summary>
/// The body of a <c>try_table</c> or of a legacy <c>try</c>: statements whose exceptions are offered to its clauses first. Lowering
/// completes it when it comes to the clauses; immutable afterwards.
/// </summary>
/// <param name="enclosing">The region around it.</param>
/// <param name="exception">Where a caught exception is left.</param>
internal sealed class TryRegion(TryRegion? enclosing, Local exception)
{
    /// <summary>The region around it.</summary>
    public TryRegion? Enclosing { get; } = enclosing;

    /// <summary>Where exceptions go that no clause matches: the region around it, or for a legacy <c>delegate</c> one further out.</summary>
    public TryRegion? Outer { get; set; } = enclosing;

    /// <summary>Where a caught exception is left.</summary>
    public Local Exception { get; } = exception;

    /// <summary>The tags that it catches; of a clause that catches all, null. Empty: it catches nothing.</summary>
    public List<int?> Clauses { get; } = [];

    /// <summary>Its number among the handlers; set where a filter needs it.</summary>
    public int Place { get; set; }

    /// <summary>The greatest number of a handler from which exceptions come to this one.</summary>
    public int LastPlace { get; set; }
}
