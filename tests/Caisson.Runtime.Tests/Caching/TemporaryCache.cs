namespace Caisson.Runtime.Tests.Caching;

/// <summary>A cache in a folder of its own that goes with it.</summary>
internal sealed class TemporaryCache : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("caisson-cache-").FullName;

    public TemporaryCache(long maxBytes = 1 << 20) =>
        Cache = new CodeCache(CodeCacheOptions.Default with { Directory = Path.Combine(_parent, "cache"), MaxBytes = maxBytes });

    public CodeCache Cache { get; }

    public string[] Files => [.. Directory.GetFiles(Cache.Directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Makes an entry.</summary>
    /// <returns>The path of its file.</returns>
    public string Add(string key, byte[] content, string label = "")
    {
        using (EntryWriter writer = Cache.TryBegin(key, label)!)
        {
            File.WriteAllBytes(writer.TemporaryPath, content);
            Assert.True(writer.Commit());
        }
        return Path.Combine(Cache.Directory, key + ".code");
    }

    /// <summary>Makes an entry that was last used long ago.</summary>
    public void AddOld(string key, byte[] content, int minutes)
    {
        string path = Add(key, content);
        foreach (string file in new[] { path, path + CodeCache.NoteSuffix }) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-minutes));
    }

    public void Dispose() => Directory.Delete(_parent, recursive: true);
}
