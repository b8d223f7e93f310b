using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>spec: syntax-tableinst</summary>
internal sealed class TableInst : ExternInst
{
    /// <summary>What an element counts for.</summary>
    public const int ElementBytes = 32;

    /// <summary>Elements that every engine can give a table up to; growing beyond this fails, as the specification allows.</summary>
    private const ulong LargestLength = 10_000_000;

    private readonly Store _store;

    /// <param name="store">Counts the elements.</param>
    /// <param name="type">Its type; type indices are numbers of the store.</param>
    /// <param name="value">What all elements are at first.</param>
    public TableInst(Store store, TableType type, Val value)
    {
        (_store, Type) = (store, type);
        store.Allocate((UInt128)type.Limits.Min * ElementBytes);
        Elem = [.. Enumerable.Repeat(value, (int)type.Limits.Min)];
    }

    /// <summary>The declared type; its minimum is the length at first.</summary>
    public TableType Type { get; }

    public List<Val> Elem { get; }

    /// <summary>The length before, or -1 when it can't. spec: grow-table, exec-table.grow</summary>
    public ulong Grow(ulong count, Val value)
    {
        ulong old = (ulong)Elem.Count;
        ulong max = Math.Min(Type.Limits.Max ?? ulong.MaxValue, LargestLength);
        if ((UInt128)old + count > max) return ulong.MaxValue;
        _store.Allocate((UInt128)count * ElementBytes);
        for (ulong i = 0; i < count; i++) Elem.Add(value);
        return old;
    }

    /// <summary>Where a range starts.</summary>
    public int At(ulong start, ulong length) => (UInt128)start + length > (ulong)Elem.Count
        ? throw new TrapStop(TrapKind.OutOfBoundsTableAccess)
        : (int)start;
}
