using Caisson.Runtime;

namespace Caisson.Compiler.Precompilation;

/// <summary>Tells whether only this user and the system's could have written a file.</summary>
internal static class ImageTrust
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Why a file isn't to be trusted; null when it is.</summary>
    public static string? Objection(string path)
    {
        if (!OperatingSystem.IsLinux()) return "this system doesn't tell who could have written it";
        string full = Path.GetFullPath(path);
        return Objection(full, "it", isFolder: false) ?? Objection(Path.GetDirectoryName(full)!, "its folder", isFolder: true);
    }

    private static string? Objection(string path, string what, bool isFolder)
    {
        if (!FileOwner.TryRead(path, out uint owner, out UnixFileMode mode, out _)) return $"{what} can't be examined";
        if (owner != FileOwner.Root && owner != FileOwner.Current) return $"{what} belongs to another user";

        // In a folder with this bit, others make files of their own, but don't touch this one.
        return (mode & OthersWrite) == 0 || (isFolder && mode.HasFlag(UnixFileMode.StickyBit)) ? null : $"other users may write {what}";
    }
}
