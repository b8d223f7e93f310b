using Caisson.Compiler.Splitting;

/// <summary>
/// What the runtime calls before the program when DOTNET_STARTUP_HOOKS names this assembly; it looks for this name without a namespace.
/// Makes the compiler split every function.
/// </summary>
internal static class StartupHook
{
    /// <summary>Called by the runtime.</summary>
    public static void Initialize() => JitLimits.Default = JitLimits.Tiny;
}
