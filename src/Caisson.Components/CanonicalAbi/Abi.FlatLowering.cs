using Caisson.Components.Types;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Components.CanonicalAbi;

internal static partial class Abi
{
    /// <summary>Lowers a value to core values. abi: lower_flat</summary>
    /// <param name="cx">Where to.</param>
    /// <param name="v">The value.</param>
    /// <param name="t">Its layout; one with flat types.</param>
    /// <param name="flat">Receives the core values.</param>
    /// <exception cref="TrapException">The guest's allocator misbehaves.</exception>
    /// <exception cref="InvalidCastException">The value doesn't fit the type.</exception>
    public static void LowerFlat(LiftLowerContext cx, ComponentValue v, Layout t, ref CoreValueWriter flat)
    {
        switch (t.Kind)
        {
            case LayoutKind.Bool: flat.Add(v.AsBoolean() ? 1 : 0); break;
            case LayoutKind.U8: flat.Add((int)v.AsByte()); break;
            case LayoutKind.U16: flat.Add((int)v.AsUInt16()); break;
            case LayoutKind.U32: flat.Add(v.AsUInt32()); break;
            case LayoutKind.U64: flat.Add(v.AsUInt64()); break;
            case LayoutKind.S8: flat.Add((int)v.AsSByte()); break;
            case LayoutKind.S16: flat.Add((int)v.AsInt16()); break;
            case LayoutKind.S32: flat.Add(v.AsInt32()); break;
            case LayoutKind.S64: flat.Add(v.AsInt64()); break;
            case LayoutKind.F32: flat.Add(v.AsSingle()); break;
            case LayoutKind.F64: flat.Add(v.AsDouble()); break;
            case LayoutKind.Char: flat.Add(v.AsRune().Value); break;
            case LayoutKind.String: LowerFlatString(cx, v, ref flat); break;
            case LayoutKind.ErrorContext: flat.Add(LowerErrorContext(cx, v)); break;
            case LayoutKind.List: LowerFlatList(cx, v, t, ref flat); break;
            case LayoutKind.Record: LowerFlatRecord(cx, v, t, ref flat); break;
            case LayoutKind.Variant: LowerFlatVariant(cx, v, t, ref flat); break;
            case LayoutKind.Flags: flat.Add(PackFlagsIntoInt(v, t)); break;
            case LayoutKind.Own: flat.Add(LowerOwn(cx, v, (OwnType)t.Type)); break;
            case LayoutKind.Borrow: flat.Add(LowerBorrow(cx, v, (BorrowType)t.Type)); break;
            case LayoutKind.Stream: flat.Add(LowerStream(cx, v, (StreamType)t.Type)); break;
            default: flat.Add(LowerFuture(cx, v, (FutureType)t.Type)); break;
        }
    }

    /// <summary>abi: lower_flat_string</summary>
    public static void LowerFlatString(LiftLowerContext cx, ComponentValue v, ref CoreValueWriter flat)
    {
        (ulong ptr, ulong packedLength) = StoreStringIntoRange(cx, v.AsString(), v.Source);
        flat.AddPointer(ptr, cx.Is64);
        flat.AddPointer(packedLength, cx.Is64);
    }

    /// <summary>abi: lower_flat_list</summary>
    public static void LowerFlatList(LiftLowerContext cx, ComponentValue v, Layout t, ref CoreValueWriter flat)
    {
        if (t.Length is not { } fixedLength)
        {
            (ulong ptr, ulong length) = StoreListIntoRange(cx, v, t);
            flat.AddPointer(ptr, t.Is64);
            flat.AddPointer(length, t.Is64);
            return;
        }

        EnsureStack();
        ListPayload list = v.AsListPayload();
        if (list.Count != fixedLength) throw AbiErrors.WrongLength("list", (int)fixedLength, list.Count);
        foreach (ComponentValue element in list) LowerFlat(cx, element, t.Element!, ref flat);
    }

    /// <summary>abi: lower_flat_record</summary>
    public static void LowerFlatRecord(LiftLowerContext cx, ComponentValue v, Layout t, ref CoreValueWriter flat)
    {
        EnsureStack();
        LowerFlatFields(cx, FieldsOf(v, t), t, ref flat);
    }

    /// <summary>abi: lower_flat_variant</summary>
    public static void LowerFlatVariant(LiftLowerContext cx, ComponentValue v, Layout t, ref CoreValueWriter flat)
    {
        EnsureStack();
        int start = flat.Count;
        int caseIndex = MatchCase(v, t, out ComponentValue caseValue);
        flat.Add(caseIndex);
        if (t.Cases[caseIndex].Layout is { } payload) LowerFlat(cx, caseValue, payload, ref flat);
        PadVariant(t, start, ref flat);
    }

    /// <summary>Makes what a case wrote fit the slots that all cases share. abi: lower_flat_variant</summary>
    /// <param name="t">The variant.</param>
    /// <param name="start">Where its discriminant was written.</param>
    /// <param name="flat">Has the discriminant and what the case carries.</param>
    public static void PadVariant(Layout t, int start, ref CoreValueWriter flat)
    {
        for (int i = 1; i < t.Flat.Length; i++)
        {
            if (start + i < flat.Count) flat.Widen(start + i, t.Flat[i]);
            else flat.Add(Value.Default(t.Flat[i]));
        }
    }

    private static void LowerFlatFields(LiftLowerContext cx, ReadOnlySpan<ComponentValue> values, Layout t, ref CoreValueWriter flat)
    {
        for (int i = 0; i < values.Length; i++) LowerFlat(cx, values[i], t.Fields[i].Layout, ref flat);
    }
}
