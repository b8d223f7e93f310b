namespace Caisson.Wasi.Filesystem;

/// <summary>One entry of a directory.</summary>
internal readonly ref struct DirectoryEntry
{
    /// <summary>The cookie with which reading goes on behind this entry; it stays valid while the directory is open.</summary>
    public ulong Next { get; init; }

    /// <summary>The file's number; zero for <c>..</c>, which may lie outside of what the guest was given.</summary>
    public ulong Inode { get; init; }

    public FileType Type { get; init; }

    public ReadOnlySpan<byte> Name { get; init; }
}
