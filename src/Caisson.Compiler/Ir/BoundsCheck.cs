namespace Caisson.Compiler.Ir;

/// <summary>
/// What makes sure that the bytes of an access to memory exist. The default: where the memory has guard pages, touching the last of them; elsewhere
/// a comparison with the memory's length.
/// </summary>
/// <param name="By">Whether that is needed at all.</param>
/// <param name="End">
/// One more than the last byte that must exist, counted from the address operand; more than the access needs where it checks for later
/// ones, too. Zero: what the access itself needs.
/// </param>
internal readonly record struct BoundsCheck(BoundsCheck.Kind By, ulong End = 0)
{
    public enum Kind
    {
        /// <summary>Something before the access.</summary>
        Check,

        /// <summary>The access itself, which faults.</summary>
        Itself,

        /// <summary>The load itself, in a form that reads all bytes whatever is needed of them.</summary>
        WholeLoad,

        /// <summary>Nothing: the bytes are known to exist, and the access can't trap.</summary>
        None,
    }

    /// <summary>Nothing needs to be checked.</summary>
    public static BoundsCheck None { get; } = new(Kind.None);

    /// <summary>A check for accesses up to an end.</summary>
    public static BoundsCheck UpTo(ulong end) => new(Kind.Check, end);

    /// <summary>Whether the access can't trap.</summary>
    public bool IsNone => By == Kind.None;
}
