using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Tests.Filesystem;

/// <summary>Guests stay in the directories that they were given. The host put the links here; guests can't make absolute ones.</summary>
public sealed class EscapeTests
{
    private static readonly OpenRequest s_read = new() { Read = true, Follow = true };

    private static readonly OpenRequest s_create = new() { Write = true, Create = true, Follow = true };

    [Theory, BothResolvers]
    public void Opening_stays_inside(ResolverKind kind)
    {
        using Sandbox box = Trapped(kind);
        foreach (string path in PathsOut(box))
        {
            Assert.True(Errno.NotCapable == box.Open(path, s_read), path);
            Assert.True(Errno.NotCapable == box.Open(path, s_read with { Directory = true }), path);
        }
    }

    [Theory, BothResolvers]
    public void Creating_stays_inside(ResolverKind kind)
    {
        using Sandbox box = Trapped(kind);
        box.HostSymlink("../outside/new", "dangling");
        box.HostSymlink(Path.Combine(box.Folder.Outside, "new"), "dangling-absolute");
        foreach (string path in (string[])[.. ParentsOut(box).Select(p => p + "/new"), "dangling", "dangling-absolute"])
        {
            Assert.True(Errno.NotCapable == box.Open(path, s_create), path);
            Assert.True(Errno.NotCapable == box.Open(path, s_create with { Truncate = true }), path);
        }
        foreach (string path in ParentsOut(box).Select(p => p + "/new"))
        {
            Assert.True(Errno.NotCapable == box.MakeDirectory(path), path);
            Assert.True(Errno.NotCapable == box.Symlink("x", path), path);
            Assert.True(Errno.NotCapable == box.Link("file", path), path);
            Assert.True(Errno.NotCapable == box.Rename("file", path), path);
        }
        AssertOutsideUntouched(box);
    }

    [Theory, BothResolvers]
    public void Looking_stays_inside(ResolverKind kind)
    {
        using Sandbox box = Trapped(kind);
        foreach (string path in PathsOut(box))
        {
            Assert.True(Errno.NotCapable == box.Stat(path), path);
            Assert.True(Errno.NotCapable == box.Touch(path), path);
        }
        foreach (string parent in ParentsOut(box))
        {
            // The slash would make the system follow the link even where it is told not to.
            Assert.True(Errno.NotCapable == box.Stat(parent + "/", follow: false), parent);
            Assert.True(Errno.NotCapable == box.Touch(parent + "/", follow: false), parent);
            Assert.True(Errno.NotCapable == box.Open(parent + "/", s_read with { Follow = false }), parent);
            Assert.True(Errno.NotCapable == box.ReadLink(parent + "/", out _), parent);
            Assert.True(Errno.NotCapable == box.Link(parent + "/secret", "stolen"), parent);
        }
        AssertOutsideUntouched(box);
    }

    [Theory, BothResolvers]
    public void Removing_stays_inside(ResolverKind kind)
    {
        using Sandbox box = Trapped(kind);
        foreach (string parent in ParentsOut(box))
        {
            Assert.True(Errno.NotCapable == box.Unlink(parent + "/secret"), parent);
            Assert.True(Errno.NotCapable == box.RemoveDirectory(parent + "/empty"), parent);
            Assert.True(Errno.NotCapable == box.Rename(parent + "/secret", "stolen"), parent);
        }
        Assert.Equal(Errno.NotDirectory, box.RemoveDirectory("to-outside/"));
        Assert.Equal(Errno.NotDirectory, box.Unlink("to-outside/"));
        AssertOutsideUntouched(box);
    }

    [Theory, BothResolvers]
    public void Absolute_links_cannot_be_made(ResolverKind kind)
    {
        using var box = new Sandbox(kind);
        Assert.Equal(Errno.NotCapable, box.Symlink("/", "link"));
        Assert.Equal(Errno.NotCapable, box.Symlink("/etc/passwd", "link"));
        Assert.Equal(Errno.NoEntry, box.Stat("link", follow: false));
    }

    [Theory, BothResolvers]
    public void A_guest_that_makes_its_own_way_out_is_stopped_when_it_walks_it(ResolverKind kind)
    {
        using var box = new Sandbox(kind);
        Assert.Equal(Errno.Success, box.Symlink("../outside", "way"));
        Assert.Equal(Errno.NotCapable, box.Open("way/secret", s_read));
        Assert.Equal(Errno.Success, box.MakeDirectory("a"));
        Assert.Equal(Errno.Success, box.Symlink("../way", "a/detour"));
        Assert.Equal(Errno.NotCapable, box.Open("a/detour/secret", s_read));
    }

