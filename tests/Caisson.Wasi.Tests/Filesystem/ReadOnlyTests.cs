using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Tests.Filesystem;

/// <summary>A read-only directory refuses every change, also through what is opened from it.</summary>
public sealed class ReadOnlyTests
{
    [Theory, BothResolvers]
    public void Nothing_changes(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        var read = new OpenRequest { Read = true };
        Assert.Equal(Errno.ReadOnly, box.Open("file", read with { Write = true }));
        Assert.Equal(Errno.ReadOnly, box.Open("file", new OpenRequest { Write = true }));
        Assert.Equal(Errno.ReadOnly, box.Open("file", read with { Truncate = true }));
        Assert.Equal(Errno.ReadOnly, box.Open("new", read with { Create = true }));
        Assert.Equal(Errno.ReadOnly, box.Open("new", read with { Create = true, Exclusive = true }));
        Assert.Equal(Errno.ReadOnly, box.MakeDirectory("new"));
        Assert.Equal(Errno.ReadOnly, box.RemoveDirectory("dir"));
        Assert.Equal(Errno.ReadOnly, box.Unlink("file"));
        Assert.Equal(Errno.ReadOnly, box.Rename("file", "new"));
        Assert.Equal(Errno.ReadOnly, box.Link("file", "new"));
        Assert.Equal(Errno.ReadOnly, box.Symlink("file", "new"));
        Assert.Equal(Errno.ReadOnly, box.Touch("file"));
        Assert.Equal(Errno.ReadOnly, box.Directory.SetTimes(TimeUpdate.Now, TimeUpdate.Now));
        Assert.Equal(["dir", "file"], Directory.EnumerateFileSystemEntries(box.Folder.Root).Select(e => Path.GetFileName(e)).Order());
    }

    [Theory, BothResolvers]
    public void What_is_opened_from_it_is_read_only_too(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        OpenFile file = box.OpenAs<OpenFile>("file", new OpenRequest { Read = true, Create = true });
        Assert.Equal(Errno.ReadOnly, file.SetTimes(TimeUpdate.Now, TimeUpdate.Now));
        Assert.Equal(Errno.BadDescriptor, file.Write([1], out _));
        Assert.Equal(Errno.Invalid, file.SetSize(0));
        Assert.Equal(Errno.BadDescriptor, file.Allocate(0, 10));
        file.Release();
        OpenDirectory dir = box.OpenAs<OpenDirectory>("dir", new OpenRequest { Directory = true });
        Assert.Equal(Errno.ReadOnly, dir.CreateDirectoryAt("new"u8));
        dir.Release();
    }

    [Theory, BothResolvers]
    public void No_link_leads_from_it_to_where_writing_is_granted(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        OpenDirectory writable = box.OpenHost(box.Folder.Outside);
        Assert.Equal(Errno.ReadOnly, box.Directory.LinkAt("file"u8, writable, "alias"u8));
        Assert.Equal(Errno.ReadOnly, box.Directory.RenameAt("file"u8, writable, "moved"u8));
        Assert.Equal(Errno.ReadOnly, writable.LinkAt("secret"u8, box.Directory, "alias"u8));
        writable.Release();
    }

    [Theory, BothResolvers]
    public void Reading_works(ResolverKind kind)
    {
        using Sandbox box = Furnished(kind);
        Assert.Equal("content", box.ReadText("file"));
        Assert.Equal(Errno.Success, box.Stat("file"));
    }

    private static Sandbox Furnished(ResolverKind kind)
    {
        var box = new Sandbox(kind, isReadOnly: true);
        Directory.CreateDirectory(box.Folder["dir"]);
        box.WriteText("file", "content");
        return box;
    }
}
