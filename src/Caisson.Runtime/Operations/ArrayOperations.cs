using System.ComponentModel;
using System.Runtime.CompilerServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Operations;

/// <summary>Arrays and segments, for emitted code. Each takes the context, the operands, the immediates. spec: exec-instr-array</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ArrayOperations
{
    /// <summary>spec: exec-array.new_data</summary>
    public static object ArrayNewData(nint context, int from, int length, int type, int data)
    {
        var instance = Instance.At(context);
        ObjectType made = instance.Module.TypeIds.ObjectTypeOf(new TypeIdx((uint)type));
        ReadOnlySpan<byte> bytes = DataRange(instance, data, from, length, made.ElementKind.Size);
        AllocationOperations.AllowArray(context, length, made.ElementKind.Size);
        WasmArray array = made.NewArray(length, instance.Module.Engine.Options.MaxArrayBytes);
        array.CopyFrom(instance, bytes, 0);
        return array;
    }

    /// <summary>spec: exec-array.new_elem</summary>
    public static object ArrayNewElem(nint context, int from, int length, int type, int elem)
    {
        var instance = Instance.At(context);
        ReadOnlySpan<object?> references = ElemRange(instance, elem, from, length);
        AllocationOperations.AllowArray(context, length, StorageKind.Reference.Size);
        WasmArray array = instance.Module.TypeIds.ObjectTypeOf(new TypeIdx((uint)type)).NewArray(length, instance.Module.Engine.Options.MaxArrayBytes);
        array.CopyFrom(instance, references, 0);
        return array;
    }

    /// <summary>spec: exec-array.copy</summary>
    public static void ArrayCopy(nint context, object? to, int toIndex, object? from, int fromIndex, int length)
    {
        WasmArray target = NotNull(to), source = NotNull(from);
        target.CheckRange(toIndex, length);
        source.CheckRange(fromIndex, length);
        target.CopyFrom(context, source, fromIndex, toIndex, length);
    }

    /// <summary>spec: exec-array.init_data</summary>
    public static void ArrayInitData(nint context, object? array, int to, int from, int length, int type, int data)
    {
        var instance = Instance.At(context);
        WasmArray target = NotNull(array);
        target.CheckRange(to, length);
        int size = instance.Module.TypeIds.ObjectTypeOf(new TypeIdx((uint)type)).ElementKind.Size;
        target.CopyFrom(instance, DataRange(instance, data, from, length, size), to);
    }

    /// <summary>spec: exec-array.init_elem</summary>
    public static void ArrayInitElem(nint context, object? array, int to, int from, int length, int elem)
    {
        var instance = Instance.At(context);
        WasmArray target = NotNull(array);
        target.CheckRange(to, length);
        target.CopyFrom(instance, ElemRange(instance, elem, from, length), to);
    }

    private static WasmArray NotNull(object? array)
    {
        if (array is null) Trap.NullArrayReference();
        return Unsafe.As<WasmArray>(array);
    }

    private static ReadOnlySpan<byte> DataRange(Instance instance, int data, int from, int length, int size)
    {
        ReadOnlySpan<byte> content = instance.DataDropped[data] ? default : instance.Module.Syntax.Slice(instance.Module.Syntax.Datas[data].Content);
        ulong bytes = (ulong)(uint)length * (uint)size;
        if ((uint)from > (uint)content.Length || bytes > (uint)content.Length - (uint)from) Trap.OutOfBoundsMemoryAccess();
        return content.Slice(from, (int)bytes);
    }

    private static ReadOnlySpan<object?> ElemRange(Instance instance, int elem, int from, int length)
    {
        ReadOnlySpan<object?> values = instance.Elems[elem];
        if ((uint)length > (uint)values.Length || (uint)from > (uint)(values.Length - length)) Trap.OutOfBoundsTableAccess();
        return values.Slice(from, length);
    }
}
