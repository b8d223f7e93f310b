namespace Caisson.Runtime.Tests.Caching;

/// <summary>Entries: made, found, counted, damaged, and let go.</summary>
public sealed class CodeCacheTests : IDisposable
{
    private readonly TemporaryCache _folder = new();

    private CodeCache Cache => _folder.Cache;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Entry_is_found_as_it_was_written()
    {
        byte[] content = [.. Enumerable.Range(0, 1_000_003).Select(i => (byte)(i * 7))];
        string path = _folder.Add("ab12", content);
        Assert.Equal(path, Cache.Find("ab12"));
        Assert.Equal(content, File.ReadAllBytes(path)[..content.Length]);
        Assert.Equal(["ab12.code"], _folder.Files);
        Assert.Null(Cache.Find("ab13"));
        Assert.Equal((1, 1), (Cache.Hits, Cache.Misses));
    }

    [Fact]
    public void Nothing_is_made_before_the_first_entry()
    {
        Assert.Null(Cache.Find("ab"));
        Assert.Empty(Cache.List());
        Assert.Equal(0, Cache.Clear());
        Assert.False(Directory.Exists(Cache.Directory));
    }

    [Fact]
    public void List_tells_label_size_and_uses_the_last_used_first()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        _folder.AddOld("aa", new byte[100], 10);
        _folder.Add("bb", new byte[200], "ünder/a name.wasm");
        Assert.NotNull(Cache.Find("bb"));
        Assert.NotNull(Cache.Find("bb"));

        IReadOnlyList<CodeCacheEntry> entries = Cache.List();
        Assert.Equal(["bb", "aa"], entries.Select(entry => entry.Key));
        Assert.Equal("ünder/a name.wasm", entries[0].Label);
        Assert.Equal((2, 0), (entries[0].Uses, entries[1].Uses));
        Assert.All(entries, entry => Assert.Equal(new FileInfo(entry.Path).Length, entry.Bytes));
        Assert.All(entries, entry => Assert.InRange(entry.Made, before, DateTimeOffset.UtcNow));
        Assert.True(entries[1].LastUsed < before);
    }

    [Fact]
    public void What_was_not_used_for_the_longest_time_makes_room()
    {
        using var folder = new TemporaryCache(maxBytes: 3500);
        folder.AddOld("aa", new byte[1000], 30);
        folder.AddOld("bb", new byte[1000], 20);
        folder.AddOld("cc", new byte[1000], 10);
        Assert.NotNull(folder.Cache.Find("aa"));
        folder.Add("dd", new byte[1000]);
        Assert.Equal(["aa.code", "cc.code", "dd.code"], folder.Files);
        Assert.True(folder.Cache.Trim(1500) > 2000);
        Assert.Single(folder.Files);
    }

    [Fact]
    public void Entry_larger_than_the_cache_may_be_is_not_kept()
    {
        using var folder = new TemporaryCache(maxBytes: 500);
        folder.Add("aa", new byte[100]);
        using (EntryWriter writer = folder.Cache.TryBegin("bb", "")!)
        {
            File.WriteAllBytes(writer.TemporaryPath, new byte[1000]);
            Assert.False(writer.Commit());
        }
        Assert.Equal(["aa.code"], folder.Files);
    }

    [Fact]
    public void Any_damaged_byte_makes_an_entry_go()
    {
        const int sizeOfUses = 8;
        byte[] whole = File.ReadAllBytes(_folder.Add("aa", [.. Enumerable.Range(0, 100).Select(i => (byte)i)], "label"));
        for (int i = 0; i < whole.Length - sizeOfUses; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            AssertIsDamaged(damaged);
        }
    }

    [Fact]
    public void Any_missing_or_additional_byte_makes_an_entry_go()
    {
        byte[] whole = File.ReadAllBytes(_folder.Add("aa", [.. Enumerable.Range(0, 100).Select(i => (byte)i)]));
        for (int length = 0; length < whole.Length; length++) AssertIsDamaged(whole[..length]);
        AssertIsDamaged([.. whole, 0]);
        AssertIsDamaged(new byte[whole.Length]);
    }

    [Fact]
    public void One_writer_at_a_time_and_none_for_what_is_there()
    {
        EntryWriter first = Cache.TryBegin("aa", "")!;
        Assert.Null(Cache.TryBegin("aa", ""));
        using (EntryWriter? other = Cache.TryBegin("bb", "")) Assert.NotNull(other);
        first.Dispose();
        Assert.Empty(_folder.Files);
        _folder.Add("aa", [1]);
        Assert.Null(Cache.TryBegin("aa", ""));
        Cache.Remove("aa");
        _folder.Add("aa", [2]);
    }

    [Fact]
    public void What_dead_processes_left_goes_after_a_while()
    {
        _folder.Add("aa", [1]);
        foreach (string name in new[] { "bb.code.1.tmp", "bb.code.lock", "cc.code.2.tmp" }) File.WriteAllText(Path.Combine(Cache.Directory, name), "left");
        foreach (string name in new[] { "bb.code.1.tmp", "bb.code.lock" }) File.SetLastWriteTimeUtc(Path.Combine(Cache.Directory, name), DateTime.UtcNow.AddHours(-2));
        Assert.Equal(8, Cache.Trim());
        Assert.Equal(["aa.code", "cc.code.2.tmp"], _folder.Files);
    }

    [Fact]
    public void Full_disk_costs_the_entry()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no disk that is always full");
        using (EntryWriter writer = Cache.TryBegin("aa", "")!)
        {
            File.CreateSymbolicLink(writer.TemporaryPath, "/dev/full");
            Assert.False(writer.Commit());
        }
        Assert.Null(Cache.Find("aa"));
        Assert.Empty(_folder.Files);
    }

    private void AssertIsDamaged(byte[] bytes)
    {
        string path = Path.Combine(Cache.Directory, "aa.code");
        File.WriteAllBytes(path, bytes);
        Assert.Null(Cache.Find("aa"));
        Assert.False(File.Exists(path));
    }
}
