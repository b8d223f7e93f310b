using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Components.Tests.CanonicalAbi.Typed;

/// <summary>C# tuples of types that only run time knows, and their values; through the memory of a toy guest, by the interpreter on one side.</summary>
internal static class Tuples
{
    public static Type Of(IEnumerable<Type> types) => Arity.TupleOf(types.ToArray());

    /// <summary>A <c>Func</c> of the items of a tuple.</summary>
    public static Delegate Spread<TParameters, TResult>(Func<TParameters, TResult> function)
    {
        Type[] parameters = [.. Items(typeof(TParameters))];
        return (Delegate)Arity.Spreading(parameters, typeof(TResult))!.Invoke(null, [function])!;
    }

    public static T ToTyped<T>(ComponentValue value, ComponentValType type)
    {
        (LiftLowerContext cx, Layout layout) = (new ToyGuest().Context(), Layout.Of(type, is64: false));
        Abi.Store(cx, value, layout, 1024);
        return LiftLowers.Of<T>(layout).Load(cx, 1024);
    }

    public static ComponentValue[] ToValues<T>(T values, ComponentFuncType type)
    {
        if (type.Parameters.IsEmpty) return [];
        (LiftLowerContext cx, Layout layout) = (new ToyGuest().Context(), FunctionLayout.Of(type, is64: false).Parameters);
        LiftLowers.Tuple<T>(layout).Store(cx, values, 1024);
        return [.. Abi.Load(cx, 1024, layout).AsElements()];
    }

    private static IEnumerable<Type> Items(Type tuple)
    {
        if (tuple == typeof(ValueTuple)) return [];
        Type[] items = tuple.GetGenericArguments();
        return items.Length < 8 ? items : items.Take(7).Concat(Items(items[7]));
    }
}
