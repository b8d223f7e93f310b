using System.Runtime.InteropServices;
using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Io;

/// <summary>
/// Something open: a file, a directory, a stream or a socket. Every version of the interface names these in its own way; what
/// they do is here. The defaults are the answers of something that can't. Safe from any thread. Closed when its last user lets go,
/// so that a call in flight never meets a closed one.
/// </summary>
internal abstract class Descriptor
{
    private int _users = 1;

    /// <summary>What it is.</summary>
    public abstract FileType Type { get; }

    /// <summary>The flags it has now.</summary>
    public virtual DescriptorFlags Flags => DescriptorFlags.None;

    /// <summary>Reads at the current position; zero bytes mean the end.</summary>
    public virtual Errno Read(Span<byte> destination, out int count)
    {
        count = 0;
        return Errno.BadDescriptor;
    }

    /// <summary>Writes at the current position.</summary>
    public virtual Errno Write(ReadOnlySpan<byte> source, out int count)
    {
        count = 0;
        return Errno.BadDescriptor;
    }

    /// <summary>Reads at an offset, leaving the position alone.</summary>
    public virtual Errno ReadAt(Span<byte> destination, long offset, out int count)
    {
        count = 0;
        return Errno.IllegalSeek;
    }

    /// <summary>Writes at an offset, leaving the position alone.</summary>
    public virtual Errno WriteAt(ReadOnlySpan<byte> source, long offset, out int count)
    {
        count = 0;
        return Errno.IllegalSeek;
    }

    /// <summary>Moves the position.</summary>
    public virtual Errno Seek(long offset, SeekOrigin origin, out long position)
    {
        position = 0;
        return Errno.IllegalSeek;
    }

    /// <summary>Describes it.</summary>
    public virtual Errno Stat(out FileStat stat)
    {
        stat = new FileStat { Type = Type };
        return Errno.Success;
    }

    /// <summary>Changes the times of last access and modification.</summary>
    public virtual Errno SetTimes(TimeUpdate access, TimeUpdate modify) => Errno.Invalid;

    /// <summary>Changes the flags that can be changed after opening: append and non-blocking.</summary>
    public virtual Errno SetFlags(DescriptorFlags flags) => flags == Flags ? Errno.Success : Errno.NotSupported;

    /// <summary>Has written data brought to where it is safe.</summary>
    /// <param name="dataOnly">Whether metadata may stay behind.</param>
    public virtual Errno Sync(bool dataOnly) => Errno.Success;

    /// <summary>What to wait on until reading or writing doesn't block; null when it never does, or there is no telling.</summary>
    public virtual SafeHandle? Readiness => null;

    /// <summary>How many bytes can be read when reading doesn't block; one when that isn't known.</summary>
    public virtual ulong Available => 1;

    /// <summary>Adds a user. The caller knows that there is one already.</summary>
    public void Acquire() => Interlocked.Increment(ref _users);

    /// <summary>Removes a user; the last one closes it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0) Close();
    }

    /// <summary>Gives back what it holds. Called once.</summary>
    protected virtual void Close() { }
}
