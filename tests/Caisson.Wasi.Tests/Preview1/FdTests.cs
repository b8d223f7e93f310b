using Caisson.Runtime;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Preview1;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class FdTests
{
    private const uint MemorySize = 2 * 65536;

    [Fact]
    public void Vectors_are_gathered_and_scattered()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file");
        Assert.Equal(Errno.Success, guest.Write(fd, "one", "", "two", "three"));
        Assert.Equal(11, guest.ResultAs<int>());
        Assert.Equal(Errno.Success, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, fd, 0, 0, Guest.Result));
        Assert.Equal(Errno.Success, guest.Read(fd, out string text, 4, 0, 100));
        Assert.Equal("onetwothree", text);
        Assert.Equal(Errno.Success, guest.Read(fd, out text, 10));
        Assert.Equal("", text);
    }

    [Fact]
    public void Positioned_transfers_leave_the_position_alone()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file");
        Assert.Equal(Errno.Success, guest.Write(fd, "0123456789"));
        uint vectors = guest.PutVector(0, Guest.Buffer, 2);
        guest.PutVector(1, Guest.Buffer + 2, 3);
        Assert.Equal(Errno.Success, guest.Fd.ReadAt(guest.Memory, fd, vectors, 2, 4, Guest.Result));
        Assert.Equal("45678", guest.Memory.ReadString(Guest.Buffer, guest.ResultAs<int>()));
        Assert.Equal(Errno.Success, guest.Fd.WriteAt(guest.Memory, fd, vectors, 2, 8, Guest.Result));
        Assert.Equal("0123456745678", File.ReadAllText(guest.Folder["file"]));
        Assert.Equal(Errno.Success, guest.Fd.Tell(guest.Memory, fd, Guest.Result));
        Assert.Equal(10, guest.ResultAs<long>());
        Assert.Equal(Errno.Invalid, guest.Fd.ReadAt(guest.Memory, fd, vectors, 2, ulong.MaxValue, Guest.Result));
        Assert.Equal(Errno.Invalid, guest.Fd.WriteAt(guest.Memory, fd, vectors, 2, long.MaxValue, Guest.Result));
    }

    [Fact]
    public void Hostile_vectors_trap_and_change_nothing_else()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file");
        Assert.Throws<TrapException>(() => guest.Fd.Write(guest.Memory, fd, MemorySize - 4, 1, Guest.Result));
        Assert.Throws<TrapException>(() => guest.Fd.Write(guest.Memory, fd, 0, uint.MaxValue, Guest.Result));
        Assert.Throws<TrapException>(() => guest.Fd.Write(guest.Memory, fd, uint.MaxValue, 1, Guest.Result));
        foreach ((uint address, uint length) in ((uint, uint)[])[(0, uint.MaxValue), (MemorySize - 1, 2), (uint.MaxValue, 1), (uint.MaxValue, uint.MaxValue), (MemorySize, 1)])
        {
            uint vectors = guest.PutVector(0, address, length);
            Assert.Throws<TrapException>(() => guest.Fd.Write(guest.Memory, fd, vectors, 1, Guest.Result));
            Assert.Throws<TrapException>(() => guest.Fd.Read(guest.Memory, fd, vectors, 1, Guest.Result));
            Assert.Throws<TrapException>(() => guest.Fd.ReadAt(guest.Memory, fd, vectors, 1, 0, Guest.Result));
        }
        Assert.Equal(0, new FileInfo(guest.Folder["file"]).Length);
        uint empty = guest.PutVector(0, uint.MaxValue, 0);
        Assert.Equal(Errno.Success, guest.Fd.Write(guest.Memory, fd, empty, 1, Guest.Result));
    }

    [Fact]
    public void Overlapping_vectors_are_written_in_order()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file");
        Assert.Equal(Errno.Success, guest.Write(fd, "abcd"));
        uint vectors = guest.PutVector(0, Guest.Buffer, 2);
        guest.PutVector(1, Guest.Buffer + 1, 2);
        Assert.Equal(Errno.Success, guest.Fd.ReadAt(guest.Memory, fd, vectors, 2, 0, Guest.Result));
        Assert.Equal("acd", guest.Memory.ReadString(Guest.Buffer, 3));
    }

    [Fact]
    public void Whence_is_ordered_otherwise_in_the_older_version()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file");
        Assert.Equal(Errno.Success, guest.Write(fd, "0123456789"));
        Assert.Equal(2, Seek(Snapshot.Preview1, 0));
        Assert.Equal(4, Seek(Snapshot.Preview1, 1));
        Assert.Equal(12, Seek(Snapshot.Preview1, 2));
        Assert.Equal(14, Seek(Snapshot.Unstable, 0));
        Assert.Equal(12, Seek(Snapshot.Unstable, 1));
        Assert.Equal(2, Seek(Snapshot.Unstable, 2));
        Assert.Equal(Errno.Invalid, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, fd, 0, 3, Guest.Result));

        long Seek(Snapshot snapshot, uint whence)
        {
            Assert.Equal(Errno.Success, guest.Fd.Seek(guest.Memory, snapshot, fd, 2, whence, Guest.Result));
            return guest.ResultAs<long>();
        }
    }

    [Fact]
    public void File_statistics_have_two_layouts()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file");
        Assert.Equal(Errno.Success, guest.Write(fd, "12345"));
        guest.Memory.Span(Guest.Result, 72).Fill(0xee);
        Assert.Equal(Errno.Success, guest.Fd.FileStatGet(guest.Memory, Snapshot.Unstable, fd, Guest.Result));
        Assert.Equal(((byte)FileType.RegularFile, 1u, 5UL), (guest.Memory.Read<byte>(32), guest.Memory.Read<uint>(36), guest.Memory.Read<ulong>(40)));
        Assert.Equal(0xee, guest.Memory.Read<byte>(Guest.Result + 56));
        Assert.Equal(Errno.Success, guest.Fd.FileStatGet(guest.Memory, Snapshot.Preview1, fd, Guest.Result));
        Assert.Equal(((byte)FileType.RegularFile, 1UL, 5UL), (guest.Memory.Read<byte>(32), guest.Memory.Read<ulong>(40), guest.Memory.Read<ulong>(48)));
        Assert.Equal(0xee, guest.Memory.Read<byte>(Guest.Result + 64));
    }

    [Fact]
    public void What_is_not_open_is_a_bad_descriptor()
    {
        using var guest = new Guest();
        foreach (uint fd in (uint[])[4, 1000, uint.MaxValue])
        {
            Assert.Equal(Errno.BadDescriptor, guest.Write(fd, "x"));
            Assert.Equal(Errno.BadDescriptor, guest.Read(fd, out _, 1));
            Assert.Equal(Errno.BadDescriptor, guest.Fd.Close(fd));
            Assert.Equal(Errno.BadDescriptor, guest.Fd.Renumber(fd, 3));
            Assert.Equal(Errno.BadDescriptor, guest.Fd.Renumber(3, fd));
            Assert.Equal(Errno.BadDescriptor, guest.Fd.PrestatGet(guest.Memory, fd, Guest.Result));
            Assert.Equal(Errno.BadDescriptor, guest.Functions.Sock.Shutdown(fd, 1));
            Assert.Equal(Errno.BadDescriptor, guest.Open("x", out _, directory: fd));
        }
    }

    [Fact]
    public void Directories_refuse_what_files_do()
    {
        using var guest = new Guest();
        Assert.Equal(Errno.IsDirectory, guest.Read(3, out _, 1));
        Assert.Equal(Errno.IsDirectory, guest.Write(3, "x"));
        Assert.Equal(Errno.IsDirectory, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, 3, 0, 1, Guest.Result));
        Assert.Equal(Errno.IsDirectory, guest.Fd.Tell(guest.Memory, 3, Guest.Result));
        Assert.Equal(Errno.IsDirectory, guest.Fd.Allocate(3, 0, 1));
        Assert.Equal(Errno.IsDirectory, guest.Fd.FileStatSetSize(3, 0));
        Assert.Equal(Errno.Success, guest.Fd.Sync(3));
        Assert.Equal(Errno.Success, guest.Fd.DataSync(3));
    }

    [Fact]
    public void Files_refuse_what_directories_do()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file");
        Assert.Equal(Errno.NotDirectory, guest.Fd.ReadDirectory(guest.Memory, fd, Guest.Buffer, 100, 0, Guest.Result));
        Assert.Equal(Errno.NotDirectory, guest.Open("x", out _, directory: fd));
        Assert.Equal(Errno.NotSocket, guest.Functions.Sock.Shutdown(fd, 1));
        Assert.Equal(Errno.NotSocket, guest.Functions.Sock.Accept(guest.Memory, fd, 0, Guest.Result));
        Assert.Equal(Errno.NotSocket, guest.Functions.Sock.Receive(guest.Memory, fd, 0, 0, 0, Guest.Result, Guest.Result));
        Assert.Equal(Errno.NotSocket, guest.Functions.Sock.Send(guest.Memory, fd, 0, 0, 0, Guest.Result));
        Assert.Equal(Errno.BadDescriptor, guest.Fd.PrestatGet(guest.Memory, fd, Guest.Result));
    }

    [Fact]
    public void Streams_refuse_what_files_do()
    {
        using var guest = new Guest();
        Assert.Equal(Errno.IllegalSeek, guest.Fd.Seek(guest.Memory, Snapshot.Preview1, 1, 0, 1, Guest.Result));
        Assert.Equal(Errno.IllegalSeek, guest.Fd.ReadAt(guest.Memory, 0, 0, 0, 0, Guest.Result));
        Assert.Equal(Errno.IllegalSeek, guest.Fd.Advise(1, 0, 0, 0));
        Assert.Equal(Errno.IllegalSeek, guest.Fd.Allocate(1, 0, 1));
        Assert.Equal(Errno.Invalid, guest.Fd.FileStatSetSize(1, 0));
        Assert.Equal(Errno.NotDirectory, guest.Fd.ReadDirectory(guest.Memory, 1, Guest.Buffer, 100, 0, Guest.Result));
        Assert.Equal(Errno.NotSocket, guest.Functions.Sock.Shutdown(1, 1));
        Assert.Equal(Errno.BadDescriptor, guest.Write(0, "x"));
        Assert.Equal(Errno.BadDescriptor, guest.Read(1, out _, 1));
    }

    [Fact]
    public void Numbers_beyond_what_files_have_fail()
    {
        using var guest = new Guest();
        uint fd = guest.Create("file");
        Assert.Equal(Errno.FileTooBig, guest.Fd.FileStatSetSize(fd, ulong.MaxValue));
        Assert.Equal(Errno.FileTooBig, guest.Fd.Allocate(fd, ulong.MaxValue, 1));
        Assert.Equal(Errno.FileTooBig, guest.Fd.Allocate(fd, long.MaxValue, long.MaxValue));
        Assert.Equal(Errno.Invalid, guest.Fd.Advise(fd, ulong.MaxValue, 0, 0));
        Assert.Equal(Errno.Invalid, guest.Fd.Advise(fd, 0, 0, 6));
        Assert.Equal(Errno.Invalid, guest.Fd.FdStatSetFlags(fd, 32));
        Assert.Equal(Errno.Invalid, guest.Fd.FileStatSetTimes(fd, 0, 0, 3));
        Assert.Equal(Errno.Invalid, guest.Fd.FileStatSetTimes(fd, 0, 0, 12));
        Assert.Equal(Errno.Invalid, guest.Fd.FileStatSetTimes(fd, 0, 0, 16));
        Assert.Equal(Errno.Success, guest.Fd.FileStatSetTimes(fd, ulong.MaxValue / 4, 5, 5));
    }

    [Fact]
    public void What_the_guest_has_opened_is_known()
    {
        using Guest guest = new();
        Assert.Empty(guest.ChangedDescriptors);
        uint fd = guest.Create("file");
        Assert.Equal([(int)fd], guest.ChangedDescriptors);
        Assert.Equal(Errno.Success, guest.Fd.Close(fd));
        Assert.Empty(guest.ChangedDescriptors);
    }

    [Fact]
    public void Renumbering_moves_and_closes()
    {
        using var guest = new Guest();
        uint first = guest.Create("first"), second = guest.Create("second");
        Assert.Equal(Errno.Success, guest.Fd.Renumber(first, second));
        Assert.Equal(Errno.BadDescriptor, guest.Write(first, "x"));
        Assert.Equal(Errno.Success, guest.Write(second, "x"));
        Assert.Equal("x", File.ReadAllText(guest.Folder["first"]));
        Assert.Equal(Errno.Success, guest.Fd.Renumber(second, second));
        Assert.Equal(first, guest.Create("third"));
    }

    [Fact]
    public void Directories_to_start_with_have_names()
    {
        using var other = new TemporaryFolder();
        using var guest = new Guest(new WasiOptions { Preopens = [new WasiPreopen(other.Root, "/other")] });
        Assert.Equal(Errno.Success, guest.Fd.PrestatGet(guest.Memory, 4, Guest.Result));
        Assert.Equal((0u, 6u), (guest.Memory.Read<uint>(Guest.Result), guest.Memory.Read<uint>(Guest.Result + 4)));
        Assert.Equal(Errno.NameTooLong, guest.Fd.PrestatDirName(guest.Memory, 4, Guest.Buffer, 5));
        Assert.Equal(Errno.Success, guest.Fd.PrestatDirName(guest.Memory, 4, Guest.Buffer, 600));
        Assert.Equal("/other\0", guest.Memory.ReadString(Guest.Buffer, 7));
        Assert.Equal(Errno.BadDescriptor, guest.Fd.PrestatGet(guest.Memory, 5, Guest.Result));
        Assert.Equal(Errno.BadDescriptor, guest.Fd.PrestatGet(guest.Memory, 0, Guest.Result));
        Assert.Equal(Errno.Success, guest.Fd.Close(3));
        Assert.Equal(Errno.BadDescriptor, guest.Fd.PrestatGet(guest.Memory, 3, Guest.Result));
    }
}
