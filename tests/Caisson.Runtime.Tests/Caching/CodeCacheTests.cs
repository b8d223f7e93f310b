namespace Caisson.Runtime.Tests.Caching;

/// <summary>Entries: made, found, counted, wanted, and let go.</summary>
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
        Assert.Equal(content, File.ReadAllBytes(path));
        Assert.Equal(["ab12.code", "ab12.code.about"], _folder.Files);
        Assert.Null(Cache.Find("ab13"));
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
        Cache.CountHit("bb");
        Cache.CountHit("bb");
        Assert.Equal(2, Cache.Hits);

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
        folder.Cache.CountHit("aa");
        folder.Add("dd", new byte[1000]);
        Assert.Equal(["aa.code", "cc.code", "dd.code"], folder.Files.Where(name => name.EndsWith("code", StringComparison.Ordinal)));
        Assert.Equal(2000, folder.Cache.Trim(1500));
        Assert.Equal(2, folder.Files.Length);
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
        Assert.Equal(["aa.code", "aa.code.about"], folder.Files);
    }

    [Fact]
    public void Any_damaged_byte_of_what_is_wanted_is_found()
    {
        const int sizeOfUses = 8;
        byte[] whole = Wanted();
        for (int i = 0; i < whole.Length - sizeOfUses; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            AssertIsDamaged(damaged);
        }
    }

    [Fact]
    public void Any_missing_or_additional_byte_of_what_is_wanted_is_found()
    {
        byte[] whole = Wanted();
        for (int length = 0; length < whole.Length; length++) AssertIsDamaged(whole[..length]);
        AssertIsDamaged([.. whole, 0]);
        AssertIsDamaged(new byte[whole.Length]);
    }

    [Fact]
    public void What_is_wanted_waits_in_order_until_somebody_is_done_with_it()
    {
        Assert.True(Cache.Want("bb", [1, 2], "first"));
        File.SetLastWriteTimeUtc(Path.Combine(Cache.Directory, "bb.wanted"), DateTime.UtcNow.AddMinutes(-1));
        Assert.True(Cache.Want("aa", [3], "second"));
        Assert.True(Cache.Want("bb", [4], "again"));
        Assert.Equal(["bb", "aa"], Cache.Wanted());
        Note wanted = Cache.ReadWanted("bb")!;
        Assert.Equal([1, 2], wanted.Content.ToArray());
        Assert.Equal("first", wanted.Label);
        Cache.Forget("bb");
        Assert.Null(Cache.ReadWanted("bb"));
        Assert.Equal(1, Cache.WantedCount);
        Assert.NotEqual(0, Cache.Clear());
        Assert.Equal(0, Cache.WantedCount);
    }

    [Fact]
    public void What_failed_is_not_wanted_again_before_a_week_has_passed()
    {
        Cache.Fail("aa", "because");
        Assert.False(Cache.Want("aa", [1], ""));
        CodeCacheEntry failed = Assert.Single(Cache.ListFailed());
        Assert.Equal(("aa", "because"), (failed.Key, failed.Label));
        File.SetLastWriteTimeUtc(failed.Path, DateTime.UtcNow.AddDays(-8));
        Cache.Trim();
        Assert.True(Cache.Want("aa", [1], ""));
    }

    [Fact]
    public void One_process_fills_at_a_time()
    {
        Cache.Want("aa", [1], "");
        IDisposable first = Cache.TryBeginFilling()!;
        Assert.Null(Cache.TryBeginFilling());
        first.Dispose();
        using IDisposable? second = Cache.TryBeginFilling();
        Assert.NotNull(second);
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
        foreach (string name in new[] { "bb.code.1.tmp", "bb.code.lock", "aa.code", "aa.code.about" }) File.SetLastWriteTimeUtc(Path.Combine(Cache.Directory, name), DateTime.UtcNow.AddHours(-2));
        Assert.Equal(8, Cache.Trim());
        Assert.Equal(["aa.code", "aa.code.about", "cc.code.2.tmp"], _folder.Files);
    }

    [Fact]
    public void What_cannot_be_written_costs_the_entry()
    {
        using (EntryWriter writer = Cache.TryBegin("aa", "")!)
        {
            File.WriteAllBytes(writer.TemporaryPath, [1]);
            Directory.CreateDirectory(Path.Combine(Cache.Directory, "aa.code.about"));
            Assert.False(writer.Commit());
        }
        Assert.Null(Cache.Find("aa"));
        Assert.Empty(_folder.Files);
        using EntryWriter nothing = Cache.TryBegin("bb", "")!;
        Assert.False(nothing.Commit());
    }

    private byte[] Wanted()
    {
        Cache.Want("aa", [.. Enumerable.Range(0, 101).Select(i => (byte)i)], "label");
        return File.ReadAllBytes(Path.Combine(Cache.Directory, "aa.wanted"));
    }

    private void AssertIsDamaged(byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(Cache.Directory, "aa.wanted"), bytes);
        Assert.Null(Cache.ReadWanted("aa"));
    }
}
