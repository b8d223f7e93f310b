using Caisson.Runtime;
using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Preview1;

/// <summary>What descriptors and paths share in asking for and changing what is known of files.</summary>
internal static class FileStats
{
    // witx: fstflags
    private const uint Access = 1, AccessNow = 2, Modify = 4, ModifyNow = 8, All = 15;

    /// <summary>Reads the flags that say what becomes of the two times.</summary>
    /// <returns>False when they contradict each other or are unknown.</returns>
    public static bool TryParse(ulong access, ulong modify, uint flags, out TimeUpdate toAccess, out TimeUpdate toModify)
    {
        toAccess = Parse(access, (flags & Access) != 0, (flags & AccessNow) != 0);
        toModify = Parse(modify, (flags & Modify) != 0, (flags & ModifyNow) != 0);
        bool isContradiction = (flags & (Access | AccessNow)) == (Access | AccessNow) || (flags & (Modify | ModifyNow)) == (Modify | ModifyNow);
        return !isContradiction && (flags & ~All) == 0;
    }

    /// <summary>Writes what is known of a file, as the guest's version lays it out.</summary>
    public static void WriteStat(Memory memory, Snapshot snapshot, uint address, FileStat stat)
    {
        if (snapshot == Snapshot.Unstable) memory.Write(address, new UnstableFileStatLayout(stat));
        else memory.Write(address, new FileStatLayout(stat));
    }

    private static TimeUpdate Parse(ulong nanoseconds, bool isSet, bool isNow) =>
        isNow ? TimeUpdate.Now : isSet ? TimeUpdate.At(nanoseconds) : TimeUpdate.Keep;
}
