namespace Caisson.Wit.Model;

/// <summary>Since when, or under which feature, an item can be used. Immutable, with value equality. component-model: gate</summary>
/// <param name="Since">The version that brought the item.</param>
/// <param name="Unstable">The feature that must be active.</param>
/// <param name="Deprecated">The version from which the item should no longer be used.</param>
public sealed record WitGate(SemVersion? Since = null, string? Unstable = null, SemVersion? Deprecated = null)
{
    /// <summary>No gate.</summary>
    public static WitGate None { get; } = new();
}
