using Caisson.Runtime;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Preview1;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class ReadDirectoryTests
{
    [Theory, InlineData(24 + 20), InlineData(100), InlineData(256), InlineData(4096), InlineData(60_000)]
    public void Every_entry_arrives_whole_in_the_end(uint length)
    {
        using Guest guest = WithFiles(200);
        var names = new List<string>();
        ulong cookie = 0;
        uint used;
        do
        {
            Assert.Equal(Errno.Success, guest.Fd.ReadDirectory(guest.Memory, 3, Guest.Buffer, length, cookie, Guest.Result));
            used = guest.ResultAs<uint>();
            for (uint at = 0; at + 24 <= used;)
            {
                var header = guest.Memory.Read<DirectoryEntryLayout>(Guest.Buffer + at);
                if (at + 24 + header.NameLength > used) break;
                names.Add(guest.Memory.ReadString(Guest.Buffer + at + 24, (int)header.NameLength));
                cookie = header.Next;
                at += 24 + header.NameLength;
            }
        }
        while (used == length);
        Assert.Equal(202, names.Count);
        Assert.Equal(202, names.Distinct().Count());
    }

    [Fact]
    public void A_buffer_too_small_for_anything_is_filled()
    {
        using Guest guest = WithFiles(1);
        guest.Memory.Span(Guest.Buffer, 64).Fill(0xee);
        Assert.Equal(Errno.Success, guest.Fd.ReadDirectory(guest.Memory, 3, Guest.Buffer, 10, 0, Guest.Result));
        Assert.Equal(10u, guest.ResultAs<uint>());
        Assert.Equal(0xee, guest.Memory.Read<byte>(Guest.Buffer + 10));
        Assert.Equal(Errno.Success, guest.Fd.ReadDirectory(guest.Memory, 3, Guest.Buffer, 0, 0, Guest.Result));
        Assert.Equal(0u, guest.ResultAs<uint>());
    }

    [Fact]
    public void Types_are_told()
    {
        using Guest guest = WithFiles(0);
        Directory.CreateDirectory(guest.Folder["dir"]);
        File.CreateSymbolicLink(guest.Folder["link"], "dir");
        File.WriteAllText(guest.Folder["file"], "");
        Assert.Equal(Errno.Success, guest.Fd.ReadDirectory(guest.Memory, 3, Guest.Buffer, 1000, 0, Guest.Result));
        var types = new Dictionary<string, FileType>();
        for (uint at = 0; at < guest.ResultAs<uint>();)
        {
            var header = guest.Memory.Read<DirectoryEntryLayout>(Guest.Buffer + at);
            types.Add(guest.Memory.ReadString(Guest.Buffer + at + 24, (int)header.NameLength), header.Type);
            at += 24 + header.NameLength;
        }
        Assert.Equal(
            [(".", FileType.Directory), ("..", FileType.Directory), ("dir", FileType.Directory), ("file", FileType.RegularFile), ("link", FileType.SymbolicLink)],
            types.OrderBy(t => t.Key).Select(t => (t.Key, t.Value)));
    }

    [Fact]
    public void Hostile_buffers_trap()
    {
        using Guest guest = WithFiles(1);
        Assert.Throws<TrapException>(() => guest.Fd.ReadDirectory(guest.Memory, 3, 0, uint.MaxValue, 0, Guest.Result));
        Assert.Throws<TrapException>(() => guest.Fd.ReadDirectory(guest.Memory, 3, uint.MaxValue, uint.MaxValue, 0, Guest.Result));
    }

    private static Guest WithFiles(int count)
    {
        var guest = new Guest();
        for (int i = 0; i < count; i++) File.WriteAllText(guest.Folder[$"file-number-{i}"], "");
        return guest;
    }
}
