using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Caisson.Wasi.Filesystem;
using Caisson.Wasi.Io;

namespace Caisson.Wasi.Tests.Filesystem;

/// <summary>Reading, writing and the rest of what open files do.</summary>
public sealed class OpenFileTests
{
    private static readonly OpenRequest New = new() { Read = true, Write = true, Create = true };

    [Fact]
    public void Data_comes_back()
    {
        using var box = new Sandbox(ResolverKind.Walking);
        OpenFile file = box.OpenAs<OpenFile>("file", New);
        Assert.Equal(Errno.Success, file.Write("hello"u8, out int written));
        Assert.Equal(5, written);
        Assert.Equal(Errno.Success, file.WriteAt("J"u8, 0, out _));
        byte[] buffer = new byte[10];
        Assert.Equal(Errno.Success, file.ReadAt(buffer, 0, out int count));
        Assert.Equal("Jello"u8, buffer.AsSpan(0, count));
        Assert.Equal(Errno.Success, file.Seek(1, SeekOrigin.Begin, out long position));
        Assert.Equal(1, position);
        Assert.Equal(4u, file.Available);
        Assert.Equal(Errno.Success, file.Read(buffer, out count));
        Assert.Equal("ello"u8, buffer.AsSpan(0, count));
        Assert.Equal(Errno.Success, file.Read(buffer, out count));
        Assert.Equal(0, count);
        Assert.Equal(Errno.Invalid, file.Seek(-1, SeekOrigin.Begin, out _));
        file.Release();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(300_001, false)]
    [InlineData(300_001, true)]
    public unsafe void Much_is_read_into_memory_that_has_no_pages_and_into_memory_that_has(int from, bool touched)
    {
        byte[] content = new byte[(3 << 20) + 12_345];
        new System.Random(1).NextBytes(content);
        using var box = new Sandbox(ResolverKind.Walking);
        OpenFile file = box.OpenAs<OpenFile>("file", New);
        Assert.Equal(Errno.Success, file.Write(content, out _));

        const int Length = 4 << 20;
        byte* memory = (byte*)NativeMemory.AllocZeroed(Length);
        if (touched) new Span<byte>(memory, Length).Fill(1);
        try
        {
            // What is asked for ends within the file, at its end, and beyond it.
            foreach (int length in (int[])[2 << 20, content.Length - from, Length - 1])
            {
                var destination = new Span<byte>(memory + 1, length);
                ReadOnlySpan<byte> expected = content.AsSpan(from, Math.Min(length, content.Length - from));
                Assert.Equal(Errno.Success, file.ReadAt(destination, from, out int count));
                Assert.Equal(expected.Length, count);
                Assert.True(expected.SequenceEqual(destination[..count]));

                destination.Clear();
                Assert.Equal(Errno.Success, file.Seek(from, SeekOrigin.Begin, out _));
                Assert.Equal(Errno.Success, file.Read(destination, out count));
                Assert.Equal(expected.Length, count);
                Assert.True(expected.SequenceEqual(destination[..count]));
                Assert.Equal(Errno.Success, file.Seek(0, SeekOrigin.Current, out long position));
                Assert.Equal(from + count, position);
            }
        }
        finally
        {
            NativeMemory.Free(memory);
        }
        file.Release();
    }

    [Fact]
    public unsafe void Whether_there_are_pages_is_known()
    {
        const int Length = 40 << 20;
        using MemoryMappedFile map = MemoryMappedFile.CreateNew(null, Length);
        using MemoryMappedViewAccessor view = map.CreateViewAccessor();
        byte* start = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle();
        Assert.True(FreshPages.AreIn(start, Length));
        for (int at = 0; at < 4 << 20; at += Environment.SystemPageSize) start[at] = 1;
        Assert.False(FreshPages.AreIn(start, 4 << 20));
        Assert.False(FreshPages.AreIn(start + 1, (4 << 20) - 1));
        Assert.True(FreshPages.AreIn(start + 1, 4 << 20));
    }

    [Fact]
    public unsafe void A_large_read_that_fails_says_why()
    {
        using var box = new Sandbox(ResolverKind.Walking);
        OpenFile file = box.OpenAs<OpenFile>("file", New with { Read = false });
        byte* memory = (byte*)NativeMemory.AllocZeroed(2 << 20);
        Assert.Equal(Errno.BadDescriptor, file.Read(new Span<byte>(memory, 2 << 20), out int count));
        Assert.Equal(0, count);
        NativeMemory.Free(memory);
        file.Release();
    }

