using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Tests.Filesystem;

/// <summary>Which paths lead where inside, and how others fail.</summary>
public sealed class PathTests
{
    [Theory, BothResolvers]
    public void Paths_inside_work(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        foreach (string path in (string[])
            ["dir/file", "./dir/file", "dir/.//./file", "dir/../dir/file", "dir/deeper/../file", "link", "dir/deeper/up/file", "to-dir/file", "to-dir/../dir/file", "twice"])
        {
            Assert.Equal("content", box.ReadText(path));
            Assert.Equal(Errno.Success, box.Stat(path, follow: true, out FileStat stat));
            Assert.True(stat is { Type: FileType.RegularFile, Size: 7 }, path);
        }
    }

    [Theory, BothResolvers]
    public void Paths_that_lead_nowhere_say_why(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        Assert.Equal(Errno.NoEntry, box.Stat(""));
        Assert.Equal(Errno.NoEntry, box.Stat("missing"));
        Assert.Equal(Errno.NoEntry, box.Stat("missing/file"));
        Assert.Equal(Errno.NotDirectory, box.Stat("dir/file/x"));
        Assert.Equal(Errno.NotDirectory, box.Stat("dir/file/"));
        Assert.Equal(Errno.NotDirectory, box.Open("dir/file/", new OpenRequest { Read = true }));
        Assert.Equal(Errno.NotDirectory, box.Open("dir/file", new OpenRequest { Read = true, Directory = true }));
        Assert.Equal(Errno.IsDirectory, box.Open("dir", new OpenRequest { Write = true }));
        Assert.Equal(Errno.Invalid, box.Stat("dir/file\0"));
        Assert.Equal(Errno.Invalid, box.Stat("dir\0/file"));
        Assert.Equal(Errno.NameTooLong, box.Stat(new string('n', 256)));
        Assert.Equal(Errno.NameTooLong, box.Stat(string.Concat(Enumerable.Repeat("dir/../", 1000))));
        Assert.Equal(Errno.NameTooLong, box.Symlink(new string('n', 5000), "long"));
    }

    [Theory, BothResolvers]
    public void Links_are_followed_only_on_demand_and_not_for_ever(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        Assert.Equal(Errno.Success, box.Symlink("loop", "loop"));
        Assert.Equal(Errno.Success, box.Symlink("pong", "ping"));
        Assert.Equal(Errno.Success, box.Symlink("ping", "pong"));
        Assert.Equal(Errno.Loop, box.Open("link", new OpenRequest { Read = true }));
        Assert.Equal(Errno.Loop, box.Open("loop", new OpenRequest { Read = true, Follow = true }));
        Assert.Equal(Errno.Loop, box.Stat("loop"));
        Assert.Equal(Errno.Loop, box.Stat("ping/file"));
        Assert.Equal(Errno.Success, box.Stat("loop", follow: false));
        Assert.Equal(Errno.Success, box.Stat("link", follow: false, out FileStat stat));
        Assert.Equal(FileType.SymbolicLink, stat.Type);
    }

    [Theory, BothResolvers]
    public void A_long_chain_of_links_ends(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        Assert.Equal(Errno.Success, box.Symlink("dir/file", "chain0"));
        for (int i = 1; i <= 50; i++) Assert.Equal(Errno.Success, box.Symlink($"chain{i - 1}", $"chain{i}"));
        Assert.Equal("content", box.ReadText("chain39"));
        Assert.Equal(Errno.Loop, box.Open("chain50", new OpenRequest { Read = true, Follow = true }));
        Assert.Equal(Errno.Loop, box.Stat("chain50"));
    }

    [Theory, BothResolvers]
    public void Links_are_read_whole_or_cut_off(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        Assert.Equal(Errno.Success, box.ReadLink("link", out string target));
        Assert.Equal("dir/file", target);
        Assert.Equal(Errno.Invalid, box.ReadLink("dir/file", out _));
        byte[] small = new byte[3];
        Assert.Equal(Errno.Success, box.Directory.ReadLinkAt("link"u8, small, out int count));
        Assert.Equal("dir"u8, small.AsSpan(0, count));
    }

    [Theory, BothResolvers]
    public void Creating_through_a_link_creates_its_target(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        Assert.Equal(Errno.Success, box.Symlink("deeper/new", "dir/dangling"));
        Assert.Equal(Errno.Exists, box.Open("dir/dangling", new OpenRequest { Write = true, Create = true, Exclusive = true }));
        Assert.Equal(Errno.Success, box.Open("dir/dangling", new OpenRequest { Write = true, Create = true, Follow = true }));
        Assert.True(File.Exists(box.Folder["dir/deeper/new"]));
    }

    [Theory, BothResolvers]
    public void Slashes_at_the_end_ask_for_a_directory(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        Assert.Equal(Errno.Success, box.Stat("to-dir/", follow: false, out FileStat stat));
        Assert.Equal(FileType.Directory, stat.Type);
        Assert.Equal(Errno.Success, box.Open("dir//", new OpenRequest { Read = true }));
        Assert.Equal(Errno.Success, box.MakeDirectory("new/"));
        Assert.Equal(Errno.Success, box.Rename("new/", "renamed/"));
        Assert.Equal(Errno.NotDirectory, box.Rename("dir/file/", "x"));
        Assert.Equal(Errno.NotDirectory, box.Unlink("dir/file/"));
        Assert.Equal(Errno.IsDirectory, box.Unlink("renamed/"));
        Assert.Equal(Errno.Success, box.RemoveDirectory("renamed/"));
        Assert.Equal(Errno.NoEntry, box.Link("dir/file", "new/"));
        Assert.Equal(Errno.NoEntry, box.Symlink("dir", "new/"));
        Assert.Equal(Errno.NotDirectory, box.RemoveDirectory("to-dir/"));
        Assert.True(box.Open("new/", new OpenRequest { Write = true, Create = true }) is Errno.NoEntry or Errno.IsDirectory);
        Assert.False(Path.Exists(box.Folder["new"]));
    }

    [Theory, BothResolvers]
    public void Dots_at_the_end_name_directories_that_exist(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        Assert.Equal(Errno.Success, box.Stat("."));
        Assert.Equal(Errno.Success, box.Stat("dir/.."));
        Assert.Equal(Errno.Exists, box.MakeDirectory("."));
        Assert.Equal(Errno.Exists, box.MakeDirectory("dir/.."));
        Assert.Equal(Errno.Invalid, box.RemoveDirectory("dir/."));
        Assert.Equal(Errno.IsDirectory, box.Unlink("dir/."));
        Assert.Equal(Errno.Busy, box.Rename("dir/.", "x"));
        Assert.Equal(Errno.Busy, box.Rename("dir", "."));
    }

    [Fact]
    public void The_walk_has_a_depth()
    {
        using var box = new Sandbox(ResolverKind.Walking);
        string deep = string.Join('/', Enumerable.Repeat("d", 255));
        Directory.CreateDirectory(box.Folder[deep + "/d/d/d"]);
        Assert.Equal(Errno.Success, box.Stat(deep + "/d"));
        Assert.Equal(Errno.NameTooLong, box.Stat(deep + "/d/d/d"));
    }

    private static Sandbox Furnished(ResolverKind kind)
    {
        var box = new Sandbox(kind);
        Directory.CreateDirectory(box.Folder["dir/deeper"]);
        box.WriteText("dir/file", "content");
        box.HostSymlink("dir/file", "link");
        box.HostSymlink("dir", "to-dir");
        box.HostSymlink("..", "dir/deeper/up");
        box.HostSymlink("to-dir/deeper/../../link", "twice");
        return box;
    }
}
