using Caisson.Compiler.Ir;

namespace Caisson.Compiler.Splitting;

/// <summary>One of the ways to leave a part.</summary>
/// <param name="Label">What branches that way within the part go to; null for the way behind its last statement.</param>
/// <param name="Leave">What the part does before it returns.</param>
/// <param name="Arrive">What the function does then; ends with a branch, but for the way behind the last statement.</param>
internal sealed record PartExit(Label? Label, List<Statement> Leave, List<Statement> Arrive)
{
    /// <summary>Where the function goes at once, when it has nothing else to do.</summary>
    public Label? Target => Arrive is [Branch branch] ? branch.Label : null;
}
