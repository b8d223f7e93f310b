namespace Caisson.Wasi;

/// <summary>The guest ended itself. Thrown out of the call into the guest; no failure of the host's.</summary>
/// <param name="exitCode">The code that the guest gave: zero means success.</param>
public sealed class WasiExitException(int exitCode) : Exception($"the guest exited with code {exitCode}")
{
    /// <summary>The code that the guest gave: zero means success.</summary>
    public int ExitCode { get; } = exitCode;
}
