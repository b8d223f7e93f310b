using Caisson.Wasi;

namespace Caisson.Cli.Running;

/// <summary>The WASI world of one run: exactly what the command line grants.</summary>
internal static class WasiSetup
{
    /// <summary>WASI preview 1 for a run.</summary>
    public static WasiPreview1 For(RunSettings settings) => new(new WasiOptions
    {
    });
}
