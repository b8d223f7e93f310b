using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

internal static partial class Abi
{
    /// <summary>Lifts a value from core values. abi: lift_flat</summary>
    /// <param name="cx">Where from.</param>
    /// <param name="vi">The core values.</param>
    /// <param name="t">Its layout; one with flat types.</param>
    /// <exception cref="Runtime.TrapException">The core values are no value of the type.</exception>
    public static ComponentValue LiftFlat(LiftLowerContext cx, ref CoreValueReader vi, Layout t) => t.Kind switch
    {
        LayoutKind.Bool => ComponentValue.Bool(vi.NextInt32() != 0),
        LayoutKind.U8 => ComponentValue.U8((byte)vi.NextInt32()),
        LayoutKind.U16 => ComponentValue.U16((ushort)vi.NextInt32()),
        LayoutKind.U32 => ComponentValue.U32(vi.NextInt32()),
        LayoutKind.U64 => ComponentValue.U64(vi.NextInt64()),
        LayoutKind.S8 => ComponentValue.S8((sbyte)vi.NextInt32()),
        LayoutKind.S16 => ComponentValue.S16((short)vi.NextInt32()),
        LayoutKind.S32 => ComponentValue.S32((int)vi.NextInt32()),
        LayoutKind.S64 => ComponentValue.S64((long)vi.NextInt64()),
        LayoutKind.F32 => ComponentValue.F32(vi.NextSingle()),
        LayoutKind.F64 => ComponentValue.F64(vi.NextDouble()),
        LayoutKind.Char => ComponentValue.Char(ConvertI32ToChar(vi.NextInt32())),
        LayoutKind.String => LiftFlatString(cx, ref vi),
        LayoutKind.ErrorContext => LiftErrorContext(cx, vi.NextInt32()),
        LayoutKind.List => LiftFlatList(cx, ref vi, t),
        LayoutKind.Record => LiftFlatRecord(cx, ref vi, t),
        LayoutKind.Variant => LiftFlatVariant(cx, ref vi, t),
        LayoutKind.Flags => UnpackFlagsFromInt(cx, vi.NextInt32(), t),
        LayoutKind.Own => LiftOwn(cx, vi.NextInt32(), (OwnType)t.Type),
        LayoutKind.Borrow => LiftBorrow(cx, vi.NextInt32(), (BorrowType)t.Type),
        LayoutKind.Stream => LiftStream(cx, vi.NextInt32(), (StreamType)t.Type),
        _ => LiftFuture(cx, vi.NextInt32(), (FutureType)t.Type),
    };

    /// <summary>abi: lift_flat_string</summary>
    public static ComponentValue LiftFlatString(LiftLowerContext cx, ref CoreValueReader vi)
    {
        ulong ptr = vi.NextPointer(cx.Is64);
        return LoadStringFromRange(cx, ptr, vi.NextPointer(cx.Is64));
    }

    /// <summary>abi: lift_flat_list</summary>
    public static ComponentValue LiftFlatList(LiftLowerContext cx, ref CoreValueReader vi, Layout t)
    {
        if (t.Length is not { } fixedLength)
        {
            ulong ptr = vi.NextPointer(t.Is64);
            return LoadListFromRange(cx, ptr, vi.NextPointer(t.Is64), t);
        }

        EnsureStack();
        ComponentValue[] values = NewValues(cx, (int)fixedLength);
        foreach (ref ComponentValue value in values.AsSpan()) value = LiftFlat(cx, ref vi, t.Element!);
        return ComponentValue.ListOf(values);
    }

    /// <summary>abi: lift_flat_record</summary>
    public static ComponentValue LiftFlatRecord(LiftLowerContext cx, ref CoreValueReader vi, Layout t)
    {
        EnsureStack();
        return MakeRecord(t, LiftFlatFields(cx, ref vi, t));
    }

    /// <summary>abi: lift_flat_variant</summary>
    public static ComponentValue LiftFlatVariant(LiftLowerContext cx, ref CoreValueReader vi, Layout t)
    {
        EnsureStack();
        int end = vi.Position + (int)t.FlatCount;
        uint caseIndex = vi.NextInt32();
        if (caseIndex >= (uint)t.Cases.Length) throw AbiErrors.InvalidDiscriminant();
        LayoutCase c = t.Cases[(int)caseIndex];
        ComponentValue payload = c.Layout is null ? default : LiftFlat(cx, ref vi, c.Layout);
        vi.Position = end;
        return MakeVariant(cx, t, caseIndex, payload);
    }

    private static ComponentValue[] LiftFlatFields(LiftLowerContext cx, ref CoreValueReader vi, Layout t)
    {
        ComponentValue[] values = NewValues(cx, t.Fields.Length);
        for (int i = 0; i < values.Length; i++) values[i] = LiftFlat(cx, ref vi, t.Fields[i].Layout);
        return values;
    }
}
