using Microsoft.Win32.SafeHandles;

namespace Caisson.Runtime;

/// <summary>
/// An entry that is being made, by one process at a time: it holds a lock that ends with the process. Content goes to a temporary file, which takes
/// the entry's name when it is complete. For one thread at a time.
/// </summary>
internal sealed class EntryWriter : IDisposable
{
    public const string LockSuffix = ".lock", TemporarySuffix = ".tmp";

    private readonly CodeCache _cache;
    private readonly string _path;
    private readonly string _label;
    private readonly FileStream _lock;

    private EntryWriter(CodeCache cache, string path, string label, FileStream gate)
    {
        (_cache, _path, _label, _lock) = (cache, path, label, gate);
        TemporaryPath = $"{path}.{Guid.NewGuid():N}{TemporarySuffix}";
    }

    /// <summary>Where to write the content. Not there yet.</summary>
    public string TemporaryPath { get; }

    /// <summary>Takes the lock of an entry.</summary>
    /// <returns>Null when the entry is there already or another process has the lock.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static EntryWriter? TryBegin(CodeCache cache, string path, string label)
    {
        FileStream? gate = TryLock(path + LockSuffix);
        if (gate is null) return null;
        if (!File.Exists(path)) return new EntryWriter(cache, path, label, gate);
        gate.Dispose();
        return null;
    }

    /// <summary>Gives what was written the entry's name, and makes room for it.</summary>
    /// <returns>False when it is larger than the cache may be, or the disk is full; then there is no entry.</returns>
    public bool Commit()
    {
        try
        {
            if (new FileInfo(TemporaryPath).Length > _cache.Options.MaxBytes) return false;
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(TemporaryPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using (SafeFileHandle file = File.OpenHandle(TemporaryPath, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
            if (!_cache.TryWriteNote(_path + CodeCache.NoteSuffix, [], _label)) return false;
            File.Move(TemporaryPath, _path, overwrite: true);
            _cache.Trim();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        CodeCache.TryDelete(TemporaryPath);
        _lock.Dispose();
    }

    /// <summary>A file that one process at a time can open. Whoever opens it just before it is deleted works beside the next, which harms nobody.</summary>
    public static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
