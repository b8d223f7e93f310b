namespace Caisson.Runtime;

/// <summary>What is still to be compiled: modules beside the entries, which one process at a time makes entries of; and what is known to fail, and why.</summary>
public sealed partial class CodeCache
{
    private const string WantedSuffix = ".wanted", FailedSuffix = ".failed", FillingLock = "filling";

    /// <summary>More than that isn't left at a time: whoever runs something new all the time has no use for the code of what was.</summary>
    private const int MostWanted = 64;

    private long _asked;

    /// <summary>How often this object asked for code to be made.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>Modules whose code is still to be made, by this process or another.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public int WantedCount => Files(WantedSuffix).Length;

    /// <summary>Modules whose code can't be made, each with the reason in the place of the label. They run without; after a week it is tried again.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public IReadOnlyList<CodeCacheEntry> ListFailed() => [.. Files(FailedSuffix).Select(file => Describe(file, FailedSuffix, file.FullName))];

    /// <summary>Leaves a module to be compiled, unless somebody did or it is known to fail.</summary>
    /// <param name="key">Key of the entry to be.</param>
    /// <param name="module">The binary module.</param>
    /// <param name="label">All that is needed beside it.</param>
    /// <returns>Whether it is there now.</returns>
    internal bool Want(string key, ReadOnlySpan<byte> module, string label)
    {
        if (module.Length > Options.MaxBytes || File.Exists(PathOf(key, FailedSuffix))) return false;
        if (!File.Exists(PathOf(key, WantedSuffix)) && (WantedCount >= MostWanted || !TryWriteNote(PathOf(key, WantedSuffix), module, label))) return false;
        Interlocked.Increment(ref _asked);
        return true;
    }

    /// <summary>Keys of what is still to be compiled, the oldest first.</summary>
    internal IReadOnlyList<string> Wanted() => [.. Files(WantedSuffix).OrderBy(LastWrite).Select(file => file.Name[..^WantedSuffix.Length])];

    /// <summary>What <see cref="Want"/> left; null when it is gone or damaged.</summary>
    internal Note? ReadWanted(string key) => TryReadNote(PathOf(key, WantedSuffix));

    /// <summary>Nobody needs to compile a module any more.</summary>
    internal void Forget(string key) => TryDelete(PathOf(key, WantedSuffix));

    /// <summary>Remembers that a module can't be compiled.</summary>
    internal void Fail(string key, string reason) => TryWriteNote(PathOf(key, FailedSuffix), [], reason);

    /// <summary>The right to compile what is wanted, which one process has at a time.</summary>
    /// <returns>Null when another process has it, or the folder can't be written.</returns>
    internal IDisposable? TryBeginFilling()
    {
        try
        {
            return EntryWriter.TryLock(PathOf(FillingLock, EntryWriter.LockSuffix));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static Note? TryReadNote(string path)
    {
        try
        {
            return PlainFile.Exists(path) ? NoteFile.Read(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal bool TryWriteNote(string path, ReadOnlySpan<byte> content, string label)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}{EntryWriter.TemporarySuffix}";
        try
        {
            CacheDirectory.Make(Directory);
            File.WriteAllBytes(temporary, NoteFile.Make(content, label, DateTimeOffset.UtcNow));
            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CodeCacheException)
        {
            TryDelete(temporary);
            return false;
        }
    }
}
