using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

internal static partial class Abi
{
    /// <summary>Stores a value. abi: store</summary>
    /// <param name="cx">Where to.</param>
    /// <param name="v">The value.</param>
    /// <param name="t">Its layout.</param>
    /// <param name="ptr">Aligned, and the whole value has room inside the memory.</param>
    /// <exception cref="Runtime.TrapException">The guest's allocator misbehaves.</exception>
    /// <exception cref="InvalidCastException">The value doesn't fit the type.</exception>
    public static void Store(LiftLowerContext cx, ComponentValue v, Layout t, ulong ptr)
    {
        switch (t.Kind)
        {
            case LayoutKind.Bool: cx.Memory.Write(ptr, v.AsBoolean() ? (byte)1 : (byte)0); break;
            case LayoutKind.U8: cx.Memory.Write(ptr, v.AsByte()); break;
            case LayoutKind.U16: cx.Memory.Write(ptr, v.AsUInt16()); break;
            case LayoutKind.U32: cx.Memory.Write(ptr, v.AsUInt32()); break;
            case LayoutKind.U64: cx.Memory.Write(ptr, v.AsUInt64()); break;
            case LayoutKind.S8: cx.Memory.Write(ptr, v.AsSByte()); break;
            case LayoutKind.S16: cx.Memory.Write(ptr, v.AsInt16()); break;
            case LayoutKind.S32: cx.Memory.Write(ptr, v.AsInt32()); break;
            case LayoutKind.S64: cx.Memory.Write(ptr, v.AsInt64()); break;
            case LayoutKind.F32: cx.Memory.Write(ptr, v.AsSingle()); break;
            case LayoutKind.F64: cx.Memory.Write(ptr, v.AsDouble()); break;
            case LayoutKind.Char: cx.Memory.Write(ptr, v.AsRune().Value); break;
            case LayoutKind.String: StoreString(cx, v, ptr, t); break;
            case LayoutKind.ErrorContext: cx.Memory.Write(ptr, LowerErrorContext(cx, v)); break;
            case LayoutKind.List: StoreList(cx, v, ptr, t); break;
            case LayoutKind.Record: StoreRecord(cx, v, ptr, t); break;
            case LayoutKind.Variant: StoreVariant(cx, v, ptr, t); break;
            case LayoutKind.Flags: StoreFlags(cx, v, ptr, t); break;
            case LayoutKind.Own: cx.Memory.Write(ptr, LowerOwn(cx, v, (OwnType)t.Type)); break;
            case LayoutKind.Borrow: cx.Memory.Write(ptr, LowerBorrow(cx, v, (BorrowType)t.Type)); break;
            case LayoutKind.Stream: cx.Memory.Write(ptr, LowerStream(cx, v, (StreamType)t.Type)); break;
            default: cx.Memory.Write(ptr, LowerFuture(cx, v, (FutureType)t.Type)); break;
        }
    }

    /// <summary>Stores an integer that is smaller than its C# type. abi: store_int</summary>
    public static void StoreInt(LiftLowerContext cx, ulong v, ulong ptr, uint nbytes)
    {
        switch (nbytes)
        {
            case 1: cx.Memory.Write(ptr, (byte)v); break;
            case 2: cx.Memory.Write(ptr, (ushort)v); break;
            case 4: cx.Memory.Write(ptr, (uint)v); break;
            default: cx.Memory.Write(ptr, v); break;
        }
    }

    /// <summary>abi: store_record</summary>
    public static void StoreRecord(LiftLowerContext cx, ComponentValue v, ulong ptr, Layout t)
    {
        EnsureStack();
        StoreFields(cx, FieldsOf(v, t), ptr, t);
    }

    /// <summary>abi: store_variant</summary>
    public static void StoreVariant(LiftLowerContext cx, ComponentValue v, ulong ptr, Layout t)
    {
        EnsureStack();
        int caseIndex = MatchCase(v, t, out ComponentValue caseValue);
        StoreInt(cx, (uint)caseIndex, ptr, t.DiscriminantSize);
        if (t.Cases[caseIndex].Layout is { } payload) Store(cx, caseValue, payload, ptr + t.PayloadOffset);
    }

    /// <summary>abi: match_case</summary>
    /// <param name="v">A variant, or what is one when despecialised.</param>
    /// <param name="t">Its layout.</param>
    /// <param name="caseValue">What it carries; nothing where it carries nothing.</param>
    public static int MatchCase(ComponentValue v, Layout t, out ComponentValue caseValue)
    {
        int index = t.Type switch
        {
            OptionType => CheckKind(v, ComponentValueKind.Option).IsNone ? 0 : 1,
            ResultType => CheckKind(v, ComponentValueKind.Result).IsOk ? 0 : 1,
            EnumType => IndexOf(CheckKind(v, ComponentValueKind.Enum), t),
            _ => IndexOf(CheckKind(v, ComponentValueKind.Variant), t),
        };
        caseValue = v.Payload ?? default;
        bool hasType = t.Cases[index].Layout is not null;
        return hasType == (caseValue.Kind != ComponentValueKind.None) ? index : throw AbiErrors.WrongPayload(t.Labels[index], hasType);
    }

    /// <summary>abi: store_flags</summary>
    public static void StoreFlags(LiftLowerContext cx, ComponentValue v, ulong ptr, Layout t) => StoreInt(cx, PackFlagsIntoInt(v, t), ptr, t.ElemSize);

    /// <summary>abi: pack_flags_into_int</summary>
    public static uint PackFlagsIntoInt(ComponentValue v, Layout t)
    {
        uint bits = 0;
        foreach (string label in v.AsFlags())
        {
            int bit = t.Labels.IndexOf(label);
            if (bit < 0) throw AbiErrors.NoSuchLabel("flag", label);
            bits |= 1u << bit;
        }

        return bits;
    }

    private static void StoreFields(LiftLowerContext cx, ReadOnlySpan<ComponentValue> values, ulong ptr, Layout t)
    {
        for (int i = 0; i < values.Length; i++) Store(cx, values[i], t.Fields[i].Layout, ptr + t.Fields[i].Offset);
    }

    /// <summary>The values of a record's or tuple's fields, in the order of the type.</summary>
    private static ComponentValue[] FieldsOf(ComponentValue v, Layout t)
    {
        ComponentValue[] values = t.Type is RecordType ? FieldsInOrder(v.AsRecordPayload(), t) : v.AsTuple();
        return values.Length == t.Fields.Length ? values : throw AbiErrors.WrongLength(t.Type is RecordType ? "record" : "tuple", t.Fields.Length, values.Length);
    }

    private static ComponentValue[] FieldsInOrder(RecordPayload record, Layout t)
    {
        if (record.Labels == t.Labels || record.Labels.AsSpan().SequenceEqual(t.Labels.AsSpan())) return record.Values;
        if (record.Count != t.Labels.Length) return record.Values;
        return [.. t.Labels.Select(l => record.Labels.IndexOf(l) is >= 0 and int i ? record.Values[i] : throw AbiErrors.NoSuchField(l))];
    }

    // The case's index in the type that the value was made for is most often the one in this type.
    private static int IndexOf(ComponentValue v, Layout t)
    {
        string label = v.Label!;
        if (v.Bits < (uint)t.Labels.Length && t.Labels[(int)v.Bits] == label) return (int)v.Bits;
        int index = t.Labels.IndexOf(label);
        return index >= 0 ? index : throw AbiErrors.NoSuchLabel("case", label);
    }

    private static ComponentValue CheckKind(ComponentValue v, ComponentValueKind kind) => v.Kind == kind ? v : throw ValueErrors.WrongKind(v, kind);
}
