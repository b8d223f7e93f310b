namespace Caisson.Runtime;

/// <summary>How guest code finds out that an address lies outside its memory. Nothing else depends on it: traps are the same.</summary>
public enum MemoryChecks
{
    /// <summary>Guard pages where they work, else explicit checks: in memories that can't have them, and in processes that can't.</summary>
    Automatic,

    /// <summary>
    /// As <see cref="Automatic"/>, but where this process can't have guard pages, an engine isn't made. They need Linux on x64 or arm64,
    /// 8 GiB of address space for each memory, and a place in front of the runtime's handler of the signal SIGSEGV.
    /// </summary>
    GuardPages,

    /// <summary>Every access compares its address with the length of the memory. No signal handler is installed.</summary>
    Explicit,
}
