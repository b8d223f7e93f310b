using System.Collections.Concurrent;
using System.Net;

namespace Caisson.Wasi.Sockets;

/// <summary>
/// Decides what a guest may reach, by the rules that it was granted; without rules, nothing. It remembers what granted names
/// resolved to, since sockets know addresses only. Safe from any thread.
/// </summary>
/// <param name="rules">What is granted.</param>
internal sealed class NetworkAccess(IReadOnlyList<NetworkRule> rules)
{
    private readonly ConcurrentDictionary<IPAddress, NetworkRule[]> _resolved = new();

    /// <summary>Whether anything is granted at all.</summary>
    public bool IsGranted => rules.Count > 0;

    /// <summary>Whether a name may be looked up.</summary>
    public bool AllowsName(string name) => rules.Any(rule => rule.MatchesName(name));

    /// <summary>Whether a connection or a datagram may go to an address that the guest names.</summary>
    public bool AllowsPeer(IPEndPoint peer) =>
        rules.Any(rule => rule.MatchesPort(peer.Port) && rule.MatchesAddress(peer.Address)) || AllowsResolved(peer);

    /// <summary>Whether a connection may go to an address that a name resolved to, whatever it resolved to before.</summary>
    public bool AllowsPeer(string name, IPEndPoint peer) => rules.Any(rule => rule.MatchesPort(peer.Port)
        && (rule.MatchesAddress(peer.Address) || (rule.MatchesName(name) && peer.Address.IsPublic())));

    /// <summary>Whether a socket may be bound to an address. Port 0 lets the system choose.</summary>
    public bool AllowsLocal(IPEndPoint local) =>
        rules.Any(rule => rule.Range is not null && rule.MatchesPort(local.Port) && rule.MatchesAddress(local.Address));

    /// <summary>Notes what a granted name resolved to.</summary>
    public void Remember(string name, IEnumerable<IPAddress> addresses)
    {
        NetworkRule[] granting = [.. rules.Where(rule => rule.MatchesName(name))];
        foreach (IPAddress address in addresses.Where(address => address.IsPublic()))
        {
            if (_resolved.Count >= Limits.ResolvedAddresses) return;
            _ = _resolved.AddOrUpdate(address, granting, (_, known) => [.. known.Union(granting)]);
        }
    }

    private bool AllowsResolved(IPEndPoint peer) =>
        _resolved.TryGetValue(NetworkRule.Unmapped(peer.Address), out NetworkRule[]? granting) && granting.Any(rule => rule.MatchesPort(peer.Port));
}
