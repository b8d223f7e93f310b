using Caisson.Wasi;

namespace Caisson.Cli.Running;

/// <summary>The WASI world of one guest: exactly what the command line grants.</summary>
internal static class WasiSetup
{
    /// <summary>What a run grants. The guest's first argument is the name of its file.</summary>
    public static WasiOptions For(RunSettings settings, CancellationToken cancellation) => For(settings.Guest) with
    {
        Cancellation = cancellation,
        Args = [Path.GetFileName(settings.File), .. settings.Arguments],
        Stdin = WasiStdio.Input,
        Stdout = WasiStdio.Output,
        Stderr = WasiStdio.Error,
    };

    /// <summary>What a guest is granted beside arguments and streams.</summary>
    public static WasiOptions For(GuestSettings guest) => new()
    {
        Environment = [.. guest.Environment],
        Preopens = [.. guest.Directories.Select(grant => new WasiPreopen(grant.Host, grant.Guest, grant.ReadOnly))],
        AllowedNetwork = guest.Network,
        Config = guest.Config,
        KeyValue = Stores(guest),
        MaxThreads = guest.MaxThreads,
    };

    private static Dictionary<string, IKeyValueStore> Stores(GuestSettings guest)
    {
        Dictionary<string, IKeyValueStore> stores = [];
        foreach ((string name, IReadOnlyList<KeyValuePair<string, string>> pairs) in guest.Stores) stores.Add(name, new MemoryKeyValueStore(pairs));
        return stores;
    }
}