    [Theory, BothResolvers]
    public void A_hard_link_to_a_link_is_still_a_link(ResolverKind kind)
    {
        using Sandbox box = Trapped(kind);
        Assert.Equal(Errno.Success, box.Link("to-secret", "copy"));
        Assert.Equal(Errno.Success, box.Stat("copy", follow: false, out FileStat stat));
        Assert.Equal(FileType.SymbolicLink, stat.Type);
        Assert.Equal(Errno.NotCapable, box.Open("copy", s_read));
    }

    [Theory, BothResolvers]
    public void A_directory_opened_below_is_a_boundary_of_its_own(ResolverKind kind)
    {
        using Sandbox box = Trapped(kind);
        OpenDirectory below = box.OpenAs<OpenDirectory>("dir", new OpenRequest { Directory = true });
        Assert.Equal(Errno.NotCapable, below.StatAt("../file"u8, follow: true, out _));
        Assert.Equal(Errno.NotCapable, below.StatAt("deeper/../../file"u8, follow: true, out _));
        Assert.Equal(Errno.Success, below.StatAt("deeper/.."u8, follow: true, out _));
        below.Release();
    }

    [Theory, BothResolvers]
    public void The_process_file_system_has_no_magic(ResolverKind kind)
    {
        using var box = new Sandbox(kind);
        OpenDirectory process = box.OpenHost("/proc/self");
        foreach (string link in (string[])["root", "cwd", "exe", "fd/0", "root/etc/passwd", "cwd/."])
        {
            Errno errno = process.OpenAt(System.Text.Encoding.UTF8.GetBytes(link), s_read, out _);
            // What a magic link says is absolute, or no name at all; the kernel calls it a loop.
            Assert.True(errno is Errno.NotCapable or Errno.Loop or Errno.NoEntry, $"{link}: {errno}");
        }
        process.Release();
    }

    [Theory, BothResolvers]
    public void The_memory_of_the_host_cannot_be_written(ResolverKind kind)
    {
        using var box = new Sandbox(kind);
        OpenDirectory everything = box.OpenHost("/");
        foreach (byte[] path in (byte[][])[[.. "proc/self/mem"u8], [.. "proc/self/comm"u8], [.. System.Text.Encoding.UTF8.GetBytes($"proc/{Environment.ProcessId}/mem")]])
            Assert.Equal(Errno.NotPermitted, everything.OpenAt(path, new OpenRequest { Read = true, Write = true, Follow = true }, out _));
        everything.Release();
    }

    private static Sandbox Trapped(ResolverKind kind)
    {
        var box = new Sandbox(kind);
        Directory.CreateDirectory(Path.Combine(box.Folder.Outside, "empty"));
        Directory.CreateDirectory(box.Folder["dir/deeper"]);
        box.WriteText("file", "inside");
        box.HostSymlink("../outside", "to-outside");
        box.HostSymlink(box.Folder.Outside, "to-outside-absolute");
        box.HostSymlink("to-outside", "to-outside-twice");
        box.HostSymlink("../../to-outside", "dir/deeper/to-outside");
        box.HostSymlink("deeper/../../..", "dir/to-above");
        box.HostSymlink("../outside/secret", "to-secret");
        box.HostSymlink(Path.Combine(box.Folder.Outside, "secret"), "to-secret-absolute");
        return box;
    }

    private static string[] ParentsOut(Sandbox box) =>
    [
        "../outside", "dir/../../outside", "dir/deeper/../../../outside", "./../outside", box.Folder.Outside, "to-outside", "to-outside-absolute",
        "to-outside-twice", "dir/deeper/to-outside", "dir/to-above/outside", "dir/deeper/../to-above/outside",
    ];

    private static string[] PathsOut(Sandbox box) =>
    [
        .. ParentsOut(box), .. ParentsOut(box).Select(p => p + "/secret"), .. ParentsOut(box).Select(p => p + "/"),
        "..", "../", "../granted/file", "dir/../..", "/", "/file", "//", "to-secret", "to-secret-absolute", "dir/to-above",
    ];

    private static void AssertOutsideUntouched(Sandbox box)
    {
        Assert.Equal(["empty", "secret"], Directory.EnumerateFileSystemEntries(box.Folder.Outside).Select(e => Path.GetFileName(e)).Order());
        Assert.Equal("secret", File.ReadAllText(Path.Combine(box.Folder.Outside, "secret")));
        Assert.True(File.GetLastWriteTimeUtc(Path.Combine(box.Folder.Outside, "secret")) > new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.True(Directory.GetLastWriteTimeUtc(box.Folder.Outside) > new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }
}
