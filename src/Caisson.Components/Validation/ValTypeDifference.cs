using System.Collections.Immutable;
using Caisson.Components.Types;

namespace Caisson.Components.Validation;

/// <summary>Says where two value types differ that do. Follows one path down, as nothing but what differs is looked into.</summary>
internal static class ValTypeDifference
{
    public static string Explain(ComponentValType found, ComponentValType expected) => (found, expected) switch
    {
        (PrimType one, PrimType other) => $"expected primitive `{other.Kind.Text}` found primitive `{one.Kind.Text}`",
        (RecordType one, RecordType other) => Fields(one.Fields, other.Fields),
        (VariantType one, VariantType other) => Cases(one.Cases, other.Cases),
        (ListType one, ListType other) when one.Length is not null && other.Length is not null && one.Length != other.Length =>
            $"expected fixed-length {other.Length}, found size {one.Length}",
        (ListType one, ListType other) when (one.Length is null) == (other.Length is null) => Explain(one.Element, other.Element),
        (OptionType one, OptionType other) => Explain(one.Some, other.Some),
        (TupleType one, TupleType other) => Elements(one.Elements, other.Elements),
        (FlagsType, FlagsType) => "mismatch in flags elements",
        (EnumType, EnumType) => "mismatch in enum elements",
        (MapType one, MapType other) when !one.Key.Equals(other.Key) => $"type mismatch in map key: {Explain(one.Key, other.Key)}",
        (MapType one, MapType other) => $"type mismatch in map value: {Explain(one.Value, other.Value)}",
        (ResultType one, ResultType other) => Optional(one.Ok, other.Ok, "ok", "ok variant") ?? Optional(one.Error, other.Error, "err", "err variant")!,
        (FutureType one, FutureType other) => Optional(one.Element, other.Element, "future", "future")!,
        (StreamType one, StreamType other) => Optional(one.Element, other.Element, "stream", "stream")!,
        (OwnType one, OwnType other) => $"resource types are not the same ({one.Resource} and {other.Resource})",
        (BorrowType one, BorrowType other) => $"resource types are not the same ({one.Resource} and {other.Resource})",
        _ => $"expected {Expected(expected)}, found {Found(found)}",
    };

    private static string Fields(ImmutableArray<FieldType> found, ImmutableArray<FieldType> expected)
    {
        if (found.Length != expected.Length) return $"expected {expected.Length} fields, found {found.Length}";
        foreach ((FieldType one, FieldType other) in found.Zip(expected))
        {
            if (one.Label != other.Label) return $"expected field name `{other.Label}`, found `{one.Label}`";
            if (!one.Type.Equals(other.Type)) return $"type mismatch in record field `{one.Label}`: {Explain(one.Type, other.Type)}";
        }
        return "different records";
    }

    private static string Cases(ImmutableArray<CaseType> found, ImmutableArray<CaseType> expected)
    {
        if (found.Length != expected.Length) return $"expected {expected.Length} cases, found {found.Length}";
        foreach ((CaseType one, CaseType other) in found.Zip(expected))
        {
            if (one.Label != other.Label) return $"expected case named `{other.Label}`, found `{one.Label}`";
            if (Equals(one.Type, other.Type)) continue;
            if (one.Type is null) return $"expected case `{one.Label}` to have a type, found none";
            if (other.Type is null) return $"expected case `{one.Label}` to have no type";
            return $"type mismatch in variant case `{one.Label}`: {Explain(one.Type, other.Type)}";
        }
        return "different variants";
    }

    private static string Elements(ImmutableArray<ComponentValType> found, ImmutableArray<ComponentValType> expected)
    {
        if (found.Length != expected.Length) return $"expected {expected.Length} types, found {found.Length}";
        for (int i = 0; i < found.Length; i++)
            if (!found[i].Equals(expected[i])) return $"type mismatch in tuple field {i}: {Explain(found[i], expected[i])}";
        return "different tuples";
    }

    private static string? Optional(ComponentValType? found, ComponentValType? expected, string what, string place) => (found, expected) switch
    {
        (null, null) => null,
        (null, _) => $"expected {what} type, but found none",
        (_, null) => $"expected {what} type to not be present",
        _ => found.Equals(expected) ? null : $"type mismatch in {place}: {Explain(found, expected)}",
    };

    /// <summary>A type that needs no definition may have one all the same; then it is spoken of less exactly.</summary>
    private static string Expected(ComponentValType expected) =>
        expected is PrimType prim && ReferenceEquals(prim, PrimKinds.TypeOf(prim.Kind)) ? prim.Kind.Text : Kind(expected);

    private static string Found(ComponentValType found) => found is PrimType prim ? prim.Kind.Text : Kind(found);

    private static string Kind(ComponentValType type) => type switch
    {
        PrimType => "primitive",
        RecordType => "record",
        VariantType => "variant",
        ListType { Length: null } => "list",
        ListType => "fixed-length list",
        TupleType => "tuple",
        FlagsType => "flags",
        EnumType => "enum",
        OptionType => "option",
        ResultType => "result",
        MapType => "map",
        OwnType => "own",
        BorrowType => "borrow",
        FutureType => "future",
        _ => "stream",
    };
}
