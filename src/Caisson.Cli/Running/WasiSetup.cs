using System.Runtime.CompilerServices;
using Caisson.Cli.Options;
using Caisson.Wasi;

namespace Caisson.Cli.Running;

/// <summary>The WASI world of one guest: exactly what the command line grants.</summary>
internal static class WasiSetup
{
    /// <summary>What a run grants. The guest's first argument is the name of its file.</summary>
    public static WasiOptions For(RunSettings settings, CancellationToken cancellation) => For(settings.Guest) with
    {
        Cancellation = cancellation,
        Args = (string[])[NameOf(settings.File), .. settings.Arguments],
        Stdin = WasiStdio.Input,
        Stdout = WasiStdio.Output,
        Stderr = WasiStdio.Error,
    };

    /// <summary>As Path.GetFileName, which looks by vectors, whose types take longer to load than a path is long.</summary>
    private static string NameOf(string path)
    {
        int start = path.Length;
        while (start > 0 && path[start - 1] is var c && c != Path.DirectorySeparatorChar && c != Path.AltDirectorySeparatorChar && c != Path.VolumeSeparatorChar) start--;
        return path[start..];
    }

    /// <summary>What a guest is granted beside arguments and streams.</summary>
    public static WasiOptions For(GuestSettings guest)
    {
        WasiOptions nothing = new() { MaxThreads = guest.MaxThreads };
        return guest.Grants is null ? nothing : Grant(nothing, guest.Grants);
    }

    private static WasiOptions Grant(WasiOptions options, GuestGrants grants)
    {
        options = options with { Preopens = Preopens(grants.Directories) };
        if (grants.Environment.Count > 0) options = options with { Environment = [.. grants.Environment] };
        if (grants.Network is { } network) options = options with { AllowedNetwork = network };
        if (grants.Config is { } config) options = options with { Config = config };
        if (grants.Stores is { } stores) options = options with { KeyValue = Stores(stores) };
        return options;
    }

    private static WasiPreopen[] Preopens(IReadOnlyList<DirectoryGrant> grants)
    {
        var preopens = new WasiPreopen[grants.Count];
        for (int i = 0; i < preopens.Length; i++) preopens[i] = new WasiPreopen(grants[i].Host, grants[i].Guest, grants[i].ReadOnly);
        return preopens;
    }

    // Inlined, it would have the assembly of queries loaded for those who have none, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Dictionary<string, IKeyValueStore> Stores(IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, string>>> stores) =>
        stores.ToDictionary(store => store.Key, IKeyValueStore (store) => new MemoryKeyValueStore(store.Value));
}
