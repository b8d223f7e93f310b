using Caisson.Wasi.Cli;

namespace Caisson.Wasi;

/// <summary>
/// The standard streams of the host process, to be granted in <see cref="WasiOptions"/>. What the guest writes reaches the process's
/// descriptor at once; the guest learns whether it is a terminal. Disposing them does nothing. Safe from any thread.
/// </summary>
public static class WasiStdio
{
    /// <summary>The process's standard input.</summary>
    public static Stream Input { get; } = new StandardStream(0);

    /// <summary>The process's standard output.</summary>
    public static Stream Output { get; } = new StandardStream(1);

    /// <summary>The process's standard error.</summary>
    public static Stream Error { get; } = new StandardStream(2);
}
