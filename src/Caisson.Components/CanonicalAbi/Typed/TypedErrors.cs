using Caisson.Components.Types;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>The messages of C# types that don't fit component types.</summary>
internal static class TypedErrors
{
    public static ArgumentException DoesNotFit(Type type, ComponentValType componentType) =>
        new($"{type} doesn't fit the component type {componentType}{Hint(componentType)}");

    public static ArgumentException NoConstructor(Type type, ComponentValType componentType) =>
        new($"{type} doesn't fit {componentType}: it needs a constructor with a parameter and a property for each field, in any order");

    public static ArgumentException NoName(Type type, string label) => new($"{type} has nothing named like \"{label}\"");

    public static ArgumentException NoCase(Type type, bool carries) =>
        new($"{type} is no case: it needs a constructor {(carries ? "with one parameter and a property of that name" : "without parameters")}");

    public static ArgumentException UnknownCase(object? value) => new($"{value ?? "null"} is none of the cases of the component type");

    public static ArgumentException NotADelegate(Type type) => new($"{type} can't be made: use Func or Action with up to seven parameters");

    private static string Hint(ComponentValType type) => type switch
    {
        PrimType { Kind: PrimKind.ErrorContext } => $": use {nameof(Values.ComponentErrorContext)}",
        PrimType { Kind: PrimKind.Char } => ": use Rune",
        ListType => ": use an array, List<T>, IReadOnlyList<T> or ReadOnlyMemory<T>",
        MapType => ": use Dictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue> or an array of pairs",
        TupleType => ": use a value tuple with as many elements",
        OptionType => ": use a nullable type or Option<T>",
        ResultType => ": use Result<TOk, TError>, with ValueTuple where nothing is carried",
        OwnType or BorrowType => $": use {nameof(Values.ComponentResource)}",
        EnumType or FlagsType => ": use an enum with the same names",
        _ => "",
    };
}
