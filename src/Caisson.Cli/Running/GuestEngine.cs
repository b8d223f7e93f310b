using Caisson.Compiler;
using Caisson.Runtime;

namespace Caisson.Cli.Running;

/// <summary>The engine of one guest: exactly the limits that the command line sets.</summary>
internal static class GuestEngine
{
    /// <summary>An engine.</summary>
    /// <param name="guest">The limits.</param>
    /// <param name="isInterruptible">Whether the guest can be stopped.</param>
    /// <param name="cache">Where its code is kept, if anywhere.</param>
    public static Engine For(GuestSettings guest, bool isInterruptible, CodeCache? cache) => new(new EngineOptions
    {
        MaxMemoryBytes = guest.MaxMemory,
        MaxStackBytes = guest.MaxStack,
        Interruption = isInterruptible,
        Fuel = guest.Fuel,
        MemoryChecks = guest.MemoryChecks,
        Cache = cache,

        // Named, so that nobody has to look for it at each start.
        Backend = new IlBackend(),
    });
}
