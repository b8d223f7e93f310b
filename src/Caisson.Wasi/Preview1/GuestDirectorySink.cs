using System.Runtime.InteropServices;
using Caisson.Runtime;
using Caisson.Wasi.Filesystem;

namespace Caisson.Wasi.Preview1;

/// <summary>Writes entries of a directory into a buffer of the guest's until it is full; the last one may be cut off.</summary>
/// <param name="memory">The guest's memory.</param>
/// <param name="address">Where the buffer is.</param>
/// <param name="length">How long it is.</param>
internal struct GuestDirectorySink(Memory memory, uint address, uint length) : IDirectorySink
{
    /// <summary>Bytes written.</summary>
    public long Used { get; private set; }

    /// <inheritdoc/>
    public bool Add(in DirectoryEntry entry)
    {
        var header = new DirectoryEntryLayout(entry.Next, entry.Inode, (uint)entry.Name.Length, entry.Type);
        Append(MemoryMarshal.AsBytes(new ReadOnlySpan<DirectoryEntryLayout>(in header)));
        Append(entry.Name);
        return Used < length;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        int size = (int)Math.Min(bytes.Length, length - Used);
        memory.Write(address + Used, bytes[..size]);
        Used += size;
    }
}
