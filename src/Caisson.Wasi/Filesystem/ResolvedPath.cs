using Caisson.Wasi.Interop;

namespace Caisson.Wasi.Filesystem;

/// <summary>
/// Where a path led: a directory below the one it started in, and an entry of it. System calls on the pair can't leave the
/// directory as long as they don't follow the entry when it is a symbolic link.
/// </summary>
/// <param name="directory">The directory.</param>
/// <param name="owned">Whether the directory was opened for this and is closed with it.</param>
/// <param name="name">The entry: a single component, with a slash after it only where the caller asked to keep it.</param>
internal readonly ref struct ResolvedPath(FileHandle directory, bool owned, PathName name)
{
    public FileHandle Directory => directory;

    public PathName Name => name;

    public void Dispose()
    {
        if (owned) directory.Dispose();
    }
}
