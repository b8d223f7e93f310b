using System.Runtime.CompilerServices;
using System.Text;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi;

/// <summary>
/// The canonical ABI, interpreted: plain, portable, and what everything faster is compared with. Methods have the names and the order of the
/// standard's definitions. Guests can't make it throw anything but traps; values that don't fit their types, which only a host can pass,
/// make it throw <see cref="InvalidCastException"/>.
/// </summary>
internal static partial class Abi
{
    /// <summary>Loads a value. abi: load</summary>
    /// <param name="cx">Where from.</param>
    /// <param name="ptr">Aligned, and the whole value is inside the memory.</param>
    /// <param name="t">Its layout.</param>
    /// <exception cref="Runtime.TrapException">The bytes are no value of the type.</exception>
    public static ComponentValue Load(LiftLowerContext cx, ulong ptr, Layout t) => t.Kind switch
    {
        LayoutKind.Bool => ComponentValue.Bool(cx.Memory.Read<byte>(ptr) != 0),
        LayoutKind.U8 => ComponentValue.U8(cx.Memory.Read<byte>(ptr)),
        LayoutKind.U16 => ComponentValue.U16(cx.Memory.Read<ushort>(ptr)),
        LayoutKind.U32 => ComponentValue.U32(cx.Memory.Read<uint>(ptr)),
        LayoutKind.U64 => ComponentValue.U64(cx.Memory.Read<ulong>(ptr)),
        LayoutKind.S8 => ComponentValue.S8(cx.Memory.Read<sbyte>(ptr)),
        LayoutKind.S16 => ComponentValue.S16(cx.Memory.Read<short>(ptr)),
        LayoutKind.S32 => ComponentValue.S32(cx.Memory.Read<int>(ptr)),
        LayoutKind.S64 => ComponentValue.S64(cx.Memory.Read<long>(ptr)),
        LayoutKind.F32 => ComponentValue.F32(cx.Memory.Read<float>(ptr)),
        LayoutKind.F64 => ComponentValue.F64(cx.Memory.Read<double>(ptr)),
        LayoutKind.Char => ComponentValue.Char(ConvertI32ToChar(cx.Memory.Read<uint>(ptr))),
        LayoutKind.String => LoadString(cx, ptr),
        LayoutKind.ErrorContext => LiftErrorContext(cx, cx.Memory.Read<uint>(ptr)),
        LayoutKind.List => LoadList(cx, ptr, t),
        LayoutKind.Record => LoadRecord(cx, ptr, t),
        LayoutKind.Variant => LoadVariant(cx, ptr, t),
        LayoutKind.Flags => LoadFlags(cx, ptr, t),
        LayoutKind.Own => LiftOwn(cx, cx.Memory.Read<uint>(ptr), (OwnType)t.Type),
        LayoutKind.Borrow => LiftBorrow(cx, cx.Memory.Read<uint>(ptr), (BorrowType)t.Type),
        LayoutKind.Stream => LiftStream(cx, cx.Memory.Read<uint>(ptr), (StreamType)t.Type),
        _ => LiftFuture(cx, cx.Memory.Read<uint>(ptr), (FutureType)t.Type),
    };

    /// <summary>Loads an integer that is smaller than its C# type. abi: load_int</summary>
    public static ulong LoadInt(LiftLowerContext cx, ulong ptr, uint nbytes) => nbytes switch
    {
        1 => cx.Memory.Read<byte>(ptr),
        2 => cx.Memory.Read<ushort>(ptr),
        4 => cx.Memory.Read<uint>(ptr),
        _ => cx.Memory.Read<ulong>(ptr),
    };

    /// <summary>Checks a character. abi: convert_i32_to_char</summary>
    public static Rune ConvertI32ToChar(uint i) => Rune.IsValid(i) ? new Rune(i) : throw AbiErrors.InvalidChar();

    /// <summary>abi: load_record</summary>
    public static ComponentValue LoadRecord(LiftLowerContext cx, ulong ptr, Layout t)
    {
        EnsureStack();
        return MakeRecord(t, LoadFields(cx, ptr, t));
    }

    /// <summary>abi: load_variant</summary>
    public static ComponentValue LoadVariant(LiftLowerContext cx, ulong ptr, Layout t)
    {
        EnsureStack();
        uint caseIndex = (uint)LoadInt(cx, ptr, t.DiscriminantSize);
        if (caseIndex >= (uint)t.Cases.Length) throw AbiErrors.InvalidDiscriminant();
        LayoutCase c = t.Cases[(int)caseIndex];
        return MakeVariant(cx, t, caseIndex, c.Layout is null ? default : Load(cx, ptr + t.PayloadOffset, c.Layout));
    }

    /// <summary>abi: load_flags</summary>
    public static ComponentValue LoadFlags(LiftLowerContext cx, ulong ptr, Layout t) =>
        UnpackFlagsFromInt(cx, (uint)LoadInt(cx, ptr, t.ElemSize), t);

    /// <summary>The flags of a number; bits beyond the labels mean nothing. abi: unpack_flags_from_int</summary>
    public static ComponentValue UnpackFlagsFromInt(LiftLowerContext cx, uint i, Layout t)
    {
        cx.Charge(32 + (8 * t.Labels.Length));
        return ComponentValue.FlagsOf([.. t.Labels.Where((_, bit) => ((i >> bit) & 1) != 0)]);
    }

    private static ComponentValue[] LoadFields(LiftLowerContext cx, ulong ptr, Layout t)
    {
        var values = NewValues(cx, t.Fields.Length);
        for (int i = 0; i < values.Length; i++) values[i] = Load(cx, ptr + t.Fields[i].Offset, t.Fields[i].Layout);
        return values;
    }

    /// <summary>A record, or what is one when despecialised.</summary>
    private static ComponentValue MakeRecord(Layout t, ComponentValue[] values) =>
        t.Type is RecordType ? ComponentValue.Record(t.Labels, values) : ComponentValue.TupleOf(values);

    /// <summary>A variant, or what is one when despecialised.</summary>
    private static ComponentValue MakeVariant(LiftLowerContext cx, Layout t, uint caseIndex, ComponentValue payload)
    {
        bool hasPayload = t.Cases[(int)caseIndex].Layout is not null;
        if (hasPayload) cx.Charge(48);
        return t.Type switch
        {
            EnumType => ComponentValue.Enum(t.Labels[(int)caseIndex], caseIndex),
            OptionType => caseIndex == 0 ? ComponentValue.None : ComponentValue.Some(payload),
            ResultType when caseIndex == 0 => hasPayload ? ComponentValue.Ok(payload) : ComponentValue.Ok(),
            ResultType => hasPayload ? ComponentValue.Error(payload) : ComponentValue.Error(),
            _ => ComponentValue.Variant(t.Labels[(int)caseIndex], caseIndex, payload),
        };
    }

    private static ComponentValue[] NewValues(LiftLowerContext cx, int count)
    {
        cx.Charge(64 + ((long)count * Unsafe.SizeOf<ComponentValue>()));
        return new ComponentValue[count];
    }

    // How deep values are nested is up to types, and how much stack there is up to who calls.
    private static void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw AbiErrors.TooDeep();
    }
}
