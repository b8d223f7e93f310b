using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Records as C# records, classes and structures: they travel as tuples of their fields.</summary>
internal static class RecordLiftLowers
{
    private static readonly MethodInfo MappedMethod = typeof(RecordLiftLowers).GetMethod(nameof(Mapped), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static object Create<T>(Layout layout)
    {
        PropertyInfo[] properties = [.. layout.Labels.Select(l => Property(typeof(T), l))];
        ConstructorInfo constructor = Constructor(typeof(T), layout)
            ?? throw TypedErrors.NoConstructor(typeof(T), layout.Type);
        Type tuple = TupleOf(properties.Select(p => p.PropertyType).ToArray());
        return LiftLowers.Invoke(MappedMethod, [typeof(T), tuple], layout, properties, constructor);
    }

    private static MappedLiftLower<T, TFields> Mapped<T, TFields>(Layout layout, PropertyInfo[] properties, ConstructorInfo constructor)
    {
        ParameterExpression fields = Expression.Parameter(typeof(TFields));
        ParameterExpression value = Expression.Parameter(typeof(T));
        Expression[] items = [.. properties.Select((_, i) => Item(fields, i))];
        IEnumerable<Expression> arguments = constructor.GetParameters()
            .Select(p => items[layout.Labels.IndexOf(layout.Labels.First(l => Names.Match(p.Name!, l)))]);
        Expression tuple = New(typeof(TFields), [.. properties.Select(p => (Expression)Expression.Property(value, p))]);
        return new MappedLiftLower<T, TFields>(
            LiftLowers.Tuple<TFields>(layout),
            Expression.Lambda<Func<TFields, T>>(Expression.New(constructor, arguments), fields).Compile(),
            Expression.Lambda<Func<T, TFields>>(tuple, value).Compile());
    }

    private static PropertyInfo Property(Type type, string label) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(p => p.CanRead && Names.Match(p.Name, label))
        ?? throw TypedErrors.NoName(type, label);

    private static ConstructorInfo? Constructor(Type type, Layout layout) => type.GetConstructors().FirstOrDefault(c =>
        c.GetParameters() is { } parameters
        && parameters.Length == layout.Labels.Length
        && layout.Labels.All(l => parameters.Any(p => Names.Match(p.Name!, l) && p.ParameterType == Property(type, l).PropertyType)));

    // Beyond seven items, C# tuples nest.
    private static Type TupleOf(Type[] types) => types.Length switch
    {
        1 => typeof(ValueTuple<>).MakeGenericType(types),
        2 => typeof(ValueTuple<,>).MakeGenericType(types),
        3 => typeof(ValueTuple<,,>).MakeGenericType(types),
        4 => typeof(ValueTuple<,,,>).MakeGenericType(types),
        5 => typeof(ValueTuple<,,,,>).MakeGenericType(types),
        6 => typeof(ValueTuple<,,,,,>).MakeGenericType(types),
        7 => typeof(ValueTuple<,,,,,,>).MakeGenericType(types),
        _ => typeof(ValueTuple<,,,,,,,>).MakeGenericType([.. types[..7], TupleOf(types[7..])]),
    };

    private static Expression Item(Expression tuple, int index) =>
        index < 7 ? Expression.Field(tuple, $"Item{index + 1}") : Item(Expression.Field(tuple, "Rest"), index - 7);

    private static NewExpression New(Type tuple, ImmutableArray<Expression> items) => items.Length <= 7
        ? Expression.New(tuple.GetConstructor(tuple.GetGenericArguments())!, items)
        : Expression.New(tuple.GetConstructor(tuple.GetGenericArguments())!, [.. items[..7], New(tuple.GetGenericArguments()[7], items[7..])]);
}
