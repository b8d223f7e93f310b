namespace Caisson.Compiler.Splitting;

/// <summary>What the JIT counts before it decides whether to optimise a method.</summary>
/// <param name="Instructions">Instructions of IL.</param>
/// <param name="References">Instructions that name an argument or a local.</param>
/// <param name="Blocks">Places that are branched to, or that follow a branch.</param>
/// <param name="Bytes">Bytes of IL.</param>
/// <param name="Locals">Arguments and locals.</param>
internal readonly record struct IlCost(int Instructions = 0, int References = 0, int Blocks = 0, int Bytes = 0, int Locals = 0)
{
    public static IlCost operator +(IlCost left, IlCost right) => new(
        left.Instructions + right.Instructions,
        left.References + right.References,
        left.Blocks + right.Blocks,
        left.Bytes + right.Bytes,
        left.Locals + right.Locals);

    public static IlCost operator -(IlCost left, IlCost right) => new(
        left.Instructions - right.Instructions,
        left.References - right.References,
        left.Blocks - right.Blocks,
        left.Bytes - right.Bytes,
        left.Locals - right.Locals);
}
