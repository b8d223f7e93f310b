namespace Caisson.Runtime;

/// <summary>
/// Code that outlives the process, in a folder that any number of processes of one user share: a file an entry, under a key that tells all that its content depends
/// on. An entry appears complete or not at all, whenever a process dies; whoever loads it looks whether it is still what was written, and one that isn't is deleted. A disk that is full or can't be written costs
/// entries and fails nothing. Entries are code: the folder is as trusted as the program, and refused when other users could write to it. Safe to use from several threads.
/// </summary>
public sealed partial class CodeCache
{
    /// <summary>Of the note beside an entry, behind the entry's own name.</summary>
    internal const string NoteSuffix = ".about";

    private const string EntrySuffix = ".code";

    /// <summary>Of files that are being written, and what whoever writes them puts beside.</summary>
    private const string TemporaryFiles = EntryWriter.TemporarySuffix + "*";

    /// <summary>Older than any work goes on for: what has these names is of a process that died.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>After this time what failed is tried again.</summary>
    private static readonly TimeSpan FailuresLast = TimeSpan.FromDays(7);

    private long _hits;
    private long _misses;

    /// <summary>The cache in a folder. Nothing is made there yet.</summary>
    /// <param name="options">Where, and how large.</param>
    /// <exception cref="CodeCacheException">The folder is refused: it belongs to another user, others may write to it, or nobody knows where it is.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="CodeCacheOptions.MaxBytes"/> is negative.</exception>
    public CodeCache(CodeCacheOptions? options = null)
    {
        Options = options ?? CodeCacheOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(Options.MaxBytes, nameof(options));
        Directory = Path.GetFullPath(Options.Directory ?? CacheDirectory.Default);
        CacheDirectory.Check(Directory);
    }

    /// <summary>Where a cache is when nobody says; see <see cref="CodeCacheOptions.Directory"/>.</summary>
    /// <exception cref="CodeCacheException">Nobody knows.</exception>
    public static string DefaultDirectory => CacheDirectory.Default;

    /// <summary>The settings.</summary>
    public CodeCacheOptions Options { get; }

    /// <summary>The folder; it may not be there yet.</summary>
    public string Directory { get; }

    /// <summary>How often this object had what was asked for.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>How often this object hadn't.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    /// <summary>What is there, last used first.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public IReadOnlyList<CodeCacheEntry> List() =>
        [.. Files(EntrySuffix).Select(file => Describe(file, EntrySuffix, file.FullName + NoteSuffix)).OrderByDescending(entry => entry.LastUsed)];

    /// <summary>Deletes the entries that weren't used for the longest time, until the others fit, and what processes that died left. Entries in use stay in use.</summary>
    /// <param name="maxBytes">Largest size that stays, in bytes. Null: that of the settings.</param>
    /// <returns>Number of bytes deleted.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is negative.</exception>
    public long Trim(long? maxBytes = null)
    {
        long most = maxBytes ?? Options.MaxBytes, kept = 0, deleted = 0;
        ArgumentOutOfRangeException.ThrowIfNegative(most, nameof(maxBytes));
        foreach (FileInfo file in Files(NoteSuffix).Where(note => !File.Exists(note.FullName[..^NoteSuffix.Length]) && LastWrite(note) < DateTime.UtcNow - Abandoned)) TryDelete(file.FullName);
        foreach (FileInfo file in Files(EntrySuffix).OrderByDescending(LastUse))
        {
            long size = Size(file);
            if (kept + size <= most) kept += size;
            else if (TryRemove(file.FullName)) deleted += size;
            else kept += size;
        }
        return deleted + DeleteOlder(Abandoned, TemporaryFiles, EntryWriter.LockSuffix, WantedSuffix) + DeleteOlder(FailuresLast, FailedSuffix, CheckedSuffix);
    }

    /// <summary>Deletes all entries, what is still to be compiled, and what is known to fail. Entries in use stay in use.</summary>
    /// <returns>Number of bytes deleted.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public long Clear() => Trim(0) + DeleteOlder(TimeSpan.Zero, WantedSuffix, FailedSuffix, CheckedSuffix);

    /// <summary>Finds an entry.</summary>
    /// <param name="key">Letters, digits and hyphens.</param>
    /// <returns>The file to load; null for none. Another process may delete it at any time, which a load that fails then shows.</returns>
    internal string? Find(string key) => PathOf(key) is var path && PlainFile.Exists(path) ? path : null;

    /// <summary>Counts that an entry was used, which also keeps it for longer.</summary>
    internal void CountHit(string key)
    {
        Interlocked.Increment(ref _hits);
        try
        {
            NoteFile.CountUse(PathOf(key) + NoteSuffix);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Who may not write here uses it all the same.
        }
    }

    /// <summary>Counts that there was no entry.</summary>
    internal void CountMiss() => Interlocked.Increment(ref _misses);

    /// <summary>Deletes an entry that turned out to be of no use.</summary>
    internal void Remove(string key) => TryRemove(PathOf(key));

    /// <summary>Begins to make an entry.</summary>
    /// <param name="key">Letters, digits and hyphens.</param>
    /// <param name="label">What it is, for people.</param>
    /// <returns>Null when it is there already, another process makes it, or the folder can't be written.</returns>
    /// <exception cref="CodeCacheException">The folder is refused.</exception>
    internal EntryWriter? TryBegin(string key, string label)
    {
        try
        {
            CacheDirectory.Make(Directory);
            return EntryWriter.TryBegin(this, PathOf(key), label);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string PathOf(string key) => PathOf(key, EntrySuffix);

    private string PathOf(string key, string suffix) => Path.Combine(Directory, key + suffix);

    private long DeleteOlder(TimeSpan age, params ReadOnlySpan<string> suffixes)
    {
        long deleted = 0;
        foreach (string suffix in suffixes)
        {
            foreach (FileInfo file in Files(suffix).Where(file => LastWrite(file) <= DateTime.UtcNow - age))
            {
                long size = Size(file);
                if (TryDelete(file.FullName)) deleted += size;
            }
        }
        return deleted;
    }

    private static bool TryRemove(string path)
    {
        if (!TryDelete(path)) return false;
        TryDelete(path + NoteSuffix);
        return true;
    }

    private static CodeCacheEntry Describe(FileInfo file, string suffix, string note)
    {
        Note? about = TryReadNote(note);
        DateTime written = LastWrite(file);
        return new(file.Name[..^suffix.Length], about?.Label ?? "", file.FullName, Size(file), about?.Made ?? written, LastUse(file), about?.Uses ?? 0);
    }

    private static DateTime LastUse(FileInfo file)
    {
        DateTime made = LastWrite(file), used = LastWrite(new FileInfo(file.FullName + NoteSuffix));
        return used > made ? used : made;
    }

    private FileInfo[] Files(string suffix)
    {
        try
        {
            return new DirectoryInfo(Directory).GetFiles("*" + suffix);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static DateTime LastWrite(FileInfo file)
    {
        try
        {
            return file.LastWriteTimeUtc;
        }
        catch (IOException)
        {
            return default;
        }
    }

    /// <summary>Zero for a file that is gone.</summary>
    private static long Size(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
