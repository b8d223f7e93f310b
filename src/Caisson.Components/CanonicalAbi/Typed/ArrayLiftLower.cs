namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Lists as arrays: all at once where the elements are numbers.</summary>
internal sealed class ArrayLiftLower<T>(Layout layout, LiftLower<T> element) : LiftLower<T[]>(layout)
{
    public override T[] Load(LiftLowerContext cx, ulong ptr)
    {
        if (Layout.Length is { } length) return element.LoadArray(cx, ptr, (int)length);
        ulong begin = Abi.LoadInt(cx, ptr, Layout.PointerSize);
        return LoadFromRange(cx, begin, Abi.LoadInt(cx, ptr + Layout.PointerSize, Layout.PointerSize));
    }

    public override void Store(LiftLowerContext cx, T[] value, ulong ptr)
    {
        CheckLength(value);
        if (Layout.Length is not null)
        {
            element.StoreArray(cx, value, ptr);
            return;
        }

        ulong begin = StoreIntoRange(cx, value);
        Abi.StoreInt(cx, begin, ptr, Layout.PointerSize);
        Abi.StoreInt(cx, (ulong)value.Length, ptr + Layout.PointerSize, Layout.PointerSize);
    }

    public override T[] LiftFlat(LiftLowerContext cx, ref CoreValueReader vi)
    {
        if (Layout.Length is not { } length)
        {
            ulong begin = vi.NextPointer(Layout.Is64);
            return LoadFromRange(cx, begin, vi.NextPointer(Layout.Is64));
        }

        var values = new T[length];
        foreach (ref T value in values.AsSpan()) value = element.LiftFlat(cx, ref vi);
        return values;
    }

    public override void LowerFlat(LiftLowerContext cx, T[] value, ref CoreValueWriter flat)
    {
        CheckLength(value);
        if (Layout.Length is not null)
        {
            foreach (T item in value) element.LowerFlat(cx, item, ref flat);
            return;
        }

        flat.AddPointer(StoreIntoRange(cx, value), Layout.Is64);
        flat.AddPointer((ulong)value.Length, Layout.Is64);
    }

    private T[] LoadFromRange(LiftLowerContext cx, ulong begin, ulong length) =>
        element.LoadArray(cx, begin, Abi.CheckListRange(cx, begin, length, element.Layout));

    private ulong StoreIntoRange(LiftLowerContext cx, T[] value)
    {
        ulong begin = Abi.AllocateList(cx, value.Length, element.Layout);
        element.StoreArray(cx, value, begin);
        return begin;
    }

    private void CheckLength(T[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Layout.Length is { } length && value.Length != length) throw AbiErrors.WrongLength("array", (int)length, value.Length);
    }
}
