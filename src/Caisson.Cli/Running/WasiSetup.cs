using Caisson.Wasi;

namespace Caisson.Cli.Running;

/// <summary>The WASI world of one run: exactly what the command line grants.</summary>
internal static class WasiSetup
{
    /// <summary>WASI preview 1 for a run. The guest's first argument is the name of its file.</summary>
    public static WasiPreview1 For(RunSettings settings, CancellationToken cancellation) => new(new WasiOptions
    {
        Cancellation = cancellation,
        Args = [Path.GetFileName(settings.File), .. settings.Arguments],
        Environment = [.. settings.Environment],
        Preopens = [.. settings.Directories.Select(grant => new WasiPreopen(grant.Host, grant.Guest, grant.ReadOnly))],
        MaxThreads = settings.MaxThreads,
        Stdin = WasiStdio.Input,
        Stdout = WasiStdio.Output,
        Stderr = WasiStdio.Error,
    });
}
