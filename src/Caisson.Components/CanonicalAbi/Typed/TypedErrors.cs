using System.Reflection;
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

    public static ArgumentException NotADelegate(Type type) => new($"{type} can't be made: use Func or Action");

    public static ArgumentException WrongCount(int count, int expected) => new($"it takes {count} parameters instead of {expected}");

    public static ArgumentException NoHostFunction(Delegate function, string reason) => new($"{Signature(function)} can't be a function of the host: {reason}");

    /// <summary>A delegate as C# writes it, nearly.</summary>
    public static string Signature(Delegate function)
    {
        MethodInfo invoke = function.GetType().GetMethod(nameof(Action.Invoke))!;
        return $"{invoke.ReturnType} ({string.Join(", ", invoke.GetParameters().Select(parameter => parameter.ParameterType))})";
    }

    private static string Hint(ComponentValType type) => type switch
    {
        PrimType { Kind: PrimKind.ErrorContext } => $": use {nameof(Values.ComponentErrorContext)}",
        PrimType { Kind: PrimKind.Char } => ": use Rune",
        ListType => ": use an array, List<T>, IReadOnlyList<T> or ReadOnlyMemory<T>",
        MapType => ": use Dictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue> or an array of pairs",
        TupleType => ": use a value tuple with as many elements",
        StreamType { Element: PrimType { Kind: PrimKind.U8 } } => $": use Stream, PipeReader or {nameof(Values.ComponentStream)}",
        StreamType => $": use IAsyncEnumerable<T> or {nameof(Values.ComponentStream)}",
        FutureType => $": use Task<T> or {nameof(Values.ComponentFuture)}",
        OptionType => ": use a nullable type or Option<T>",
        ResultType => ": use Result<TOk, TError>, with ValueTuple where nothing is carried",
        OwnType or BorrowType => $": use {nameof(Values.ComponentResource)}",
        EnumType or FlagsType => ": use an enum with the same names",
        _ => "",
    };
}
