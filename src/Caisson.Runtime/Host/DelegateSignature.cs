using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Caisson.Runtime;

/// <summary>What a delegate takes and gives. Immutable.</summary>
/// <param name="Parameters">The types of its parameters.</param>
/// <param name="Return">Its return type.</param>
internal sealed record DelegateSignature(Type[] Parameters, Type Return)
{
    /// <summary>That of a delegate type; null for any other type.</summary>
    public static DelegateSignature? Of(Type delegateType)
    {
        if (OfArguments(delegateType) is { } known) return known;
        if (InvokeOf(delegateType) is not { } invoke) return null;
        ParameterInfo[] all = invoke.GetParameters();
        var parameters = new Type[all.Length];
        for (int i = 0; i < all.Length; i++) parameters[i] = all[i].ParameterType;
        return new DelegateSignature(parameters, invoke.ReturnType);
    }

    /// <summary>Func and Action, which most host functions are, have their signature for type arguments: to ask for those takes a program's start a fraction of what it takes to look at a method.</summary>
    private static DelegateSignature? OfArguments(Type delegateType)
    {
        if (!delegateType.IsGenericType || delegateType.IsGenericTypeDefinition || delegateType.Assembly != typeof(object).Assembly) return null;
        Type[] arguments = delegateType.GetGenericArguments();
        if (delegateType.Name.StartsWith("Func`", StringComparison.Ordinal)) return new DelegateSignature(arguments[..^1], arguments[^1]);
        return delegateType.Name.StartsWith("Action`", StringComparison.Ordinal) ? new DelegateSignature(arguments, typeof(void)) : null;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Trimmers keep the Invoke of every delegate type.")]
    private static MethodInfo? InvokeOf(Type delegateType) => delegateType.GetMethod("Invoke");
}
