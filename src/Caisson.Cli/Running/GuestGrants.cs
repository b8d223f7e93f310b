using Caisson.Cli.Options;
using Caisson.Wasi;

namespace Caisson.Cli.Running;

/// <summary>What a guest may use of the host, checked.</summary>
internal sealed record GuestGrants
{
    /// <summary>Folders of the host that the guest may use.</summary>
    public IReadOnlyList<DirectoryGrant> Directories { get; init; } = [];

    /// <summary>The guest's environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What of the network a component may reach.</summary>
    public IReadOnlyList<NetworkRule> Network { get; init; } = [];

    /// <summary>What a component reads as its configuration.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Config { get; init; } = [];

    /// <summary>Stores in memory that a component may open, by their names, with what they have in the beginning.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, string>>> Stores { get; init; } =
        new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>>();

    /// <summary>Looks for the folders.</summary>
    /// <exception cref="Output.Failure">One isn't there: which.</exception>
    public void RequireDirectories()
    {
        foreach (string path in Directories.Select(grant => grant.Host)) Input.PathErrors.RequireDirectory(path);
    }
}
