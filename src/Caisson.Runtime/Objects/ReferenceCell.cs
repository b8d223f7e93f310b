namespace Caisson.Runtime;

/// <summary>An element of an array of references: an array of a value type holds exactly it, where one of a class may hold subclasses.</summary>
/// <param name="reference">The element.</param>
internal struct ReferenceCell(object? reference)
{
    /// <summary>The element. Read and written by emitted code.</summary>
    internal object? Reference = reference;
}
