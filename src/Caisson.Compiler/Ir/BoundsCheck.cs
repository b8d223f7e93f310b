namespace Caisson.Compiler.Ir;

/// <summary>How an access to memory is checked against the memory's length. The default checks the bytes of the access itself.</summary>
/// <param name="IsNone">Whether the bytes are known to exist, so that nothing is checked and the access can't trap.</param>
/// <param name="End">
/// One more than the last byte that must exist, counted from the address operand; more than the access needs where it checks for later
/// ones, too. Zero: what the access itself needs.
/// </param>
internal readonly record struct BoundsCheck(bool IsNone, ulong End = 0)
{
    /// <summary>Nothing needs to be checked.</summary>
    public static BoundsCheck None { get; } = new(IsNone: true);
}
