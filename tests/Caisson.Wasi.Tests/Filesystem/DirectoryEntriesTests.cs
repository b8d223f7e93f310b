using System.Text;
using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Tests.Filesystem;

/// <summary>Listing directories, with cookies.</summary>
public sealed class DirectoryEntriesTests
{
    [Fact]
    public void Every_entry_comes_once_however_few_are_taken_at_a_time()
    {
        using Sandbox box = WithFiles(500);
        string[] expected = [".", "..", .. Enumerable.Range(0, 500).Select(i => $"file{i}")];
        foreach (int atATime in (int[])[1, 7, 1000])
        {
            var names = new List<string>();
            ulong cookie = 0;
            Collector taken;
            do
            {
                taken = Read(box.Directory, cookie, atATime);
                names.AddRange(taken.Entries.Select(e => e.Name));
                if (taken.Entries.Count > 0) cookie = taken.Entries[^1].Next;
            }
            while (taken.Entries.Count > 0);
            Assert.Equal(expected.Order(), names.Order());
        }
    }

    [Fact]
    public void Cookies_stay_valid()
    {
        using Sandbox box = WithFiles(300);
        List<(string Name, ulong Next, ulong Inode)> all = Read(box.Directory, 0, 1000).Entries;
        for (int i = all.Count - 2; i >= 0; i -= 37)
            Assert.Equal(all[i + 1], Read(box.Directory, all[i].Next, 1).Entries.Single());
    }

    [Fact]
    public void Removing_what_was_read_loses_nothing()
    {
        using Sandbox box = WithFiles(500);
        ulong cookie = 0;
        while (Read(box.Directory, cookie, 3).Entries is { Count: > 0 } entries)
        {
            foreach ((string name, ulong next, _) in entries)
            {
                cookie = next;
                if (name is not ("." or "..")) Assert.Equal(Errno.Success, box.Unlink(name));
            }
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(box.Folder.Root));
    }

    [Fact]
    public void A_start_from_the_beginning_sees_what_is_new()
    {
        using Sandbox box = WithFiles(1);
        Assert.Equal(3, Read(box.Directory, 0, 100).Entries.Count);
        box.WriteText("new", "");
        Assert.Equal(4, Read(box.Directory, 0, 100).Entries.Count);
    }

    [Fact]
    public void What_lies_above_stays_unknown()
    {
        using Sandbox box = WithFiles(0);
        List<(string Name, ulong Next, ulong Inode)> entries = Read(box.Directory, 0, 100).Entries;
        Assert.Equal(0u, entries.Single(e => e.Name == "..").Inode);
        Assert.NotEqual(0u, entries.Single(e => e.Name == ".").Inode);
    }

    [Fact]
    public void Made_up_cookies_do_no_harm()
    {
        using Sandbox box = WithFiles(10);
        foreach (ulong cookie in (ulong[])[1, 42, uint.MaxValue, long.MaxValue, ulong.MaxValue, 1UL << 63])
        {
            var sink = new Collector(1000);
            _ = box.Directory.ReadEntries(cookie, ref sink);
        }
        Assert.Equal(12, Read(box.Directory, 0, 100).Entries.Count);
    }

    [Fact]
    public void A_removed_directory_is_empty()
    {
        using Sandbox box = WithFiles(0);
        Assert.Equal(Errno.Success, box.MakeDirectory("gone"));
        OpenDirectory gone = box.OpenAs<OpenDirectory>("gone", new OpenRequest { Directory = true });
        Assert.Equal(Errno.Success, box.RemoveDirectory("gone"));
        Assert.Empty(Read(gone, 0, 100).Entries);
        gone.Release();
    }

    private static Sandbox WithFiles(int count)
    {
        var box = new Sandbox(ResolverKind.Walking);
        for (int i = 0; i < count; i++) box.WriteText($"file{i}", "");
        return box;
    }

    private static Collector Read(OpenDirectory directory, ulong cookie, int limit)
    {
        var sink = new Collector(limit);
        Assert.Equal(Errno.Success, directory.ReadEntries(cookie, ref sink));
        return sink;
    }

    private sealed class Collector(int limit) : IDirectorySink
    {
        public List<(string Name, ulong Next, ulong Inode)> Entries { get; } = [];

        public bool Add(in DirectoryEntry entry)
        {
            Entries.Add((Encoding.UTF8.GetString(entry.Name), entry.Next, entry.Inode));
            return Entries.Count < limit;
        }
    }
}
