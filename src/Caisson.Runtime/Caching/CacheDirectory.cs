namespace Caisson.Runtime;

/// <summary>
/// The folder of a cache. Entries are code that runs with all rights of the process, so nobody may write to it who couldn't change the program as well:
/// only this user and the administrator.
/// </summary>
internal static class CacheDirectory
{
    private const string Name = "caisson";

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Where it is when nobody says.</summary>
    /// <exception cref="CodeCacheException">Nobody knows.</exception>
    public static string Default
    {
        get
        {
            if (OperatingSystem.IsWindows()) return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name, "cache");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (OperatingSystem.IsMacOS()) return Below(home, "Library", "Caches", Name);

            // By its specification, a relative path there is none.
            return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } caches && Path.IsPathFullyQualified(caches) ? Path.Combine(caches, Name) : Below(home, ".cache", Name);
        }
    }

    /// <summary>Refuses a folder that others could put code into. One that isn't there yet is fine.</summary>
    /// <exception cref="CodeCacheException">It is refused.</exception>
    public static void Check(string directory)
    {
        if (!FileOwner.TryRead(directory, out uint owner, out UnixFileMode mode, out FileKind kind))
        {
            CheckWithoutOwner(directory);
            return;
        }
        if (kind != FileKind.Directory) throw CacheErrors.NotADirectory(directory);
        if ((mode & OthersWrite) != 0) throw CacheErrors.WritableByOthers(directory);
        if (owner != FileOwner.Root && owner != FileOwner.Current) throw CacheErrors.OfAnotherUser(directory, owner, FileOwner.Current);
    }

    private static void CheckWithoutOwner(string directory)
    {
        if (File.Exists(directory)) throw CacheErrors.NotADirectory(directory);
        if (!OperatingSystem.IsWindows() && Directory.Exists(directory) && (File.GetUnixFileMode(directory) & OthersWrite) != 0) throw CacheErrors.WritableByOthers(directory);
    }

    /// <summary>Makes it where it isn't there, and checks what is there then.</summary>
    /// <exception cref="CodeCacheException">It is refused.</exception>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, OwnerOnly);
        Check(directory);
    }

    private static string Below(string parent, params ReadOnlySpan<string> names) => parent.Length == 0 ? throw CacheErrors.NoDirectory() : Path.Combine([parent, .. names]);
}
