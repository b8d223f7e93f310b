using System.Runtime.InteropServices;
using System.Text;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

internal static partial class Abi
{
    /// <summary>abi: load_list</summary>
    public static ComponentValue LoadList(LiftLowerContext cx, ulong ptr, Layout t)
    {
        if (t.Length is { } fixedLength) return LoadListFromValidRange(cx, ptr, (int)fixedLength, t);
        ulong begin = LoadInt(cx, ptr, t.PointerSize);
        ulong length = LoadInt(cx, ptr + t.PointerSize, t.PointerSize);
        return LoadListFromRange(cx, begin, length, t);
    }

    /// <summary>abi: load_list_from_range</summary>
    public static ComponentValue LoadListFromRange(LiftLowerContext cx, ulong ptr, ulong length, Layout t) =>
        LoadListFromValidRange(cx, ptr, CheckListRange(cx, ptr, length, t.Element!), t);

    /// <summary>Checks where a list lies, and that it isn't too long. abi: load_list_from_range</summary>
    /// <returns>The length.</returns>
    /// <exception cref="Runtime.TrapException">It is too long, not aligned, or not inside the memory.</exception>
    public static int CheckListRange(LiftLowerContext cx, ulong ptr, ulong length, Layout element)
    {
        if (length > AbiLimits.MaxListByteLength / element.ElemSize) throw AbiErrors.ListTooLong();
        if (!element.IsAligned(ptr)) throw AbiErrors.UnalignedPointer();
        if (!cx.Memory.Contains(ptr, length * element.ElemSize)) throw AbiErrors.ListOutOfBounds();
        return (int)length;
    }

    /// <summary>abi: load_list_from_valid_range</summary>
    public static ComponentValue LoadListFromValidRange(LiftLowerContext cx, ulong ptr, int length, Layout t)
    {
        Layout element = t.Element!;
        switch (element.Kind)
        {
            case LayoutKind.Bool: return ComponentValue.ListOf(LoadBools(cx, ptr, length), isCanonical: true);
            case LayoutKind.S8: return LoadNumbers<sbyte>(cx, ptr, length);
            case LayoutKind.U8: return LoadNumbers<byte>(cx, ptr, length);
            case LayoutKind.S16: return LoadNumbers<short>(cx, ptr, length);
            case LayoutKind.U16: return LoadNumbers<ushort>(cx, ptr, length);
            case LayoutKind.S32: return LoadNumbers<int>(cx, ptr, length);
            case LayoutKind.U32: return LoadNumbers<uint>(cx, ptr, length);
            case LayoutKind.S64: return LoadNumbers<long>(cx, ptr, length);
            case LayoutKind.U64: return LoadNumbers<ulong>(cx, ptr, length);
            case LayoutKind.F32: return LoadNumbers<float>(cx, ptr, length);
            case LayoutKind.F64: return LoadNumbers<double>(cx, ptr, length);
            case LayoutKind.Char: return ComponentValue.ListOf(LoadChars(cx, ptr, length), isCanonical: true);
        }

        EnsureStack();
        ComponentValue[] values = NewValues(cx, length);
        for (int i = 0; i < length; i++) values[i] = Load(cx, ptr + ((ulong)i * element.ElemSize), element);
        return t.Type is MapType ? ComponentValue.MapOf(ToEntries(cx, values)) : ComponentValue.ListOf(values);
    }

    /// <summary>Loads numbers all at once; NaNs are left as they are.</summary>
    public static T[] LoadArray<T>(LiftLowerContext cx, ulong ptr, int length) where T : unmanaged
    {
        int byteLength = length * Marshal.SizeOf<T>();
        cx.Charge(64 + byteLength);
        T[] numbers = GC.AllocateUninitializedArray<T>(length);
        cx.Memory.Read(ptr, byteLength).CopyTo(MemoryMarshal.AsBytes(numbers.AsSpan()));
        GC.KeepAlive(cx);
        return numbers;
    }

    /// <summary>Loads truth values: all bytes but 0 are true. abi: convert_int_to_bool</summary>
    public static bool[] LoadBools(LiftLowerContext cx, ulong ptr, int length)
    {
        cx.Charge(64 + length);
        var values = new bool[length];
        ReadOnlySpan<byte> bytes = cx.Memory.Read(ptr, length);
        for (int i = 0; i < values.Length; i++) values[i] = bytes[i] != 0;
        GC.KeepAlive(cx);
        return values;
    }

    /// <summary>Loads characters. abi: convert_i32_to_char</summary>
    public static Rune[] LoadChars(LiftLowerContext cx, ulong ptr, int length)
    {
        Rune[] values = LoadArray<Rune>(cx, ptr, length);
        foreach (uint i in MemoryMarshal.Cast<Rune, uint>(values.AsSpan())) ConvertI32ToChar(i);
        return values;
    }

