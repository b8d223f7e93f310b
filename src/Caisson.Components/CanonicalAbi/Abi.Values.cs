using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

internal static partial class Abi
{
    /// <summary>Lifts parameters or results. abi: lift_flat_values</summary>
    /// <param name="cx">Where from.</param>
    /// <param name="maxFlat">How many core values they may be before they lie in memory.</param>
    /// <param name="vi">The core values, or a pointer.</param>
    /// <param name="ts">Their layout, see <see cref="FunctionLayout"/>.</param>
    /// <exception cref="Runtime.TrapException">They are no values of the types.</exception>
    public static ComponentValue[] LiftFlatValues(LiftLowerContext cx, int maxFlat, ref CoreValueReader vi, Layout ts)
    {
        if (ts.FlatCount <= (uint)maxFlat) return LiftFlatFields(cx, ref vi, ts);
        ulong ptr = vi.NextPointer(ts.Is64);
        CheckTuple(cx, ptr, ts);
        return LoadFields(cx, ptr, ts);
    }

    /// <summary>Lowers parameters or results. abi: lower_flat_values</summary>
    /// <param name="cx">Where to.</param>
    /// <param name="maxFlat">How many core values they may be before they go to memory.</param>
    /// <param name="vs">The values.</param>
    /// <param name="ts">Their layout, see <see cref="FunctionLayout"/>.</param>
    /// <param name="flat">Receives the core values, or the pointer where memory was allocated for them.</param>
    /// <param name="outParam">Where they are stored when they go to memory; null where memory is to be allocated.</param>
    /// <exception cref="Runtime.TrapException">The pointer isn't aligned or inside the memory, or the guest's allocator misbehaves.</exception>
    /// <exception cref="InvalidCastException">A value doesn't fit its type, or there are too few or too many.</exception>
    public static void LowerFlatValues(
        LiftLowerContext cx, int maxFlat, ReadOnlySpan<ComponentValue> vs, Layout ts, ref CoreValueWriter flat, ulong? outParam = null)
    {
        if (vs.Length != ts.Fields.Length) throw AbiErrors.WrongLength("list of values", ts.Fields.Length, vs.Length);
        if (ts.FlatCount <= (uint)maxFlat)
        {
            LowerFlatFields(cx, vs, ts, ref flat);
            return;
        }

        ulong ptr = outParam ?? cx.Allocate(ts.Alignment, ts.ElemSize);
        if (outParam is null) flat.AddPointer(ptr, ts.Is64);
        CheckTuple(cx, ptr, ts);
        StoreFields(cx, vs, ptr, ts);
    }

    /// <summary>Checks where parameters or results lie. abi: lift_flat_values</summary>
    public static void CheckTuple(LiftLowerContext cx, ulong ptr, Layout ts)
    {
        if (!ts.IsAligned(ptr)) throw AbiErrors.UnalignedPointer();
        if (!cx.Memory.Contains(ptr, ts.ElemSize)) throw AbiErrors.PointerOutOfBounds();
    }
}
