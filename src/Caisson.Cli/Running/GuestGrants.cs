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

    /// <summary>What of the network a component may reach; null for nothing, so that no assembly about networks is loaded.</summary>
    public IReadOnlyList<NetworkRule>? Network { get; init; }

    /// <summary>What a component reads as its configuration; null for nothing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Config { get; init; }

    /// <summary>Stores in memory that a component may open, by their names, with what they have in the beginning; null for none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, string>>>? Stores { get; init; }

    /// <summary>Looks for the folders.</summary>
    /// <exception cref="Output.Failure">One isn't there: which.</exception>
    public void RequireDirectories()
    {
        foreach (DirectoryGrant grant in Directories) Input.PathErrors.RequireDirectory(grant.Host);
    }
}
