using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>spec: syntax-meminst</summary>
internal sealed class MemInst(MemType type)
{
    private const int PageBytes = 65536;

    public byte[] Data { get; private set; } = new byte[checked((int)type.Limits.Min * PageBytes)];

    public uint Pages => (uint)(Data.Length / PageBytes);

    /// <summary>spec: grow-mem</summary>
    public uint Grow(uint count)
    {
        uint old = Pages;
        if ((ulong)old + count > (type.Limits.Max ?? PageBytes)) return uint.MaxValue;
        byte[] data = new byte[checked((int)(old + count) * PageBytes)];
        Data.CopyTo(data, 0);
        Data = data;
        return old;
    }

    /// <summary>Where a range starts.</summary>
    public int At(ulong start, ulong length) =>
        start + length > (ulong)Data.Length ? throw new TrapStop(TrapKind.OutOfBoundsMemoryAccess) : (int)start;
}

/// <summary>spec: syntax-tableinst</summary>
internal sealed class TableInst(TableType type)
{
    public List<Val> Elem { get; } = [.. Enumerable.Repeat(Val.Ref(null), (int)type.Limits.Min)];

    /// <summary>spec: grow-table</summary>
    public uint Grow(uint count, Val value)
    {
        uint old = (uint)Elem.Count;
        if ((ulong)old + count > (type.Limits.Max ?? uint.MaxValue)) return uint.MaxValue;
        Elem.AddRange(Enumerable.Repeat(value, (int)count));
        return old;
    }

    /// <summary>Where a range starts.</summary>
    public int At(ulong start, ulong length) =>
        start + length > (ulong)Elem.Count ? throw new TrapStop(TrapKind.OutOfBoundsTableAccess) : (int)start;
}
