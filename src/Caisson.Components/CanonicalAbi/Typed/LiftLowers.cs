using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>
/// Finds how values of a C# type are lifted and lowered for a layout, by looking at both. Each answer is kept as long as the layout is.
/// Thread-safe. Code that knows its types, such as generated code, composes the same classes without looking.
/// </summary>
internal static class LiftLowers
{
    private static readonly ConditionalWeakTable<Layout, ConcurrentDictionary<Type, object>> Known = [];
    private static readonly MethodInfo OfMethod = typeof(LiftLowers).GetMethod(nameof(Of), 1, [typeof(Layout)])!;

    /// <summary>How values of a C# type are lifted and lowered.</summary>
    /// <exception cref="ArgumentException">The C# type doesn't fit the component type; the message says why.</exception>
    public static LiftLower<T> Of<T>(Layout layout) =>
        (LiftLower<T>)Known.GetOrCreateValue(layout).GetOrAdd(typeof(T), static (_, layout) => Create<T>(layout), layout);

    /// <summary>The same for a type that is known at run time only.</summary>
    public static object Of(Type type, Layout layout) => Invoke(OfMethod, [type], layout);

    /// <summary>How a C# tuple is lifted and lowered as the fields of a record, from some field on.</summary>
    /// <exception cref="ArgumentException">A field doesn't fit, or there are too few or too many.</exception>
    public static LiftLower<T> Tuple<T>(Layout layout, int first = 0)
    {
        if (!IsTuple(typeof(T)) || ItemsOf(typeof(T)).Count() != layout.Fields.Length - first) throw TypedErrors.DoesNotFit(typeof(T), layout.Type);
        return TupleOf<T>(layout, first);
    }

    /// <summary>The same for the parameters of a host's function, behind which may stand a <see cref="CancellationToken"/>, which no guest passes.</summary>
    /// <exception cref="ArgumentException">A parameter doesn't fit, or there are too few or too many.</exception>
    public static LiftLower<T> HostParameters<T>(Layout layout)
    {
        bool takesToken = ItemsOf(typeof(T)).LastOrDefault() == typeof(CancellationToken);
        int count = ItemsOf(typeof(T)).Count() - (takesToken ? 1 : 0);
        return count == layout.Fields.Length ? TupleOf<T>(layout, 0) : throw TypedErrors.WrongCount(count, layout.Fields.Length);
    }

    /// <summary>The same for a function of a pool, before whose parameters stands the instance.</summary>
    /// <exception cref="ArgumentException">A parameter doesn't fit.</exception>
    public static LiftLower<T> PooledParameters<T>(Layout layout)
    {
        int count = ItemsOf(typeof(T)).Count() - 1;
        return count == layout.Fields.Length ? TupleOf<T>(layout, -1) : throw TypedErrors.WrongCount(count, layout.Fields.Length);
    }

    /// <summary>A tuple that is known to have as many items as there are fields, but for a token at the end.</summary>
    internal static LiftLower<T> TupleOf<T>(Layout layout, int first)
    {
        Type[] items = typeof(T) == typeof(ValueTuple) ? [] : typeof(T).GetGenericArguments();
        if (items.Length == 0) return (LiftLower<T>)(object)new TupleLiftLower(layout);
        Type definition = items.Length switch
        {
            1 => typeof(TupleLiftLower<>),
            2 => typeof(TupleLiftLower<,>),
            3 => typeof(TupleLiftLower<,,>),
            4 => typeof(TupleLiftLower<,,,>),
            5 => typeof(TupleLiftLower<,,,,>),
            6 => typeof(TupleLiftLower<,,,,,>),
            7 => typeof(TupleLiftLower<,,,,,,>),
            _ => typeof(TupleLiftLower<,,,,,,,>),
        };
        return (LiftLower<T>)New(definition.MakeGenericType(items), layout, first);
    }

    /// <summary>Calls a generic method of this folder; what it throws is thrown as it is.</summary>
    internal static object Invoke(MethodInfo method, Type[] types, params object?[] arguments) =>
        method.MakeGenericMethod(types).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static object Create<T>(Layout layout)
    {
        Type type = typeof(T);
        if (type == typeof(ComponentValue)) return new DynamicLiftLower<ComponentValue>(layout, static v => v, static v => v);
        object? found = layout.Type switch
        {
            PrimType { Kind: PrimKind.String } => type == typeof(string) ? new StringLiftLower(layout) : null,
            PrimType { Kind: PrimKind.ErrorContext } => Handle(layout, type, static v => v.AsErrorContext(), ComponentValue.ErrorContext),
            PrimType prim => Primitive<T>(layout, prim.Kind),
            OwnType => Handle(layout, type, static v => v.AsResource(), ComponentValue.Own),
            BorrowType => Handle(layout, type, static v => v.AsResource(), ComponentValue.Borrow),
            StreamType => (object?)Handle(layout, type, static v => v.AsStream(), ComponentValue.Stream) ?? AsyncLiftLowers.CreateStream(layout, type),
            FutureType => (object?)Handle(layout, type, static v => v.AsFuture(), ComponentValue.Future) ?? AsyncLiftLowers.CreateFuture(layout, type),
            ListType or MapType => CollectionLiftLowers.Create(layout, type),
            TupleType => IsTuple(type) ? Tuple<T>(layout) : null,
            RecordType => IsTuple(type) ? Tuple<T>(layout) : RecordLiftLowers.Create<T>(layout),
            FlagsType => type.IsEnum ? EnumLiftLowers.CreateFlags<T>(layout) : null,
            EnumType => type.IsEnum ? EnumLiftLowers.Create<T>(layout) : null,
            _ => VariantLiftLowers.Create<T>(layout),
        };
        return found ?? throw TypedErrors.DoesNotFit(type, layout.Type);
    }

    private static object? Primitive<T>(Layout layout, PrimKind kind) =>
        Primitives.KindOf<T>() == (ComponentValueKind)(kind + 1) ? New(typeof(PrimitiveLiftLower<>).MakeGenericType(typeof(T)), layout) : null;

    private static DynamicLiftLower<THandle>? Handle<THandle>(Layout layout, Type type, Func<ComponentValue, THandle> wrap, Func<THandle, ComponentValue> unwrap) =>
        type == typeof(THandle) ? new DynamicLiftLower<THandle>(layout, wrap, unwrap) : null;

    private static IEnumerable<Type> ItemsOf(Type tuple)
    {
        if (tuple == typeof(ValueTuple)) return [];
        Type[] items = tuple.GetGenericArguments();
        return items.Length < 8 ? items : items.Take(7).Concat(ItemsOf(items[7]));
    }

    private static bool IsTuple(Type type) =>
        type == typeof(ValueTuple) || (type.IsValueType && type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal));

    private static object New(Type type, params object?[] arguments) =>
        Activator.CreateInstance(type, BindingFlags.CreateInstance | BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}
