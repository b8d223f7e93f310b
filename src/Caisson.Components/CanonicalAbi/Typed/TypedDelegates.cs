using System.Reflection;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>What a typed delegate calls.</summary>
internal abstract class TypedCallee
{
    /// <summary>Makes what calls the function, given a C# tuple of the arguments.</summary>
    /// <param name="layout">How its values travel.</param>
    public abstract Func<TParameters, TResult> Bind<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout);
}

/// <summary>Delegates that pack their arguments into a tuple and call a <see cref="TypedCallee"/>.</summary>
internal static class TypedDelegates
{
    /// <summary>Makes a delegate.</summary>
    /// <typeparam name="TDelegate">A <c>Func</c> or <c>Action</c> with up to seven parameters.</typeparam>
    /// <param name="layout">Of the function.</param>
    /// <param name="callee">What it calls.</param>
    /// <exception cref="ArgumentException">The delegate doesn't fit the function, or is of another kind; the message says why.</exception>
    public static TDelegate Create<TDelegate>(FunctionLayout layout, TypedCallee callee) where TDelegate : Delegate
    {
        MethodInfo invoke = typeof(TDelegate).GetMethod(nameof(System.Action.Invoke))!;
        bool isAction = invoke.ReturnType == typeof(void);
        Type[] types = [.. invoke.GetParameters().Select(p => p.ParameterType), .. isAction ? [] : new[] { invoke.ReturnType }];
        MethodInfo? maker = typeof(TypedDelegates).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .FirstOrDefault(m => m.Name == (isAction ? nameof(Action) : nameof(Func)) && m.GetGenericArguments().Length == types.Length);
        object? made = maker is null ? null
            : types.Length == 0 ? maker.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [layout, callee], null)
            : LiftLowers.Invoke(maker, types, layout, callee);
        return made as TDelegate ?? throw TypedErrors.NotADelegate(typeof(TDelegate));
    }

    private static Action Action(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple, ValueTuple>(layout));
        return () => call(default);
    }

    private static Func<TResult> Func<TResult>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple, TResult>(layout));
        return () => call(default);
    }

    private static Action<T1> Action<T1>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1>, ValueTuple>(layout));
        return p1 => call(new ValueTuple<T1>(p1));
    }

    private static Func<T1, TResult> Func<T1, TResult>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1>, TResult>(layout));
        return p1 => call(new ValueTuple<T1>(p1));
    }

    private static Action<T1, T2> Action<T1, T2>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2>, ValueTuple>(layout));
        return (p1, p2) => call(new ValueTuple<T1, T2>(p1, p2));
    }

    private static Func<T1, T2, TResult> Func<T1, T2, TResult>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2>, TResult>(layout));
        return (p1, p2) => call(new ValueTuple<T1, T2>(p1, p2));
    }

    private static Action<T1, T2, T3> Action<T1, T2, T3>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3>, ValueTuple>(layout));
        return (p1, p2, p3) => call(new ValueTuple<T1, T2, T3>(p1, p2, p3));
    }

    private static Func<T1, T2, T3, TResult> Func<T1, T2, T3, TResult>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3>, TResult>(layout));
        return (p1, p2, p3) => call(new ValueTuple<T1, T2, T3>(p1, p2, p3));
    }

    private static Action<T1, T2, T3, T4> Action<T1, T2, T3, T4>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3, T4>, ValueTuple>(layout));
        return (p1, p2, p3, p4) => call(new ValueTuple<T1, T2, T3, T4>(p1, p2, p3, p4));
    }

    private static Func<T1, T2, T3, T4, TResult> Func<T1, T2, T3, T4, TResult>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3, T4>, TResult>(layout));
        return (p1, p2, p3, p4) => call(new ValueTuple<T1, T2, T3, T4>(p1, p2, p3, p4));
    }

    private static Action<T1, T2, T3, T4, T5> Action<T1, T2, T3, T4, T5>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3, T4, T5>, ValueTuple>(layout));
        return (p1, p2, p3, p4, p5) => call(new ValueTuple<T1, T2, T3, T4, T5>(p1, p2, p3, p4, p5));
    }

    private static Func<T1, T2, T3, T4, T5, TResult> Func<T1, T2, T3, T4, T5, TResult>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3, T4, T5>, TResult>(layout));
        return (p1, p2, p3, p4, p5) => call(new ValueTuple<T1, T2, T3, T4, T5>(p1, p2, p3, p4, p5));
    }

    private static Action<T1, T2, T3, T4, T5, T6> Action<T1, T2, T3, T4, T5, T6>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3, T4, T5, T6>, ValueTuple>(layout));
        return (p1, p2, p3, p4, p5, p6) => call(new ValueTuple<T1, T2, T3, T4, T5, T6>(p1, p2, p3, p4, p5, p6));
    }

    private static Func<T1, T2, T3, T4, T5, T6, TResult> Func<T1, T2, T3, T4, T5, T6, TResult>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3, T4, T5, T6>, TResult>(layout));
        return (p1, p2, p3, p4, p5, p6) => call(new ValueTuple<T1, T2, T3, T4, T5, T6>(p1, p2, p3, p4, p5, p6));
    }

    private static Action<T1, T2, T3, T4, T5, T6, T7> Action<T1, T2, T3, T4, T5, T6, T7>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3, T4, T5, T6, T7>, ValueTuple>(layout));
        return (p1, p2, p3, p4, p5, p6, p7) => call(new ValueTuple<T1, T2, T3, T4, T5, T6, T7>(p1, p2, p3, p4, p5, p6, p7));
    }

    private static Func<T1, T2, T3, T4, T5, T6, T7, TResult> Func<T1, T2, T3, T4, T5, T6, T7, TResult>(FunctionLayout layout, TypedCallee callee)
    {
        var call = callee.Bind(new TypedFunctionLayout<ValueTuple<T1, T2, T3, T4, T5, T6, T7>, TResult>(layout));
        return (p1, p2, p3, p4, p5, p6, p7) => call(new ValueTuple<T1, T2, T3, T4, T5, T6, T7>(p1, p2, p3, p4, p5, p6, p7));
    }
}
