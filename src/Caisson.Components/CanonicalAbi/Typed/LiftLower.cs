namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>
/// Lifts and lowers values of a C# type, for one layout: without boxes and without <see cref="Values.ComponentValue"/> between. Composed of
/// others as types are of types. Immutable; safe to share between threads; what it reads and writes belongs to one call.
/// </summary>
/// <typeparam name="T">The C# type.</typeparam>
/// <param name="layout">How the values lie in memory and on the stack.</param>
internal abstract class LiftLower<T>(Layout layout)
{
    /// <summary>How the values lie in memory and on the stack.</summary>
    public Layout Layout { get; } = layout;

    /// <summary>Loads a value from an aligned place inside the memory. abi: load</summary>
    /// <exception cref="Runtime.TrapException">The bytes are no value of the type.</exception>
    public abstract T Load(LiftLowerContext cx, ulong ptr);

    /// <summary>Stores a value at an aligned place inside the memory. abi: store</summary>
    /// <exception cref="Runtime.TrapException">The guest's allocator misbehaves.</exception>
    public abstract void Store(LiftLowerContext cx, T value, ulong ptr);

    /// <summary>Lifts a value from core values. abi: lift_flat</summary>
    /// <exception cref="Runtime.TrapException">The core values are no value of the type.</exception>
    public abstract T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi);

    /// <summary>Lowers a value to core values. abi: lower_flat</summary>
    /// <exception cref="Runtime.TrapException">The guest's allocator misbehaves.</exception>
    public abstract void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat);

    /// <summary>Loads values that lie side by side. abi: load_list_from_valid_range</summary>
    public virtual T[] LoadArray(LiftLowerContext cx, ulong ptr, int length)
    {
        cx.Charge(64 + ((long)length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()));
        var values = new T[length];
        for (int i = 0; i < length; i++) values[i] = Load(cx, ptr + ((ulong)i * Layout.ElemSize));
        return values;
    }

    /// <summary>Stores values side by side. abi: store_list_into_valid_range</summary>
    public virtual void StoreArray(LiftLowerContext cx, ReadOnlySpan<T> values, ulong ptr)
    {
        for (int i = 0; i < values.Length; i++) Store(cx, values[i], ptr + ((ulong)i * Layout.ElemSize));
    }

    /// <summary>Lifts parameters or results, where this is a tuple of them. abi: lift_flat_values</summary>
    public T LiftFlatValues(LiftLowerContext cx, int maxFlat, ref CoreValueReader vi)
    {
        if (Layout.FlatCount <= (uint)maxFlat) return LiftFlat(cx, ref vi);
        ulong ptr = vi.NextPointer(Layout.Is64);
        Abi.CheckTuple(cx, ptr, Layout);
        return Load(cx, ptr);
    }

    /// <summary>Lowers parameters or results, where this is a tuple of them. abi: lower_flat_values</summary>
    public void LowerFlatValues(LiftLowerContext cx, int maxFlat, T values, ref CoreValueWriter flat, ulong? outParam = null)
    {
        if (Layout.FlatCount <= (uint)maxFlat)
        {
            LowerFlat(cx, values, ref flat);
            return;
        }

        ulong ptr = outParam ?? cx.Allocate(Layout.Alignment, Layout.ElemSize);
        if (outParam is null) flat.AddPointer(ptr, Layout.Is64);
        Abi.CheckTuple(cx, ptr, Layout);
        Store(cx, values, ptr);
    }
}
