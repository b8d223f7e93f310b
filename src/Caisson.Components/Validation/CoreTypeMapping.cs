using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Components.Validation;

/// <summary>Core types whose references are replaced, and compared when the references are canonical numbers.</summary>
internal static class CoreTypeMapping
{
    /// <summary>A type with other references.</summary>
    /// <param name="type">The type.</param>
    /// <param name="map">Gives the new reference for the old.</param>
    public static CompType Map(CompType type, Func<int, int> map) => type switch
    {
        FuncType func => HasReference(func) ? new FuncType(Map(func.Parameters, map), Map(func.Results, map)) : func,
        StructType structure => new StructType([.. structure.Fields.Select(field => field with { Type = Map(field.Type, map) })]),
        ArrayType array => new ArrayType(array.Element with { Type = Map(array.Element.Type, map) }),
        _ => type,
    };

    public static ValType Map(ValType type, Func<int, int> map) =>
        IsReference(type) ? ValType.Ref(type.Nullable, HeapType.Concrete(new((uint)map(type.Heap.Code)))) : type;

    /// <summary>Whether a composite type matches another; their references are canonical numbers. spec: match-comptype</summary>
    public static bool Matches(CanonicalTypes types, CompType sub, CompType super) => (sub, super) switch
    {
        (FuncType one, FuncType other) => Matches(types, other.Parameters, one.Parameters) && Matches(types, one.Results, other.Results),
        (StructType one, StructType other) =>
            one.Fields.Length >= other.Fields.Length && other.Fields.Zip(one.Fields).All(pair => Matches(types, pair.Second, pair.First)),
        (ArrayType one, ArrayType other) => Matches(types, one.Element, other.Element),
        _ => false,
    };

    private static bool Matches(CanonicalTypes types, ImmutableArray<ValType> sub, ImmutableArray<ValType> super) =>
        sub.Length == super.Length && sub.Zip(super).All(pair => types.Matches(pair.First, pair.Second));

    private static bool Matches(CanonicalTypes types, FieldType sub, FieldType super)
    {
        if (sub.Mutable != super.Mutable || sub.Packed != super.Packed || !types.Matches(sub.Type, super.Type)) return false;
        return !sub.Mutable || types.Matches(super.Type, sub.Type);
    }

    private static bool HasReference(FuncType func) => func.Parameters.Any(IsReference) || func.Results.Any(IsReference);

    private static bool IsReference(ValType type) => type.IsRef && type.Heap.IsConcrete;

    private static ImmutableArray<ValType> Map(ImmutableArray<ValType> types, Func<int, int> map) => [.. types.Select(type => Map(type, map))];
}
