using System.Collections.Immutable;
using Caisson.Cli.Running;

namespace Caisson.Cli.Snapshotting;

/// <summary>What <c>caisson snapshot</c> was asked to do, checked.</summary>
/// <param name="Run">The module, and what its initialiser may use.</param>
/// <param name="Output">Where the snapshot goes.</param>
internal sealed record SnapshotSettings(RunSettings Run, string Output)
{
    /// <summary>The initialiser that is looked for unless another one is named: the one that wizer looks for.</summary>
    public const string DefaultInitializer = "wizer.initialize";

    /// <summary>The export to call.</summary>
    public string Initializer { get; init; } = DefaultInitializer;

    /// <summary>Whether the snapshot exports the initialiser, too.</summary>
    public bool KeepInitializer { get; init; }

    /// <summary>New names of exported functions, each with the old one.</summary>
    public ImmutableDictionary<string, string> Renames { get; init; } = ImmutableDictionary<string, string>.Empty;
}
