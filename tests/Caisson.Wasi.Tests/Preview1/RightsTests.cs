using Caisson.Wasi.Preview1;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class RightsTests
{
    [Fact]
    public void A_file_gets_what_was_asked_for_and_means_something()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file", Rights.All);
        Assert.Equal((Rights.File, Rights.None), (guest.FdStat(fd).Base, guest.FdStat(fd).Inheriting));
        Assert.Equal(Errno.Success, guest.Open("file", out fd, Rights.FdRead | Rights.FdSeek | Rights.PathOpen));
        Assert.Equal(Rights.FdRead | Rights.FdSeek, guest.FdStat(fd).Base);
        Assert.Equal(Errno.Success, guest.Open(".", out fd, Rights.FdSeek | Rights.FdRead | Rights.FdReadDirectory, openFlags: 2));
        Assert.Equal(Rights.FdReadDirectory, guest.FdStat(fd).Base);
    }

    [Fact]
    public void What_was_not_asked_for_is_refused()
    {
        using var guest = new Guest();
        guest.Create("file");
        Assert.Equal(Errno.Success, guest.Open("file", out uint fd, Rights.FdRead));
        Assert.Equal(Errno.BadDescriptor, guest.Write(fd, "x"));
        Assert.Equal(Errno.NotCapable, guest.Fd.Tell(guest.Memory, fd, Guest.Result));
        Assert.Equal(Errno.NotCapable, guest.Fd.FileStatGet(guest.Memory, Snapshot.Preview1, fd, Guest.Result));
        Assert.Equal(Errno.NotCapable, guest.Fd.FileStatSetSize(fd, 0));
        Assert.Equal(Errno.NotCapable, guest.Fd.Sync(fd));
        Assert.Equal(Errno.NotCapable, guest.Fd.Advise(fd, 0, 0, 0));
        Assert.Equal(Errno.NotCapable, guest.Fd.ReadAt(guest.Memory, fd, 0, 0, 0, Guest.Result));
        Assert.Equal(Errno.Success, guest.Read(fd, out _, 1));
    }

    [Fact]
    public void The_right_to_tell_is_enough_to_seek_nowhere()
    {
        using var guest = new Guest();
        uint teller = guest.Create("file", Rights.FdTell), seeker = guest.Create("file", Rights.FdSeek);
        Assert.Equal(Errno.Success, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, teller, 0, 1, Guest.Result));
        Assert.Equal(Errno.NotCapable, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, teller, 1, 1, Guest.Result));
        Assert.Equal(Errno.Success, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, seeker, 0, 1, Guest.Result));
        Assert.Equal(Errno.Success, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, seeker, 1, 0, Guest.Result));
    }

    [Fact]
    public void Rights_only_become_fewer()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file", Rights.FdRead | Rights.FdWrite);
        Assert.Equal(Errno.Success, guest.Fd.FdStatSetRights(fd, Rights.FdRead, Rights.None));
        Assert.Equal(Errno.BadDescriptor, guest.Write(fd, "x"));
        Assert.Equal(Errno.NotCapable, guest.Fd.FdStatSetRights(fd, Rights.FdRead | Rights.FdWrite, Rights.None));
        Assert.Equal(Errno.NotCapable, guest.Fd.FdStatSetRights(fd, Rights.FdRead, Rights.FdRead));
        Assert.Equal(Errno.NotCapable, guest.Fd.FdStatSetRights(fd, unchecked((Rights)ulong.MaxValue), Rights.None));
    }

    [Fact]
    public void A_directory_hands_down_what_it_inherits()
    {
        using var guest = new Guest();
        guest.Create("file");
        Assert.Equal(Errno.Success, guest.Fd.FdStatSetRights(3, Rights.PathOpen, Rights.FdRead | Rights.FdSeek));
        Assert.Equal(Errno.NotCapable, guest.Open("file", out _, Rights.FdRead | Rights.FdWrite));
        Assert.Equal(Errno.Success, guest.Open("file", out uint fd, Rights.FdRead | Rights.FdSeek | Rights.FdTell));
        Assert.Equal(Rights.FdRead | Rights.FdSeek, guest.FdStat(fd).Base);
        Assert.Equal(Errno.NotCapable, guest.Open("new", out _, Rights.FdRead, openFlags: 1));
        Assert.Equal(Errno.NotCapable, guest.Open("file", out _, Rights.FdRead, openFlags: 8));
        (uint path, uint length) = guest.PutPath("file");
        Assert.Equal(Errno.NotCapable, guest.Functions.Path.UnlinkFile(guest.Memory, 3, path, length));
        Assert.Equal(Errno.NotCapable, guest.Functions.Path.FileStatGet(guest.Memory, Snapshot.Preview1, 3, 0, path, length, Guest.Result));
    }

    [Fact]
    public void A_read_only_directory_looks_like_any_and_refuses_changes()
    {
        using var guest = new Guest(isReadOnly: true);
        File.WriteAllText(guest.Folder["file"], "content");
        Assert.Equal(Errno.ReadOnly, guest.Open("file", out _, Rights.FdRead | Rights.FdWrite));
        Assert.Equal(Errno.ReadOnly, guest.Open("new", out _, Rights.FdRead, openFlags: 1));
        Assert.Equal(Errno.Success, guest.Open("file", out uint fd, Rights.All & ~Rights.FdWrite));
        Assert.Equal(Errno.Success, guest.Read(fd, out string text, 100));
        Assert.Equal("content", text);
        Assert.NotEqual(Errno.Success, guest.Fd.FileStatSetSize(fd, 0));
        Assert.NotEqual(Errno.Success, guest.Fd.Allocate(fd, 0, 100));
        Assert.Equal(Errno.ReadOnly, guest.Fd.FileStatSetTimes(fd, 1, 1, 5));
        Assert.Equal(Errno.ReadOnly, guest.Fd.FileStatSetTimes(3, 1, 1, 5));
        (uint path, uint length) = guest.PutPath("file");
        Assert.Equal(Errno.ReadOnly, guest.Functions.Path.UnlinkFile(guest.Memory, 3, path, length));
        Assert.Equal("content", File.ReadAllText(guest.Folder["file"]));
    }
}
