using System.Reflection;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>What a typed delegate calls.</summary>
internal abstract class TypedCallee
{
    /// <summary>Makes what calls the function, given a C# tuple of the arguments.</summary>
    /// <param name="layout">How its values travel.</param>
    /// <exception cref="ArgumentException">The C# types don't fit.</exception>
    public abstract Func<TParameters, TResult> Bind<TParameters, TResult>(FunctionLayout layout);
}

/// <summary>Delegates that pack their arguments into a tuple and call a <see cref="TypedCallee"/>.</summary>
internal static class TypedDelegates
{
    private static readonly MethodInfo BindMethod = typeof(TypedDelegates).GetMethod(nameof(Bind), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Makes a delegate.</summary>
    /// <typeparam name="TDelegate">A <c>Func</c> or <c>Action</c>.</typeparam>
    /// <param name="layout">Of the function.</param>
    /// <param name="callee">What it calls.</param>
    /// <exception cref="ArgumentException">The delegate doesn't fit the function, or is of another kind; the message says why.</exception>
    public static TDelegate Create<TDelegate>(FunctionLayout layout, TypedCallee callee) where TDelegate : Delegate
    {
        MethodInfo invoke = typeof(TDelegate).GetMethod(nameof(Action.Invoke))!;
        Type[] parameters = [.. invoke.GetParameters().Select(parameter => parameter.ParameterType)];
        Type? result = invoke.ReturnType == typeof(void) ? null : invoke.ReturnType;
        if (Arity.Spreading(parameters, result) is not { } spread || spread.ReturnType != typeof(TDelegate)) throw TypedErrors.NotADelegate(typeof(TDelegate));
        object call = LiftLowers.Invoke(BindMethod, [Arity.TupleOf(parameters), result ?? typeof(ValueTuple)], layout, callee);
        return (TDelegate)spread.Invoke(null, [call])!;
    }

    private static Func<TParameters, TResult> Bind<TParameters, TResult>(FunctionLayout layout, TypedCallee callee) =>
        callee.Bind<TParameters, TResult>(layout);
}
