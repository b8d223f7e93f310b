using System.Reflection;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>
/// Delegates of any number of parameters as functions of one C# tuple, and back. C# has no type parameters in any number, so that each number has rows of its own; everything
/// else goes by tuples.
/// </summary>
internal static class Arity
{
    /// <summary>The most parameters that a <c>Func</c> has.</summary>
    public const int Most = 16;

    private static readonly ILookup<(string Name, int Types), MethodInfo> Rows = typeof(Arity).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
        .ToLookup(method => (method.Name, method.GetGenericArguments().Length));

    /// <summary>The C# tuple of some types.</summary>
    public static Type TupleOf(ReadOnlySpan<Type> types)
    {
        if (types.IsEmpty) return typeof(ValueTuple);
        if (types.Length > 7) return typeof(ValueTuple<,,,,,,,>).MakeGenericType([.. types[..7], TupleOf(types[7..])]);
        Type definition = types.Length switch
        {
            1 => typeof(ValueTuple<>),
            2 => typeof(ValueTuple<,>),
            3 => typeof(ValueTuple<,,>),
            4 => typeof(ValueTuple<,,,>),
            5 => typeof(ValueTuple<,,,,>),
            6 => typeof(ValueTuple<,,,,,>),
            _ => typeof(ValueTuple<,,,,,,>),
        };
        return definition.MakeGenericType(types.ToArray());
    }

    /// <summary>What makes a <c>Func</c> or <c>Action</c> of a function of a tuple; null where there are too many parameters.</summary>
    /// <param name="parameters">Their types.</param>
    /// <param name="result">The type of the result; null for none.</param>
    public static MethodInfo? Spreading(Type[] parameters, Type? result) => Row(result is null ? nameof(Spread) : nameof(SpreadResult), parameters, result);

    /// <summary>What makes a function of a tuple of a <c>Func</c> or <c>Action</c>; null where there are too many parameters.</summary>
    /// <param name="parameters">Their types.</param>
    /// <param name="result">The type of the result; null for none.</param>
    public static MethodInfo? Gathering(Type[] parameters, Type? result) => Row(result is null ? nameof(Gather) : nameof(GatherResult), parameters, result);

    private static MethodInfo? Row(string name, Type[] parameters, Type? result)
    {
        if (parameters.Length > Most) return null;
        Type[] types = result is null ? parameters : [.. parameters, result];
        MethodInfo row = Rows[(name, types.Length)].Single();
        return types.Length == 0 ? row : row.MakeGenericMethod(types);
    }

    private static Action Spread(Func<ValueTuple, ValueTuple> call) => () => call(default);

    private static Func<TResult> SpreadResult<TResult>(Func<ValueTuple, TResult> call) => () => call(default);

    private static Action<T1> Spread<T1>(Func<ValueTuple<T1>, ValueTuple> call) => p1 => call(new(p1));

    private static Func<T1, TResult> SpreadResult<T1, TResult>(Func<ValueTuple<T1>, TResult> call) => p1 => call(new(p1));

    private static Action<T1, T2> Spread<T1, T2>(Func<(T1, T2), ValueTuple> call) => (p1, p2) => call((p1, p2));

    private static Func<T1, T2, TResult> SpreadResult<T1, T2, TResult>(Func<(T1, T2), TResult> call) => (p1, p2) => call((p1, p2));

    private static Action<T1, T2, T3> Spread<T1, T2, T3>(Func<(T1, T2, T3), ValueTuple> call) => (p1, p2, p3) => call((p1, p2, p3));

    private static Func<T1, T2, T3, TResult> SpreadResult<T1, T2, T3, TResult>(Func<(T1, T2, T3), TResult> call) => (p1, p2, p3) => call((p1, p2, p3));

    private static Action<T1, T2, T3, T4> Spread<T1, T2, T3, T4>(Func<(T1, T2, T3, T4), ValueTuple> call) => (p1, p2, p3, p4) => call((p1, p2, p3, p4));

    private static Func<T1, T2, T3, T4, TResult> SpreadResult<T1, T2, T3, T4, TResult>(Func<(T1, T2, T3, T4), TResult> call) => (p1, p2, p3, p4) => call((p1, p2, p3, p4));

    private static Action<T1, T2, T3, T4, T5> Spread<T1, T2, T3, T4, T5>(Func<(T1, T2, T3, T4, T5), ValueTuple> call) => (p1, p2, p3, p4, p5) => call((p1, p2, p3, p4, p5));

    private static Func<T1, T2, T3, T4, T5, TResult> SpreadResult<T1, T2, T3, T4, T5, TResult>(Func<(T1, T2, T3, T4, T5), TResult> call) => (p1, p2, p3, p4, p5) => call((p1, p2, p3, p4, p5));

