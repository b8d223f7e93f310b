using System.Globalization;
using System.Numerics;
using Caisson.Components.Types;

namespace Caisson.Components.Values;

/// <summary>
/// Makes values fit types where nothing is lost: numbers that the other type can hold too, fields in another order or left out where they are none, a value where an option
/// is wanted, an owned resource where a borrow is wanted. What fits already is returned as it is.
/// </summary>
internal static class ValueConverter
{
    /// <summary>Converts a value in place.</summary>
    /// <returns>Null, or why it can't be; the value is unchanged then.</returns>
    public static ValueMismatch? Convert(ref ComponentValue value, ComponentValType type) => type switch
    {
        PrimType prim => ConvertPrimitive(ref value, prim),
        ListType list => ConvertList(ref value, list),
        MapType map => ConvertMap(ref value, map),
        RecordType record => ConvertRecord(ref value, record),
        TupleType tuple => ConvertTuple(ref value, tuple),
        VariantType variant => ConvertVariant(ref value, variant),
        EnumType @enum => ConvertEnum(ref value, @enum),
        OptionType option => ConvertOption(ref value, option),
        ResultType result => ConvertResult(ref value, result),
        FlagsType flags => CheckFlags(value, flags),
        OwnType => CheckKind(value, ComponentValueKind.Own, "an own handle"),
        BorrowType => ConvertBorrow(ref value),
        StreamType => CheckKind(value, ComponentValueKind.Stream, "a stream"),
        _ => CheckKind(value, ComponentValueKind.Future, "a future"),
    };

    private static ValueMismatch? ConvertPrimitive(ref ComponentValue value, PrimType type)
    {
        ComponentValueKind kind = KindOf(type.Kind);
        if (value.Kind == kind) return null;
        ComponentValue? converted = kind switch
        {
            ComponentValueKind.S8 => ConvertInteger<sbyte>(value),
            ComponentValueKind.U8 => ConvertInteger<byte>(value),
            ComponentValueKind.S16 => ConvertInteger<short>(value),
            ComponentValueKind.U16 => ConvertInteger<ushort>(value),
            ComponentValueKind.S32 => ConvertInteger<int>(value),
            ComponentValueKind.U32 => ConvertInteger<uint>(value),
            ComponentValueKind.S64 => ConvertInteger<long>(value),
            ComponentValueKind.U64 => ConvertInteger<ulong>(value),
            ComponentValueKind.F32 when ToDouble(value) is { } number && (double.IsNaN(number) || (float)number == number) => ComponentValue.F32((float)number),
            ComponentValueKind.F64 when ToDouble(value) is { } number => ComponentValue.F64(number),
            _ => null,
        };
        if (converted is null) return Mismatch(value, type.ToString());
        value = converted.Value;
        return null;
    }

    private static ComponentValue? ConvertInteger<T>(ComponentValue value) where T : unmanaged, IBinaryInteger<T>
    {
        Int128? number = ToInteger(value);
        if (number is not { } n || n < Int128.CreateTruncating(T.CreateSaturating(Int128.MinValue)) || n > Int128.CreateTruncating(T.CreateSaturating(Int128.MaxValue))) return null;
        return ComponentValue.Of(T.CreateTruncating(n));
    }

    private static Int128? ToInteger(ComponentValue value) => value.Kind switch
    {
        ComponentValueKind.S8 or ComponentValueKind.S16 or ComponentValueKind.S32 or ComponentValueKind.S64 => (long)value.Bits,
        ComponentValueKind.U8 or ComponentValueKind.U16 or ComponentValueKind.U32 or ComponentValueKind.U64 => value.Bits,
        _ => null,
    };

    // Integers of up to 53 bits are exact.
    private static double? ToDouble(ComponentValue value) => value.Kind switch
    {
        ComponentValueKind.F32 => value.AsSingle(),
        ComponentValueKind.F64 => value.AsDouble(),
        _ => ToInteger(value) is { } n && Int128.Abs(n) <= 1L << 53 ? (double)n : null,
    };

    private static ValueMismatch? ConvertList(ref ComponentValue value, ListType type)
    {
        if (CheckKind(value, ComponentValueKind.List, "a list") is { } wrong) return wrong;
        ListPayload list = value.AsListPayload();
        if (type.Length is { } length && list.Count != length) return WrongCount("elements", (int)length, list.Count);
        if (list.Count == 0 || IsPackedAs(list, type.Element)) return null;
        var elements = new ComponentValue[list.Count];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = list[i];
            if (Convert(ref elements[i], type.Element) is { } mismatch) return mismatch.In(Step(i));
        }

