namespace Caisson.Components.Linking;

/// <summary>Names of interfaces with a version: those of compatible versions stand for each other. spec: canonversion</summary>
internal static class InterfaceName
{
    /// <summary>What has a name, or else that of the highest compatible version.</summary>
    public static T? Find<T>(IReadOnlyDictionary<string, T> items, string name) where T : class
    {
        if (items.TryGetValue(name, out T? exact)) return exact;
        if (!TrySplit(name, out string wanted, out Version? version)) return null;
        string track = Track(version);
        T? best = null;
        Version? bestVersion = null;
        foreach ((string candidate, T item) in items)
        {
            if (!TrySplit(candidate, out string found, out Version? other) || found != wanted || Track(other) != track || other < bestVersion) continue;
            (best, bestVersion) = (item, other);
        }
        return best;
    }

    /// <summary>What compatible versions have in common: 1, 0.2 or 0.0.3.</summary>
    private static string Track(Version version) => version switch
    {
        { Major: > 0 } => $"{version.Major}",
        { Minor: > 0 } => $"0.{version.Minor}",
        _ => $"0.0.{version.Build}",
    };

    /// <summary>Takes a name apart. A version that isn't a release is compatible with itself only.</summary>
    private static bool TrySplit(string name, out string interfaceName, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Version? version)
    {
        int at = name.IndexOf('@');
        (interfaceName, version) = (at < 0 ? name : name[..at], null);
        if (at < 0) return false;
        string[] numbers = name[(at + 1)..].Split('+')[0].Split('.');
        int[] parsed = [0, 0, 0];
        if (numbers.Length > 3) return false;
        for (int i = 0; i < numbers.Length; i++)
            if (!int.TryParse(numbers[i], System.Globalization.NumberStyles.None, null, out parsed[i])) return false;
        version = new Version(parsed[0], parsed[1], parsed[2]);
        return true;
    }
}
