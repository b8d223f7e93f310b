namespace Caisson.Fuzz.Differential;

/// <summary>How a call ended.</summary>
/// <param name="Kind">"returned", "exception", "limit", or the kind of a trap.</param>
/// <param name="Values">Results.</param>
internal sealed record Outcome(string Kind, Seen[] Values)
{
    public const string Returned = "returned";
    public const string Thrown = "exception";

    /// <summary>The interpreter gave up; tells nothing.</summary>
    public const string Limit = "limit";

    public static Outcome Of(string kind) => new(kind, []);

    /// <summary>Whether another one is the same, as far as both can tell.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="coarsely">Whether the kinds of traps that some engines don't tell apart are one.</param>
    public bool Agrees(Outcome other, bool coarsely) =>
        (Kind == other.Kind || (coarsely && AgreesCoarsely(Kind, other.Kind)))
        && Values.Length == other.Values.Length
        && Values.Zip(other.Values).All(pair => pair.First.Agrees(pair.Second, coarsely));

    public override string ToString() => Kind == Returned ? $"({string.Join(", ", Values)})" : Kind;

    /// <summary>
    /// Wasmtime checks where <c>array.copy</c> copies to before it looks whether there is something to copy from; by the specification
    /// null comes first. spec: exec-array.copy
    /// </summary>
    private static bool AgreesCoarsely(string kind, string other) =>
        Coarse(kind) == Coarse(other) || (kind == "NullArrayReference" && other == "OutOfBoundsArrayAccess");

    private static string Coarse(string kind) => kind switch
    {
        "NullFunctionReference" or "NullStructureReference" or "NullArrayReference" or "NullI31Reference" or "NullExceptionReference" => "NullReference",
        "UndefinedElement" => "OutOfBoundsTableAccess",
        _ => kind,
    };
}