    private static Action<T1, T2, T3, T4, T5, T6> Spread<T1, T2, T3, T4, T5, T6>(Func<(T1, T2, T3, T4, T5, T6), ValueTuple> call) => (p1, p2, p3, p4, p5, p6) => call((p1, p2, p3, p4, p5, p6));

    private static Func<T1, T2, T3, T4, T5, T6, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, TResult>(Func<(T1, T2, T3, T4, T5, T6), TResult> call) => (p1, p2, p3, p4, p5, p6) => call((p1, p2, p3, p4, p5, p6));

    private static Action<T1, T2, T3, T4, T5, T6, T7> Spread<T1, T2, T3, T4, T5, T6, T7>(Func<(T1, T2, T3, T4, T5, T6, T7), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7) => call((p1, p2, p3, p4, p5, p6, p7));

    private static Func<T1, T2, T3, T4, T5, T6, T7, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7), TResult> call) => (p1, p2, p3, p4, p5, p6, p7) => call((p1, p2, p3, p4, p5, p6, p7));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8> Spread<T1, T2, T3, T4, T5, T6, T7, T8>(Func<(T1, T2, T3, T4, T5, T6, T7, T8), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8) => call((p1, p2, p3, p4, p5, p6, p7, p8));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8) => call((p1, p2, p3, p4, p5, p6, p7, p8));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> Spread<T1, T2, T3, T4, T5, T6, T7, T8, T9>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> Spread<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> Spread<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> Spread<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> Spread<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> Spread<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15> Spread<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15));

    private static Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16> Spread<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16), ValueTuple> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16));

    private static Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, TResult> SpreadResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, TResult>(Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16), TResult> call) => (p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16) => call((p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16));

    private static Func<ValueTuple, ValueTuple> Gather(Action function) => _ =>
    {
        function();
        return default;
    };

    private static Func<ValueTuple, TResult> GatherResult<TResult>(Func<TResult> function) => _ => function();

    private static Func<ValueTuple<T1>, ValueTuple> Gather<T1>(Action<T1> function) => p =>
    {
        function(p.Item1);
        return default;
    };

    private static Func<ValueTuple<T1>, TResult> GatherResult<T1, TResult>(Func<T1, TResult> function) => p => function(p.Item1);

    private static Func<(T1, T2), ValueTuple> Gather<T1, T2>(Action<T1, T2> function) => p =>
    {
        function(p.Item1, p.Item2);
        return default;
    };

    private static Func<(T1, T2), TResult> GatherResult<T1, T2, TResult>(Func<T1, T2, TResult> function) => p => function(p.Item1, p.Item2);

    private static Func<(T1, T2, T3), ValueTuple> Gather<T1, T2, T3>(Action<T1, T2, T3> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3);
        return default;
    };

    private static Func<(T1, T2, T3), TResult> GatherResult<T1, T2, T3, TResult>(Func<T1, T2, T3, TResult> function) => p => function(p.Item1, p.Item2, p.Item3);

    private static Func<(T1, T2, T3, T4), ValueTuple> Gather<T1, T2, T3, T4>(Action<T1, T2, T3, T4> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4);
        return default;
    };

    private static Func<(T1, T2, T3, T4), TResult> GatherResult<T1, T2, T3, T4, TResult>(Func<T1, T2, T3, T4, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4);

    private static Func<(T1, T2, T3, T4, T5), ValueTuple> Gather<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5), TResult> GatherResult<T1, T2, T3, T4, T5, TResult>(Func<T1, T2, T3, T4, T5, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5);

    private static Func<(T1, T2, T3, T4, T5, T6), ValueTuple> Gather<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6), TResult> GatherResult<T1, T2, T3, T4, T5, T6, TResult>(Func<T1, T2, T3, T4, T5, T6, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6);

    private static Func<(T1, T2, T3, T4, T5, T6, T7), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8>(Action<T1, T2, T3, T4, T5, T6, T7, T8> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8, T9>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12, p.Item13);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12, p.Item13);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12, p.Item13, p.Item14);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12, p.Item13, p.Item14);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12, p.Item13, p.Item14, p.Item15);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12, p.Item13, p.Item14, p.Item15);

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16), ValueTuple> Gather<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16>(Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16> function) => p =>
    {
        function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12, p.Item13, p.Item14, p.Item15, p.Item16);
        return default;
    };

    private static Func<(T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16), TResult> GatherResult<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, TResult>(Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, TResult> function) => p => function(p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6, p.Item7, p.Item8, p.Item9, p.Item10, p.Item11, p.Item12, p.Item13, p.Item14, p.Item15, p.Item16);
}