        value = ComponentValue.ListOf(elements);
        return null;
    }

    private static bool IsPackedAs(ListPayload list, ComponentValType element) =>
        list is not ValueList && element is PrimType prim && list[0].Kind == KindOf(prim.Kind);

    private static ValueMismatch? ConvertMap(ref ComponentValue value, MapType type)
    {
        if (CheckKind(value, ComponentValueKind.Map, "a map") is { } wrong) return wrong;
        MapEntry[] entries = [.. value.AsEntries()];
        for (int i = 0; i < entries.Length; i++)
        {
            (ComponentValue key, ComponentValue content) = entries[i];
            if (Convert(ref key, type.Key) is { } mismatch) return mismatch.In($"{Step(i)}.0");
            if (Convert(ref content, type.Value) is { } other) return other.In($"{Step(i)}.1");
            entries[i] = new MapEntry(key, content);
        }

        value = ComponentValue.MapOf(entries);
        return null;
    }

    private static ValueMismatch? ConvertRecord(ref ComponentValue value, RecordType type)
    {
        if (CheckKind(value, ComponentValueKind.Record, "a record") is { } wrong) return wrong;
        RecordPayload record = value.AsRecordPayload();
        foreach (string label in record.Labels)
        {
            if (!type.Fields.Any(f => f.Label == label)) return new ValueMismatch("", $"the type has no field `{label}`");
        }

        var values = new ComponentValue[type.Fields.Length];
        for (int i = 0; i < values.Length; i++)
        {
            FieldType field = type.Fields[i];
            int index = record.Labels.IndexOf(field.Label);
            if (index < 0 && field.Type is not OptionType) return new ValueMismatch("", $"the field `{field.Label}` is missing");
            values[i] = index < 0 ? ComponentValue.None : record.Values[index];
            if (Convert(ref values[i], field.Type) is { } mismatch) return mismatch.In($".{field.Label}");
        }

        value = ComponentValue.Record([.. type.Fields.Select(f => f.Label)], values);
        return null;
    }

    private static ValueMismatch? ConvertTuple(ref ComponentValue value, TupleType type)
    {
        if (CheckKind(value, ComponentValueKind.Tuple, "a tuple") is { } wrong) return wrong;
        ComponentValue[] elements = [.. value.AsTuple()];
        if (elements.Length != type.Elements.Length) return WrongCount("elements", type.Elements.Length, elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            if (Convert(ref elements[i], type.Elements[i]) is { } mismatch) return mismatch.In(string.Create(CultureInfo.InvariantCulture, $".{i}"));
        }

        value = ComponentValue.TupleOf(elements);
        return null;
    }

    private static ValueMismatch? ConvertVariant(ref ComponentValue value, VariantType type)
    {
        if (CheckKind(value, ComponentValueKind.Variant, "a variant") is { } wrong) return wrong;
        string label = value.Label!;
        int index = IndexOf(type.Cases.Select(c => c.Label), label);
        if (index < 0) return new ValueMismatch("", $"the type has no case `{label}`");
        if (ConvertPayload(value.Payload, type.Cases[index].Type, label, out ComponentValue payload) is { } mismatch) return mismatch;
        value = ComponentValue.Variant(type.Cases[index].Label, (uint)index, payload);
        return null;
    }

    private static ValueMismatch? ConvertEnum(ref ComponentValue value, EnumType type)
    {
        if (CheckKind(value, ComponentValueKind.Enum, "an enum") is { } wrong) return wrong;
        int index = type.Labels.IndexOf(value.Label!);
        if (index < 0) return new ValueMismatch("", $"the type has no case `{value.Label}`");
        value = ComponentValue.Enum(type.Labels[index], (uint)index);
        return null;
    }

    private static ValueMismatch? ConvertOption(ref ComponentValue value, OptionType type)
    {
        if (value.IsNone) return null;
        bool isOption = value.Kind == ComponentValueKind.Option;
        ComponentValue some = isOption ? value.Payload!.Value : value;
        if (Convert(ref some, type.Some) is { } mismatch) return isOption ? mismatch.In("(some)") : mismatch;
        value = ComponentValue.Some(some);
        return null;
    }

    private static ValueMismatch? ConvertResult(ref ComponentValue value, ResultType type)
    {
        if (CheckKind(value, ComponentValueKind.Result, "a result") is { } wrong) return wrong;
        bool isOk = value.IsOk;
        if (ConvertPayload(value.Payload, isOk ? type.Ok : type.Error, isOk ? "ok" : "error", out ComponentValue payload) is { } mismatch) return mismatch;
        if (payload.Kind != ComponentValueKind.None) value = isOk ? ComponentValue.Ok(payload) : ComponentValue.Error(payload);
        return null;
    }

    private static ValueMismatch? ConvertPayload(ComponentValue? payload, ComponentValType? type, string label, out ComponentValue converted)
    {
        converted = payload ?? default;
        if (payload is null != type is null) return new ValueMismatch($"({label})", type is null ? "the case carries nothing" : "the case carries a value");
        return type is null ? null : Convert(ref converted, type)?.In($"({label})");
    }

    private static ValueMismatch? CheckFlags(ComponentValue value, FlagsType type)
    {
        if (CheckKind(value, ComponentValueKind.Flags, "flags") is { } wrong) return wrong;
        string? unknown = value.AsFlags().FirstOrDefault(l => !type.Labels.Contains(l));
        return unknown is null ? null : new ValueMismatch("", $"the type has no flag `{unknown}`");
    }

    private static ValueMismatch? ConvertBorrow(ref ComponentValue value)
    {
        if (value.Kind == ComponentValueKind.Own) value = ComponentValue.Borrow(value.AsResource());
        return CheckKind(value, ComponentValueKind.Borrow, "a handle");
    }

    private static ComponentValueKind KindOf(PrimKind kind) => (ComponentValueKind)(kind + 1);

    private static ValueMismatch? CheckKind(ComponentValue value, ComponentValueKind kind, string expected) =>
        value.Kind == kind ? null : Mismatch(value, expected);

    private static ValueMismatch Mismatch(ComponentValue value, string expected)
    {
        bool isShort = value.Kind is > ComponentValueKind.None and < ComponentValueKind.Char;
        return new("", $"expected {expected}, found {ValueErrors.Noun(value.Kind)}{(isShort ? $" {value}" : "")}");
    }

    private static ValueMismatch WrongCount(string noun, int expected, int found) =>
        new("", string.Create(CultureInfo.InvariantCulture, $"expected {expected} {noun}, found {found}"));

    private static string Step(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");

    private static int IndexOf(IEnumerable<string> labels, string label) =>
        labels.Select((l, i) => (l, i)).Where(p => p.l == label).Select(p => p.i).DefaultIfEmpty(-1).First();
}
