using System.Text;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;
using Caisson.Wasi.Preview1;

namespace Caisson.Wasi.Tests.Preview1;

public sealed class StdioTests
{
    [Fact]
    public void Streams_are_empty_and_mute_by_default()
    {
        using var guest = new Guest();
        Assert.Equal(Errno.Success, guest.Read(0, out string text, 10));
        Assert.Equal("", text);
        Assert.Equal(Errno.Success, guest.Write(1, "nobody hears"));
        Assert.Equal(12, guest.ResultAs<int>());
        Assert.Equal((FileType.Unknown, Rights.None), (guest.FdStat(1).Type, guest.FdStat(1).Base & (Rights.FdSeek | Rights.FdTell | Rights.FdRead)));
    }

    [Fact]
    public void What_is_written_is_flushed_at_once()
    {
        using var inner = new MemoryStream();
        using var buffered = new BufferedStream(inner, 1000);
        using var guest = new Guest(new WasiOptions { Stdout = buffered });
        Assert.Equal(Errno.Success, guest.Write(1, "one", "two"));
        Assert.Equal("onetwo", Encoding.UTF8.GetString(inner.ToArray()));
        Assert.Equal(Errno.Success, guest.Fd.Sync(1));
    }

    [Fact]
    public void Reading_stops_at_what_is_there()
    {
        using var guest = new Guest(new WasiOptions { Stdin = new MemoryStream("hello world"u8.ToArray()) });
        Assert.Equal(Errno.Success, guest.Read(0, out string text, 5, 100));
        Assert.Equal("hello", text);
        Assert.Equal(Errno.Success, guest.Read(0, out text, 100));
        Assert.Equal(" world", text);
    }

    [Fact]
    public void Failures_of_the_host_stream_are_errors_of_the_guest()
    {
        using var guest = new Guest(new WasiOptions { Stdout = new Failing(new IOException("no")), Stderr = new Failing(new ObjectDisposedException("gone")) });
        Assert.Equal(Errno.Io, guest.Write(1, "x"));
        Assert.Equal(Errno.BadDescriptor, guest.Write(2, "x"));
    }

    [Fact]
    public void Failures_of_the_host_itself_are_not_hidden()
    {
        using var guest = new Guest(new WasiOptions { Stdout = new Failing(new InvalidOperationException("bug")) });
        Assert.Throws<InvalidOperationException>(() => guest.Write(1, "x"));
    }

    [Fact]
    public void Closing_leaves_the_host_stream_open()
    {
        using var stream = new MemoryStream();
        using (var guest = new Guest(new WasiOptions { Stdout = stream }))
        {
            Assert.Equal(Errno.Success, guest.Fd.Close(1));
            Assert.Equal(Errno.BadDescriptor, guest.Write(1, "x"));
        }
        stream.WriteByte(1);
    }

    [Fact]
    public void The_process_streams_can_be_granted()
    {
        using var guest = new Guest(new WasiOptions { Stdin = WasiStdio.Input, Stdout = WasiStdio.Output, Stderr = WasiStdio.Error });
        Assert.Equal(Errno.Success, guest.Write(2, ""));
        Assert.Equal(Errno.Success, guest.Fd.FdStatSetFlags(1, (uint)DescriptorFlags.NonBlocking));
        Assert.Equal(DescriptorFlags.NonBlocking, guest.FdStat(1).Flags);
        Assert.Equal(Errno.NotSupported, guest.Fd.FdStatSetFlags(1, (uint)DescriptorFlags.Sync));
        Assert.Equal(Errno.Success, guest.Fd.Close(1));
        Assert.True(WasiStdio.Output.CanWrite);
    }

    private sealed class Failing(Exception failure) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw failure;
    }
}
