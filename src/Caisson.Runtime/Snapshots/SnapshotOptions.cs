using System.Collections.Immutable;

namespace Caisson.Runtime;

/// <summary>Which exports a snapshot has. Immutable.</summary>
public sealed record SnapshotOptions
{
    /// <summary>All that the module has.</summary>
    public static SnapshotOptions Default { get; } = new();

    /// <summary>Names of exports that the snapshot doesn't have, such as that of an initialiser that has run. One that there isn't does no harm.</summary>
    public ImmutableHashSet<string> RemovedExports { get; init; } = [];

    /// <summary>
    /// New names of exported functions, each with the old one. The new name may be that of another export, which is gone then, unless it gets a new name itself.
    /// </summary>
    public ImmutableDictionary<string, string> RenamedFunctions { get; init; } = ImmutableDictionary<string, string>.Empty;
}
