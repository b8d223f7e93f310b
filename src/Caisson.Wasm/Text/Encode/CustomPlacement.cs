using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Encode;

/// <summary>
/// Where a custom section goes: a rank in the order of sections, twice the place of a known section for "before" it, one more
/// for "after" it.
/// </summary>
/// <param name="Rank">The rank.</param>
internal readonly record struct CustomPlacement(int Rank)
{
    /// <summary>Before all other sections.</summary>
    public static readonly CustomPlacement First = new(-1);

    /// <summary>After all other sections.</summary>
    public static readonly CustomPlacement Last = new(int.MaxValue);

    /// <summary>Directly before a known section, or where it would be.</summary>
    public static CustomPlacement Before(SectionId id) => new(2 * ModuleWriter.Order.IndexOf(id));

    /// <summary>Directly after a known section, or where it would be.</summary>
    public static CustomPlacement After(SectionId id) => new(2 * ModuleWriter.Order.IndexOf(id) + 1);
}
