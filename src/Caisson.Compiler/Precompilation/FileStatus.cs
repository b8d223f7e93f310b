using System.Runtime.InteropServices;

namespace Caisson.Compiler.Precompilation;

/// <summary>What Linux tells of a file.</summary>
/// <param name="Owner">The number of the user that it belongs to.</param>
/// <param name="Mode">Its kind, and who may do what.</param>
internal readonly partial record struct FileStatus(uint Owner, ushort Mode)
{
    private const int Bytes = 256, OwnerOffset = 20, ModeOffset = 28, BasicStats = 0x7ff, CurrentFolder = -100;
    private const ushort KindMask = 0xF000, RegularKind = 0x8000;

    /// <summary>Whether it is a file, rather than a folder, a device, a pipe or a socket.</summary>
    public bool IsRegular => (Mode & KindMask) == RegularKind;

    /// <summary>Looks at a file; null when there is none, or this user can't see it.</summary>
    public static unsafe FileStatus? Of(string path)
    {
        byte* stat = stackalloc byte[Bytes];
        return statx(CurrentFolder, path, 0, BasicStats, stat) == 0 ? new FileStatus(*(uint*)(stat + OwnerOffset), *(ushort*)(stat + ModeOffset)) : null;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(int folder, string path, int flags, uint mask, byte* result);
}
