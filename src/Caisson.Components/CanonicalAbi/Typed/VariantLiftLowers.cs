using System.Linq.Expressions;
using System.Reflection;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>
/// Options as nullable types or <see cref="Option{T}"/>, results as <see cref="Result{TOk, TError}"/>, variants as classes with a nested class for
/// each case.
/// </summary>
internal static class VariantLiftLowers
{
    /// <summary>Null where the type is none of these.</summary>
    public static object? Create<T>(Layout layout) => layout.Type switch
    {
        OptionType => CreateOption<T>(layout),
        ResultType => typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(Result<,>)
            ? Generic(nameof(Result), typeof(T).GetGenericArguments(), layout)
            : null,
        _ => typeof(T).IsClass ? CreateVariant<T>(layout) : null,
    };

    private static object? CreateOption<T>(Layout layout)
    {
        Type type = typeof(T);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Generic(nameof(NullableOption), [underlying], layout);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Option<>)) return Generic(nameof(ExplicitOption), type.GetGenericArguments(), layout);
        bool isAmbiguous = layout.Cases[1].Layout!.Type is OptionType;
        return type.IsValueType || isAmbiguous ? null : Generic(nameof(ReferenceOption), [type], layout);
    }

    private static VariantLiftLower<T?> NullableOption<T>(Layout layout) where T : struct => new(
        layout,
        [new EmptyCase<T?>(null), new PayloadCase<T?, T>(LiftLowers.Of<T>(layout.Cases[1].Layout!), static v => v, static v => v!.Value)],
        static v => v.HasValue ? 1 : 0);

    private static VariantLiftLower<T?> ReferenceOption<T>(Layout layout) where T : class => new(
        layout,
        [new EmptyCase<T?>(null), new PayloadCase<T?, T>(LiftLowers.Of<T>(layout.Cases[1].Layout!), static v => v, static v => v!)],
        static v => v is null ? 0 : 1);

    private static VariantLiftLower<Option<T>> ExplicitOption<T>(Layout layout) => new(
        layout,
        [new EmptyCase<Option<T>>(default), new PayloadCase<Option<T>, T>(LiftLowers.Of<T>(layout.Cases[1].Layout!), static v => new(v), static v => v.Value)],
        static v => v.HasValue ? 1 : 0);

    private static VariantLiftLower<Result<TOk, TError>> Result<TOk, TError>(Layout layout) => new(
        layout,
        [
            ResultCase<Result<TOk, TError>, TOk>(layout, 0, Values.Result<TOk, TError>.FromOk, static r => r.Value),
            ResultCase<Result<TOk, TError>, TError>(layout, 1, Values.Result<TOk, TError>.FromError, static r => r.Error),
        ],
        static r => r.IsOk ? 0 : 1);

    private static CaseLiftLower<T> ResultCase<T, TPayload>(Layout layout, int index, Func<TPayload, T> wrap, Func<T, TPayload> unwrap)
    {
        if (layout.Cases[index].Layout is { } payload) return new PayloadCase<T, TPayload>(LiftLowers.Of<TPayload>(payload), wrap, unwrap);
        return typeof(TPayload) == typeof(ValueTuple) ? new EmptyCase<T>(wrap(default!)) : throw TypedErrors.DoesNotFit(typeof(T), layout.Type);
    }

    private static VariantLiftLower<T> CreateVariant<T>(Layout layout)
    {
        Type[] nested = [.. typeof(T).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(T)))];
        Type[] types = [.. layout.Labels.Select(l => nested.FirstOrDefault(t => Names.Match(t.Name, l)) ?? throw TypedErrors.NoName(typeof(T), l))];
        return new VariantLiftLower<T>(
            layout,
            [.. types.Select((type, i) => CreateCase<T>(type, layout.Cases[i].Layout))],
            value => Array.IndexOf(types, value?.GetType()) is >= 0 and int index ? index : throw TypedErrors.UnknownCase(value));
    }

    private static CaseLiftLower<T> CreateCase<T>(Type type, Layout? payload)
    {
        ConstructorInfo? constructor = type.GetConstructors().FirstOrDefault(c => c.GetParameters().Length == (payload is null ? 0 : 1));
        if (payload is null && constructor is not null) return new EmptyCase<T>((T)constructor.Invoke([]));
        ParameterInfo? parameter = payload is null ? null : constructor?.GetParameters()[0];
        PropertyInfo? property = parameter is null ? null : type.GetProperties().FirstOrDefault(p => p.CanRead && p.PropertyType == parameter.ParameterType && Names.Match(p.Name, parameter.Name!));
        if (property is null) throw TypedErrors.NoCase(type, payload is not null);
        return (CaseLiftLower<T>)Generic(nameof(Case), [typeof(T), type, property.PropertyType], payload!, constructor!, property);
    }

    private static PayloadCase<T, TPayload> Case<T, TCase, TPayload>(Layout payload, ConstructorInfo constructor, PropertyInfo property) where TCase : T
    {
        ParameterExpression value = Expression.Parameter(typeof(TPayload));
        Func<TPayload, T> wrap = Expression.Lambda<Func<TPayload, T>>(Expression.New(constructor, value), value).Compile();
        Func<TCase, TPayload> unwrap = property.GetMethod!.CreateDelegate<Func<TCase, TPayload>>();
        return new PayloadCase<T, TPayload>(LiftLowers.Of<TPayload>(payload), wrap, v => unwrap((TCase)v!));
    }

    private static object Generic(string method, Type[] types, params object[] arguments) =>
        LiftLowers.Invoke(typeof(VariantLiftLowers).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!, types, arguments);
}