    [Fact]
    public void Sizes_and_times_change()
    {
        using var box = new Sandbox(ResolverKind.Walking);
        OpenFile file = box.OpenAs<OpenFile>("file", New);
        Assert.Equal(Errno.Success, file.SetSize(100));
        Assert.Equal(Errno.Success, file.Allocate(100, 50));
        Assert.Equal(Errno.Invalid, file.Allocate(0, 0));
        Assert.Equal(Errno.Success, file.Advise(0, 150, FileAdvice.WillNeed));
        Assert.Equal(Errno.Success, file.SetTimes(TimeUpdate.At(1_000_000_001), TimeUpdate.At(2_000_000_002)));
        Assert.Equal(Errno.Success, file.Stat(out FileStat stat));
        Assert.Equal(new { Size = 150UL, AccessTime = 1_000_000_001UL, ModifyTime = 2_000_000_002UL }, new { stat.Size, stat.AccessTime, stat.ModifyTime });
        Assert.Equal(Errno.Success, file.SetTimes(TimeUpdate.Keep, TimeUpdate.Now));
        Assert.Equal(Errno.Success, file.Stat(out stat));
        Assert.Equal(1_000_000_001UL, stat.AccessTime);
        Assert.True(stat.ModifyTime > 1_600_000_000_000_000_000);
        Assert.Equal(Errno.Success, file.Sync(dataOnly: true));
        Assert.Equal(Errno.Success, file.Sync(dataOnly: false));
        file.Release();
    }

    [Fact]
    public void Appending_can_be_turned_on_and_off()
    {
        using var box = new Sandbox(ResolverKind.Walking);
        OpenFile file = box.OpenAs<OpenFile>("file", New with { Flags = DescriptorFlags.Append });
        Assert.Equal(Errno.Success, file.Write("ab"u8, out _));
        Assert.Equal(Errno.Success, file.Seek(0, SeekOrigin.Begin, out _));
        Assert.Equal(Errno.Success, file.Write("cd"u8, out _));
        Assert.Equal(Errno.Success, file.SetFlags(DescriptorFlags.None));
        Assert.Equal(Errno.Success, file.Seek(0, SeekOrigin.Begin, out _));
        Assert.Equal(Errno.Success, file.Write("X"u8, out _));
        Assert.Equal("Xbcd", File.ReadAllText(box.Folder["file"]));
        Assert.Equal(Errno.NotSupported, file.SetFlags(DescriptorFlags.Sync));
        file.Release();
    }

    [Theory, BothResolvers]
    public void A_pipe_without_a_partner_hangs_nobody(ResolverKind kind)
    {
        using var box = new Sandbox(kind);
        Assert.Equal(0, HostCalls.MakeFifo(box.Folder["pipe"], 0x1b6));
        OpenFile reader = box.OpenAs<OpenFile>("pipe", new OpenRequest { Read = true });
        Assert.Equal(Errno.Success, reader.Read(new byte[1], out int count));
        Assert.Equal(0, count);
        OpenFile writer = box.OpenAs<OpenFile>("pipe", new OpenRequest { Write = true, Flags = DescriptorFlags.NonBlocking });
        Assert.Equal(Errno.Success, writer.Write("x"u8, out _));
        Assert.Equal(Errno.Success, reader.Read(new byte[1], out count));
        Assert.Equal(1, count);
        Errno errno;
        do errno = writer.Write(new byte[4096], out _);
        while (errno == Errno.Success);
        Assert.Equal(Errno.Again, errno);
        reader.Release();
        Assert.Equal(Errno.Pipe, writer.Write("x"u8, out _));
        writer.Release();
        Assert.Equal(Errno.NoSuchDevice, box.Open("pipe", new OpenRequest { Write = true }));
    }

    [Fact]
    public void A_wait_on_a_pipe_ends_when_the_host_cancels()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var box = new Sandbox(ResolverKind.Walking, cancellation: cancellation.Token);
        Assert.Equal(0, HostCalls.MakeFifo(box.Folder["pipe"], 0x1b6));
        OpenFile both = box.OpenAs<OpenFile>("pipe", new OpenRequest { Read = true, Write = true });
        Assert.Throws<OperationCanceledException>(() => both.Read(new byte[1], out _));
        both.Release();
    }

    [Fact]
    public void Devices_can_be_granted()
    {
        using var box = new Sandbox(ResolverKind.Walking);
        OpenDirectory devices = box.OpenHost("/dev");
        Assert.Equal(Errno.Success, devices.OpenAt("null"u8, new OpenRequest { Read = true, Write = true }, out Descriptor? device));
        Assert.Equal(FileType.CharacterDevice, device!.Type);
        Assert.Equal(Errno.Success, device.Read(new byte[1], out int count));
        Assert.Equal(0, count);
        Assert.Equal(Errno.Success, device.Sync(dataOnly: false));
        device.Release();
        devices.Release();
    }

    [Fact]
    public void Closing_waits_for_calls_in_flight()
    {
        using var box = new Sandbox(ResolverKind.Walking);
        OpenFile file = box.OpenAs<OpenFile>("file", New);
        file.Acquire();
        file.Release();
        Assert.Equal(Errno.Success, file.Write("x"u8, out _));
        file.Release();
        Assert.Throws<ObjectDisposedException>(() => file.Write("x"u8, out _));
    }
}
