using Caisson.Runtime;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Preview1;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class PathFunctionsTests
{
    [Theory, BothResolvers]
    public void Files_come_and_go(ResolverKind kind)
    {
        using var guest = new Guest(kind: kind);
        PathFunctions paths = guest.Functions.Path;
        Memory memory = guest.Memory;
        (uint path, uint length) = guest.PutPath("dir");
        Assert.Equal(Errno.Success, paths.CreateDirectory(memory, 3, path, length));
        guest.Create("dir/file");
        (path, length) = guest.PutPath("dir/file");
        (uint other, uint otherLength) = guest.PutOtherPath("hard");
        Assert.Equal(Errno.Success, paths.Link(memory, 3, 0, path, length, 3, other, otherLength));
        Assert.Equal(Errno.Invalid, paths.Link(memory, 3, 1, path, length, 3, other, otherLength));
        (other, otherLength) = guest.PutOtherPath("soft");
        Assert.Equal(Errno.Success, paths.Symlink(memory, path, length, 3, other, otherLength));
        Assert.Equal(Errno.Success, paths.ReadLink(memory, 3, other, otherLength, Guest.Buffer, 4, Guest.Result));
        Assert.Equal("dir/", memory.ReadString(Guest.Buffer, guest.ResultAs<int>()));
        Assert.Equal(Errno.Success, paths.FileStatGet(memory, Snapshot.Preview1, 3, 0, other, otherLength, Guest.Result));
        Assert.Equal(FileType.SymbolicLink, guest.ResultAs<FileStatLayout>().Type);
        Assert.Equal(Errno.Success, paths.FileStatGet(memory, Snapshot.Preview1, 3, 1, other, otherLength, Guest.Result));
        Assert.Equal((FileType.RegularFile, 2UL), (guest.ResultAs<FileStatLayout>().Type, guest.ResultAs<FileStatLayout>().LinkCount));
        Assert.Equal(Errno.Success, paths.FileStatSetTimes(memory, 3, 1, other, otherLength, 7, 8, 5));
        Assert.Equal(Errno.Success, paths.FileStatGet(memory, Snapshot.Unstable, 3, 0, path, length, Guest.Result));
        Assert.Equal((7UL, 8UL), (guest.ResultAs<UnstableFileStatLayout>().AccessTime, guest.ResultAs<UnstableFileStatLayout>().ModifyTime));
        Assert.Equal(Errno.Success, paths.Rename(memory, 3, path, length, 3, other, otherLength));
        Assert.Equal(Errno.Success, paths.UnlinkFile(memory, 3, other, otherLength));
        (path, length) = guest.PutPath("dir");
        Assert.Equal(Errno.Success, paths.RemoveDirectory(memory, 3, path, length));
        Assert.Equal(["hard"], Directory.EnumerateFileSystemEntries(guest.Folder.Root).Select(e => Path.GetFileName(e)));
    }

    [Fact]
    public void Flags_that_make_no_sense_are_invalid()
    {
        using var guest = new Guest();
        guest.Create("file");
        Assert.Equal(Errno.Invalid, guest.Open("file", out _, lookup: 2));
        Assert.Equal(Errno.Invalid, guest.Open("file", out _, openFlags: 16));
        Assert.Equal(Errno.Invalid, guest.Open("file", out _, openFlags: 1 | 2));
        Assert.Equal(Errno.Invalid, guest.Open("file", out _, flags: 32));
        (uint path, uint length) = guest.PutPath("file");
        Assert.Equal(Errno.Invalid, guest.Functions.Path.FileStatGet(guest.Memory, Snapshot.Preview1, 3, 2, path, length, Guest.Result));
        Assert.Equal(Errno.Invalid, guest.Functions.Path.FileStatSetTimes(guest.Memory, 3, 0, path, length, 0, 0, 3));
    }

    [Fact]
    public void Hostile_paths_trap_or_fail()
    {
        using var guest = new Guest();
        PathFunctions paths = guest.Functions.Path;
        Assert.Throws<TrapException>(() => paths.UnlinkFile(guest.Memory, 3, 0, uint.MaxValue));
        Assert.Throws<TrapException>(() => paths.UnlinkFile(guest.Memory, 3, uint.MaxValue, 10));
        Assert.Equal(Errno.NameTooLong, paths.UnlinkFile(guest.Memory, 3, 0, 5000));
        Assert.Equal(Errno.NoEntry, paths.UnlinkFile(guest.Memory, 3, uint.MaxValue, 0));
        (uint path, uint length) = guest.PutPath("link");
        Assert.Throws<TrapException>(() => paths.ReadLink(guest.Memory, 3, path, length, 0, uint.MaxValue, Guest.Result));
    }

    [Fact]
    public void Descriptors_run_out()
    {
        using var guest = new Guest(new WasiOptions { MaxDescriptors = 6 });
        uint first = guest.Create("a");
        guest.Create("b");
        Assert.Equal(Errno.ProcessFilesFull, guest.Open("a", out _));
        Assert.Equal(Errno.Success, guest.Fd.Close(first));
        Assert.Equal(first, guest.Create("a"));
        Assert.Equal(Errno.ProcessFilesFull, guest.Open("a", out _));
    }
}
