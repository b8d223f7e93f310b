using System.Runtime.InteropServices;

namespace Caisson.Compiler.Precompilation;

/// <summary>Tells whether only this user and the system's could have written a file.</summary>
internal static partial class ImageTrust
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int StatBytes = 256, OwnerOffset = 20, ModeOffset = 28, BasicStats = 0x7ff, CurrentFolder = -100;

    /// <summary>Why a file isn't to be trusted; null when it is.</summary>
    public static string? Objection(string path)
    {
        if (!OperatingSystem.IsLinux()) return "this system doesn't tell who could have written it";
        string full = Path.GetFullPath(path);
        return Objection(full, "it", isFolder: false) ?? Objection(Path.GetDirectoryName(full)!, "its folder", isFolder: true);
    }

    private static unsafe string? Objection(string path, string what, bool isFolder)
    {
        byte* stat = stackalloc byte[StatBytes];
        if (statx(CurrentFolder, path, 0, BasicStats, stat) != 0) return $"{what} can't be examined";
        uint owner = *(uint*)(stat + OwnerOffset);
        if (owner != 0 && owner != geteuid()) return $"{what} belongs to another user";

        // In a folder with this bit, others make files of their own, but don't touch this one.
        var mode = (UnixFileMode)(*(ushort*)(stat + ModeOffset));
        return (mode & OthersWrite) == 0 || (isFolder && mode.HasFlag(UnixFileMode.StickyBit)) ? null : $"other users may write {what}";
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int statx(int folder, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc")]
    private static partial uint geteuid();
}