    /// <summary>abi: store_list</summary>
    public static void StoreList(LiftLowerContext cx, ComponentValue v, ulong ptr, Layout t)
    {
        if (t.Length is not null)
        {
            StoreListIntoValidRange(cx, v, ptr, t);
            return;
        }

        (ulong begin, ulong length) = StoreListIntoRange(cx, v, t);
        StoreInt(cx, begin, ptr, t.PointerSize);
        StoreInt(cx, length, ptr + t.PointerSize, t.PointerSize);
    }

    /// <summary>abi: store_list_into_range</summary>
    public static (ulong Begin, ulong Length) StoreListIntoRange(LiftLowerContext cx, ComponentValue v, Layout t)
    {
        int length = t.Type is MapType ? v.AsEntries().Count : v.AsListPayload().Count;
        ulong ptr = AllocateList(cx, length, t.Element!);
        StoreListIntoValidRange(cx, v, ptr, t);
        return (ptr, (ulong)length);
    }

    /// <summary>Allocates a list. abi: store_list_into_range</summary>
    public static ulong AllocateList(LiftLowerContext cx, int length, Layout element)
    {
        ulong byteLength = (ulong)length * element.ElemSize;
        if (byteLength > int.MaxValue) throw AbiErrors.ListTooLong();
        return cx.Allocate(element.Alignment, byteLength);
    }

    /// <summary>abi: store_list_into_valid_range</summary>
    public static void StoreListIntoValidRange(LiftLowerContext cx, ComponentValue v, ulong ptr, Layout t)
    {
        EnsureStack();
        if (t.Type is MapType)
        {
            StoreEntries(cx, v.AsEntries(), ptr, t.Element!);
            return;
        }

        ListPayload list = v.AsListPayload();
        if (t.Length is { } length && list.Count != length) throw AbiErrors.WrongLength("list", (int)length, list.Count);
        if (TryStoreNumbers(cx, list, ptr, t.Element!.Kind)) return;
        for (int i = 0; i < list.Count; i++) Store(cx, list[i], t.Element, ptr + ((ulong)i * t.Element.ElemSize));
    }

    private static ComponentValue LoadNumbers<T>(LiftLowerContext cx, ulong ptr, int length) where T : unmanaged =>
        ComponentValue.ListOf(LoadArray<T>(cx, ptr, length), isCanonical: false);

    private static MapEntry[] ToEntries(LiftLowerContext cx, ComponentValue[] pairs)
    {
        cx.Charge(64 + (48L * pairs.Length));
        return Array.ConvertAll(pairs, pair => new MapEntry(pair[0], pair[1]));
    }

    private static void StoreEntries(LiftLowerContext cx, IReadOnlyList<MapEntry> entries, ulong ptr, Layout pair)
    {
        foreach (MapEntry entry in entries)
        {
            Store(cx, entry.Key, pair.Fields[0].Layout, ptr + pair.Fields[0].Offset);
            Store(cx, entry.Value, pair.Fields[1].Layout, ptr + pair.Fields[1].Offset);
            ptr += pair.ElemSize;
        }
    }

    private static bool TryStoreNumbers(LiftLowerContext cx, ListPayload list, ulong ptr, LayoutKind kind) => kind switch
    {
        LayoutKind.Bool => TryStoreNumbers<bool>(cx, list, ptr),
        LayoutKind.S8 => TryStoreNumbers<sbyte>(cx, list, ptr),
        LayoutKind.U8 => TryStoreNumbers<byte>(cx, list, ptr),
        LayoutKind.S16 => TryStoreNumbers<short>(cx, list, ptr),
        LayoutKind.U16 => TryStoreNumbers<ushort>(cx, list, ptr),
        LayoutKind.S32 => TryStoreNumbers<int>(cx, list, ptr),
        LayoutKind.U32 => TryStoreNumbers<uint>(cx, list, ptr),
        LayoutKind.S64 => TryStoreNumbers<long>(cx, list, ptr),
        LayoutKind.U64 => TryStoreNumbers<ulong>(cx, list, ptr),
        LayoutKind.F32 => TryStoreNumbers<float>(cx, list, ptr),
        LayoutKind.F64 => TryStoreNumbers<double>(cx, list, ptr),
        LayoutKind.Char => TryStoreNumbers<Rune>(cx, list, ptr),
        _ => false,
    };

    private static bool TryStoreNumbers<T>(LiftLowerContext cx, ListPayload list, ulong ptr) where T : unmanaged
    {
        if (list is not PackedList<T> packed) return false;
        cx.Memory.Write(ptr, MemoryMarshal.AsBytes(packed.Elements.AsSpan()));
        return true;
    }
}
