using Caisson.Wasi;

namespace Caisson.Cli.Running;

/// <summary>The WASI world of one guest: exactly what the command line grants.</summary>
internal static class WasiSetup
{
    /// <summary>What a run grants. The guest's first argument is the name of its file.</summary>
    public static WasiOptions For(RunSettings settings, CancellationToken cancellation) => For(settings.Guest) with
    {
        Cancellation = cancellation,
        Args = (string[])[Path.GetFileName(settings.File), .. settings.Arguments],
        Stdin = WasiStdio.Input,
        Stdout = WasiStdio.Output,
        Stderr = WasiStdio.Error,
    };

    /// <summary>What a guest is granted beside arguments and streams.</summary>
    public static WasiOptions For(GuestSettings guest)
    {
        WasiOptions nothing = new() { MaxThreads = guest.MaxThreads };
        return guest.Grants is null ? nothing : Grant(nothing, guest.Grants);
    }

    private static WasiOptions Grant(WasiOptions options, GuestGrants grants) => options with
    {
        Environment = [.. grants.Environment],
        Preopens = [.. grants.Directories.Select(grant => new WasiPreopen(grant.Host, grant.Guest, grant.ReadOnly))],
        AllowedNetwork = grants.Network,
        Config = grants.Config,
        KeyValue = grants.Stores.ToDictionary(store => store.Key, IKeyValueStore (store) => new MemoryKeyValueStore(store.Value)),
    };
}
