namespace Caisson.Wasi.Filesystem;

/// <summary>Takes the entries of a directory.</summary>
internal interface IDirectorySink
{
    /// <summary>Takes one entry; its name is valid during the call.</summary>
    /// <returns>Whether it wants more.</returns>
    bool Add(in DirectoryEntry entry);
}
