using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>spec: syntax-meminst</summary>
internal sealed class MemInst : ExternInst
{
    /// <summary>No machine gives a memory more than this; so that growing beyond it fails, as the specification allows.</summary>
    private const ulong LargestBytes = 1uL << 36;

    private readonly Store _store;

    public MemInst(Store store, MemType type)
    {
        (_store, Type) = (store, type);
        Data = Allocate(store, (UInt128)type.Limits.Min << type.PageSizeLog2);
    }

    /// <summary>The declared type; its minimum is the size at first.</summary>
    public MemType Type { get; }

    public byte[] Data { get; private set; }

    public ulong Pages => (ulong)Data.Length >> Type.PageSizeLog2;

    private ulong MaxPages => Type.Limits.Max ?? (Type.Is64 ? 1uL << (64 - Type.PageSizeLog2 - 1) : (1uL << 32) >> Type.PageSizeLog2);

    /// <summary>Number of pages before, or -1 in the address type when it can't. spec: grow-mem, exec-memory.grow</summary>
    public ulong Grow(ulong count)
    {
        ulong old = Pages;
        UInt128 pages = (UInt128)old + count, bytes = pages << Type.PageSizeLog2;
        if (pages > MaxPages || bytes > LargestBytes) return ulong.MaxValue;
        byte[] data = Allocate(_store, bytes);
        Data.CopyTo(data, 0);
        Data = data;
        return old;
    }

    /// <summary>Where a range starts.</summary>
    public int At(UInt128 start, ulong length) =>
        start + length > (ulong)Data.Length ? throw new TrapStop(TrapKind.OutOfBoundsMemoryAccess) : (int)start;

    /// <summary>The number that bytes stand for. spec: aux-bytes</summary>
    public static ulong Read(byte[] data, int at, int count)
    {
        ulong bits = 0;
        for (int i = count - 1; i >= 0; i--) bits = (bits << 8) | data[at + i];
        return bits;
    }

    public ulong Read(int at, int count) => Read(Data, at, count);

    /// <summary>spec: aux-bytes</summary>
    public void Write(int at, int count, ulong bits)
    {
        for (int i = 0; i < count; i++) Data[at + i] = (byte)(bits >> (8 * i));
    }

    private static byte[] Allocate(Store store, UInt128 bytes)
    {
        store.Allocate(bytes);
        return bytes > (ulong)Array.MaxLength ? throw new LimitStop(LimitKind.Bytes) : new byte[(int)bytes];
    }
}
