using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>How data gets from guest memory to descriptors and back: straight, one vector at a time.</summary>
internal static class GuestBuffers
{
    /// <summary>Reads into a span, or writes from it.</summary>
    /// <param name="buffer">Part of guest memory.</param>
    /// <param name="done">Bytes that earlier spans of the same call took.</param>
    /// <param name="count">Bytes that this one took.</param>
    public delegate Errno Transfer(Span<byte> buffer, long done, out int count);

    /// <summary>
    /// Goes through a guest's vectors until one is only partly used, and tells the guest how many bytes there were. An error after
    /// some bytes is kept for the guest's next call.
    /// </summary>
    /// <param name="memory">The guest's memory.</param>
    /// <param name="vectors">Address of the first vector.</param>
    /// <param name="count">Number of vectors.</param>
    /// <param name="total">Address for the number of bytes.</param>
    /// <param name="stopsAfterData">Whether the first bytes end it: going on could block while the guest could already use them.</param>
    /// <param name="transfer">What to do with each.</param>
    public static Errno ForEach(Memory memory, uint vectors, uint count, uint total, bool stopsAfterData, Transfer transfer)
    {
        RequireRange(memory, vectors, (long)count * IoVector.Size);
        long done = 0;
        for (uint i = 0; i < count; i++)
        {
            long vector = vectors + ((long)i * IoVector.Size);
            uint address = memory.ReadUInt32(vector), length = memory.ReadUInt32(vector + IoVector.LengthAt);
            RequireRange(memory, address, length);
            int size = (int)Math.Min(Math.Min(length, Limits.TransferBytes), uint.MaxValue - done);
            if (size == 0) continue;

            Errno errno = transfer(memory.Span(address, size), done, out int used);
            if (errno != Errno.Success && done == 0) return errno;
            done += used;
            if (errno != Errno.Success || used < length || stopsAfterData) break;
        }
        memory.WriteUInt32(total, (uint)done);
        return Errno.Success;
    }

    /// <summary>Traps unless a range lies in the memory.</summary>
    public static void RequireRange(Memory memory, uint address, long length)
    {
        if (length == 0) return;
        _ = memory.Span(address, 1);
        _ = memory.Span(address + length - 1, 1);
    }

    /// <summary>A view of a range; an empty one may have any address.</summary>
    public static Span<byte> Span(Memory memory, uint address, uint length) => length == 0 ? [] : memory.Span(address, checked((int)length));

    /// <summary>Copies a guest's path out of its memory, so that no other thread of the guest can change it after the checks.</summary>
    public static Errno ReadPath(Memory memory, uint address, uint length, out byte[] path)
    {
        path = [];
        RequireRange(memory, address, length);
        if (length > Limits.PathBytes) return Errno.NameTooLong;
        path = Span(memory, address, length).ToArray();
        return Errno.Success;
    }
}
