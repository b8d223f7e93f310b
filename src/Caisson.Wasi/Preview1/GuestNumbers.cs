using System.Buffers.Binary;
using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>Numbers in guest memory. What is generic over numbers, <see cref="Memory.Read{T}"/> and its kind, the JIT would compile for each number whenever a program starts.</summary>
internal static class GuestNumbers
{
    /// <summary>Reads four bytes.</summary>
    /// <exception cref="TrapException">They are not inside the memory.</exception>
    public static uint ReadUInt32(this Memory memory, long address)
    {
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(memory.Span(address, sizeof(uint)));
        GC.KeepAlive(memory);
        return value;
    }

    /// <summary>Writes four bytes.</summary>
    /// <exception cref="TrapException">They are not inside the memory.</exception>
    public static void WriteUInt32(this Memory memory, long address, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(memory.Span(address, sizeof(uint)), value);
        GC.KeepAlive(memory);
    }

    /// <summary>Writes eight bytes.</summary>
    /// <exception cref="TrapException">They are not inside the memory.</exception>
    public static void WriteUInt64(this Memory memory, long address, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(memory.Span(address, sizeof(ulong)), value);
        GC.KeepAlive(memory);
    }
}
