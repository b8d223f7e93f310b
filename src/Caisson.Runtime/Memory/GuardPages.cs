using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// Where guard pages work. Memories that can have them always do, whichever engine makes them, as long as there is address space:
/// so code that relies on them may import any. Safe from any thread.
/// </summary>
internal static class GuardPages
{
    /// <summary>Whether this system can have them at all.</summary>
    public static readonly bool FitPlatform =
        OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
        && Environment.SystemPageSize <= GuardedSlots.Granularity;

    /// <summary>Whether a memory ends where a page of the system does, and a 32-bit index with its offset can't leave a slot.</summary>
    public static bool Fit(MemType type) => FitPlatform && !type.Is64 && 1 << type.PageSizeLog2 == GuardedSlots.Granularity;

    /// <summary>What an engine with a setting does.</summary>
    /// <param name="checks">The setting.</param>
    /// <returns>Whether the code that it makes relies on guard pages.</returns>
    /// <exception cref="PlatformNotSupportedException">It should, but can't.</exception>
    public static bool Choose(MemoryChecks checks)
    {
        if (checks == MemoryChecks.Explicit) return false;
        if (AreReady(out string? obstacle)) return true;
        return checks == MemoryChecks.GuardPages ? throw RuntimeErrors.NoGuardPages(obstacle) : false;
    }

    private static bool AreReady([NotNullWhen(false)] out string? obstacle)
    {
        obstacle = !FitPlatform ? "they need Linux on x64 or arm64"
            : !GuardedSlots.TryPrepare() ? "8 GiB of address space can't be reserved"
            : !FaultHandler.TryInstall() ? "the handler of SIGSEGV can't be replaced"
            : null;
        return obstacle is null;
    }
}
