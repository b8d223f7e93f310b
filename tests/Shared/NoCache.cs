using System.Runtime.CompilerServices;

namespace Caisson.Tests;

/// <summary>Tests, and the processes that they start, keep no compiled code where the user's is, and start nothing that makes some.</summary>
internal static class NoCache
{
    /// <summary>Before the first test. One that wants a cache names a folder of its own.</summary>
    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable("CAISSON_CACHE", "off");
}
