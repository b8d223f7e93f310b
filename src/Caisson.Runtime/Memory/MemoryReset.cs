namespace Caisson.Runtime;

/// <summary>
/// How the memory of a pooled instance gets back to what it was. The result is the same; where a way doesn't exist, another takes its place. See docs/instances.md
/// for what each costs.
/// </summary>
public enum MemoryReset
{
    /// <summary>What is fastest: copying memories up to 128 KiB, else scanning; discarding where the system can't tell what was written.</summary>
    Automatic,

    /// <summary>Everything is copied, whatever was written. The only way outside of Linux. The memory of each instance that was used becomes its own.</summary>
    Copy,

    /// <summary>
    /// The system tells which pages were written, and they are copied back, up to <see cref="InstancePoolOptions.KeptBytes"/>; the others are discarded. An instance keeps
    /// pages that it once wrote. Linux 6.7 and later.
    /// </summary>
    Scan,

    /// <summary>The system takes back the pages that were written, and makes new ones when they are touched again. Takes the least memory between two uses. Linux.</summary>
    Discard,
}
