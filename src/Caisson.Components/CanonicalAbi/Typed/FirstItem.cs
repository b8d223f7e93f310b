using System.Reflection;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>The first item of C# tuples. C# has no type parameters in any number, so that each number has a row of its own.</summary>
internal static class FirstItem
{
    private static readonly ILookup<int, MethodInfo> Rows = typeof(FirstItem).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
        .Where(method => method.Name == nameof(Item)).ToLookup(method => method.GetGenericArguments().Length);

    /// <summary>What takes it out.</summary>
    /// <typeparam name="TTuple">A C# tuple of one item at least.</typeparam>
    /// <typeparam name="T">The type of its first item.</typeparam>
    public static Func<TTuple, T> Of<TTuple, T>()
    {
        Type[] items = typeof(TTuple).GetGenericArguments();
        return Rows[items.Length].Single().MakeGenericMethod(items).CreateDelegate<Func<TTuple, T>>();
    }

    private static T1 Item<T1>(ValueTuple<T1> tuple) => tuple.Item1;

    private static T1 Item<T1, T2>((T1, T2) tuple) => tuple.Item1;

    private static T1 Item<T1, T2, T3>((T1, T2, T3) tuple) => tuple.Item1;

    private static T1 Item<T1, T2, T3, T4>((T1, T2, T3, T4) tuple) => tuple.Item1;

    private static T1 Item<T1, T2, T3, T4, T5>((T1, T2, T3, T4, T5) tuple) => tuple.Item1;

    private static T1 Item<T1, T2, T3, T4, T5, T6>((T1, T2, T3, T4, T5, T6) tuple) => tuple.Item1;

    private static T1 Item<T1, T2, T3, T4, T5, T6, T7>((T1, T2, T3, T4, T5, T6, T7) tuple) => tuple.Item1;

    private static T1 Item<T1, T2, T3, T4, T5, T6, T7, TRest>(ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> tuple) where TRest : struct => tuple.Item1;
}
