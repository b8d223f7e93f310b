using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Caisson.Runtime.Operations;

/// <summary>
/// The instructions that need an instance's objects, for emitted code; named after the instructions. Each takes the context of
/// the running function first, then its operands, then its immediates. Addresses and counts come widened without sign.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class InstanceOperations
{
    /// <summary>spec: exec-memory-grow</summary>
    public static long MemoryGrow(nint context, long pages, int memory) => Instance.At(context).MemoryAt(memory).Grow(pages);

    /// <summary>spec: threads, exec-memory-atomic-wait. The address is checked, and the memory is a shared one.</summary>
    public static int Wait32(nint address, int expected, long timeout, nint context) =>
        WaitTable.Wait((byte*)address, expected, timeout, Instance.At(context));

    /// <summary>As <see cref="Wait32"/>.</summary>
    public static int Wait64(nint address, long expected, long timeout, nint context) =>
        WaitTable.Wait((byte*)address, expected, timeout, Instance.At(context));

    /// <summary>spec: exec-memory-fill. Takes where the memory begins.</summary>
    public static void MemoryFill(nint context, long start, int value, long length, nint memory)
    {
        byte* bytes = Bytes(memory, start, length);
        if (BulkCopy.IsShort(context, length)) new Span<byte>(bytes, (int)length).Fill((byte)value);
        else BulkCopy.Fill(Instance.At(context), bytes, length, (byte)value);
    }

    /// <summary>spec: exec-memory-copy. Takes where the memories begin.</summary>
    public static void MemoryCopy(nint context, long to, long from, long length, nint toMemory, nint fromMemory)
    {
        byte* source = Bytes(fromMemory, from, length), destination = Bytes(toMemory, to, length);
        if (BulkCopy.IsShort(context, length)) Buffer.MemoryCopy(source, destination, length, length);
        else BulkCopy.Copy(Instance.At(context), source, destination, length);
    }

    /// <summary>spec: exec-memory-init</summary>
    public static void MemoryInit(nint context, long to, int from, int length, int data, int memory)
    {
        Instance instance = Instance.At(context);
        ReadOnlySpan<byte> content = instance.DataDropped[data] ? default : instance.Module.Syntax.Slice(instance.Module.Syntax.Datas[data].Content);
        if ((uint)length > (uint)content.Length || (uint)from > (uint)(content.Length - length)) Trap.OutOfBoundsMemoryAccess();
        fixed (byte* source = content) BulkCopy.Copy(instance, source + from, instance.MemoryAt(memory).Address(to, length), length);
    }

    /// <summary>spec: exec-data-drop</summary>
    public static void DataDrop(nint context, int data) => Instance.At(context).DataDropped[data] = true;

    /// <summary>spec: exec-table-get</summary>
    public static object? TableGet(nint context, long index, int table) => Instance.At(context).TableAt(table).Get((ulong)index);

    /// <summary>spec: exec-table-set</summary>
    public static void TableSet(nint context, long index, object? value, int table) => Instance.At(context).TableAt(table).Set((ulong)index, value);

    /// <summary>spec: exec-table-size</summary>
    public static long TableSize(nint context, int table) => Instance.At(context).TableAt(table).Length;

    /// <summary>spec: exec-table-grow</summary>
    public static long TableGrow(nint context, object? initial, long count, int table)
    {
        Instance instance = Instance.At(context);
        return instance.TableAt(table).Grow(instance, count, initial);
    }

    /// <summary>spec: exec-table-fill</summary>
    public static void TableFill(nint context, long start, object? value, long length, int table)
    {
        Instance instance = Instance.At(context);
        Table target = instance.TableAt(table);
        using Lock.Scope turn = target.Write();
        BulkCopy.Fill(instance, target.Range((ulong)start, (ulong)length), value);
    }

    /// <summary>spec: exec-table-copy</summary>
    public static void TableCopy(nint context, long to, long from, long length, int toTable, int fromTable)
    {
        Instance instance = Instance.At(context);
        Table target = instance.TableAt(toTable);
        using Lock.Scope turn = target.Write();
        Span<object?> source = instance.TableAt(fromTable).Range((ulong)from, (ulong)length);
        BulkCopy.Copy<object?>(instance, source, target.Range((ulong)to, (ulong)length), forward: to <= from);
    }

    /// <summary>spec: exec-table-init</summary>
    public static void TableInit(nint context, long to, int from, int length, int elem, int table)
    {
        Instance instance = Instance.At(context);
        ReadOnlySpan<object?> values = instance.Elems[elem];
        if ((uint)length > (uint)values.Length || (uint)from > (uint)(values.Length - length)) Trap.OutOfBoundsTableAccess();
        Table target = instance.TableAt(table);
        using Lock.Scope turn = target.Write();
        BulkCopy.Copy(instance, values.Slice(from, length), target.Range((ulong)to, (uint)length), forward: true);
    }

    /// <summary>spec: exec-elem-drop</summary>
    public static void ElemDrop(nint context, int elem) => Instance.At(context).Elems[elem] = null;

    /// <summary>spec: exec-ref-func</summary>
    public static Function RefFunc(nint context, int function) => Instance.At(context).FunctionAt(function);

    /// <summary>spec: exec-ref-as-non-null</summary>
    public static object RefAsNonNull(nint context, object? reference)
    {
        if (reference is null) Trap.NullReference();
        return reference;
    }

    /// <summary>Makes sure that a function of the instance has an entry point in its slot.</summary>
    public static void EnsureCompiled(nint context, int function) => Instance.At(context).EntryPoint(function, forCall: true);

    private static byte* Bytes(nint memory, long start, long length)
    {
        ulong size = Volatile.Read(ref *(ulong*)(memory - ContextLayout.MemoryLength));
        if ((ulong)length > size || (ulong)start > size - (ulong)length) Trap.OutOfBoundsMemoryAccess();
        return (byte*)memory + start;
    }

    /// <summary>Traps unless a function's type has another among its supertypes. For indirect calls of types that have subtypes.</summary>
    public static void CheckSubtype(Function function, long type)
    {
        if (!IsFunctionOf(function, type)) Trap.IndirectCallTypeMismatch();
    }

    /// <summary>Whether a function's type is another or has it among its supertypes. Numbers of different engines don't compare.</summary>
    public static bool IsFunctionOf(object function, long type)
    {
        var found = Unsafe.As<Function>(function);
        return found.TypeId == type
            || (found.TypeId >> 32 == type >> 32 && found.Engine.Types.IsSubtype((int)found.TypeId, (int)type));
    }

    /// <summary>
    /// A function of another instance, or of the host, or without an entry point, made ready for a call by this thread: through a gate, where the
    /// thread hasn't entered the instance's group yet.
    /// </summary>
    public static Function Foreign(Function function) => GuestEntry.Foreign(function);

    /// <summary>As <see cref="Foreign"/>, for a tail call: nothing of the caller is left that could refer to the function.</summary>
    public static Function ForeignLast(Function function) => GuestEntry.ForeignLast(function);
}
