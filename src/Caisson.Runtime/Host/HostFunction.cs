namespace Caisson.Runtime;

/// <summary>A host function whose type is only known at run time: it finds its arguments and leaves its results in spans.</summary>
/// <param name="caller">The instance that calls.</param>
/// <param name="arguments">One for each parameter.</param>
/// <param name="results">To be filled, one for each result; start out as zero or null.</param>
public delegate void HostFunction(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results);
