namespace Caisson.Wit;

/// <summary>What of a package is to be there. Immutable.</summary>
public sealed record ResolveOptions
{
    /// <summary>All stable items.</summary>
    public static ResolveOptions Default { get; } = new();

    /// <summary>The features whose <c>@unstable</c> items are there too. Default: none.</summary>
    public IReadOnlyCollection<string> Features { get; init; } = [];

    /// <summary>Whether all <c>@unstable</c> items are there. Default: no.</summary>
    public bool AllFeatures { get; init; }

    /// <summary>
    /// The version that the main package is to be taken as: items that came <c>@since</c> later are not there. Default: null, its
    /// own. component-model: Feature Gates
    /// </summary>
    public SemVersion? TargetVersion { get; init; }
}
