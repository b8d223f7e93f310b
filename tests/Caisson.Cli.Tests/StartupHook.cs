using Caisson.Cli.Tests.Startup;
using Caisson.Compiler.Splitting;

/// <summary>
/// What the runtime calls before the program when DOTNET_STARTUP_HOOKS names this assembly; it looks for this name without a namespace.
/// Makes the compiler split every function, or has the process report what its start took.
/// </summary>
internal static class StartupHook
{
    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(StartReport.Variable) is { } file) StartReport.WriteAtExit(file);
        else SplitAll();
    }

    /// <summary>Apart, so that a process that reports doesn't load the compiler for it.</summary>
    private static void SplitAll() => JitLimits.Default = JitLimits.Tiny;
}
