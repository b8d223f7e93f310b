using System.Diagnostics.CodeAnalysis;
using Caisson.Wit;

namespace Caisson.Components.Linking;

/// <summary>Names of interfaces with a version: those of compatible versions stand for each other. spec: canonversion</summary>
internal static class InterfaceName
{
    /// <summary>What has a name, or else that of the highest compatible version.</summary>
    public static T? Find<T>(IReadOnlyDictionary<string, T> items, string name) where T : class
    {
        if (items.TryGetValue(name, out T? exact)) return exact;
        if (!TryTrack(name, out string? wanted, out _)) return null;
        T? best = null;
        SemVersion? bestVersion = null;
        foreach ((string candidate, T item) in items)
        {
            if (!TryTrack(candidate, out string? track, out SemVersion? version) || track != wanted) continue;
            if (best is null || (version is not null && version.CompareTo(bestVersion) > 0)) (best, bestVersion) = (item, version);
        }

        return best;
    }

    /// <summary>What all compatible names have in common. A version that isn't a release is compatible with itself only.</summary>
    /// <param name="name">A name.</param>
    /// <param name="track">The name with the track for a version.</param>
    /// <param name="version">The version; null where the name has no more than a track.</param>
    private static bool TryTrack(string name, [NotNullWhen(true)] out string? track, out SemVersion? version)
    {
        (track, version) = (null, null);
        int at = name.IndexOf('@') + 1;
        if (at == 0) return false;
        string text = name[at..];
        if (SemVersion.TryParse(text, out version) && version.PreRelease.Length == 0) track = name[..at] + version.Track;
        else if (SemVersion.IsTrack(text)) track = name;
        return track is not null;
    }
}
