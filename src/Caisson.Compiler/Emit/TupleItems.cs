using System.Reflection;
using System.Runtime.CompilerServices;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Where the items of a value tuple are. The name of a field of a nested tuple has all of the types within in it, in each place where it is
/// used: a call with a thousand results would take half a second to emit. So what lies in the outer ones is found by its distance.
/// Immutable.
/// </summary>
internal sealed class TupleItems
{
    private const int BeforeRest = 7;

    private static readonly MethodInfo OfLevelMethod = typeof(TupleItems).GetMethod(nameof(OfLevel), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly ConditionalWeakTable<Type, TupleItems> Known = [];

    private TupleItems(Type tuple)
    {
        int start = 0;
        for (Type[] items = tuple.GetGenericArguments(); items.Length > BeforeRest; items = tuple.GetGenericArguments())
        {
            var offsets = (int[])OfLevelMethod.MakeGenericMethod(items).Invoke(null, null)!;
            for (int i = 0; i < BeforeRest; i++) Outer.Add((items[i], start + offsets[i]));
            (tuple, start) = (items[BeforeRest], start + offsets[BeforeRest]);
        }
        InnermostOffset = start;
        Innermost = [.. Enumerable.Range(1, tuple.GetGenericArguments().Length).Select(number => tuple.GetField($"Item{number}")!)];
    }

    /// <summary>The items of all tuples but the innermost: their types, and their distances from the start.</summary>
    public List<(Type Type, int Offset)> Outer { get; } = [];

    /// <summary>Where the innermost tuple starts.</summary>
    public int InnermostOffset { get; }

    /// <summary>The items of the innermost tuple.</summary>
    public IReadOnlyList<FieldInfo> Innermost { get; }

    /// <summary>The items of a tuple.</summary>
    public static TupleItems Of(Type tuple) => Known.GetValue(tuple, static type => new TupleItems(type));

    private static int[] OfLevel<T1, T2, T3, T4, T5, T6, T7, TRest>() where TRest : struct
    {
        ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> tuple = default;
        ref byte start = ref Unsafe.As<ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, byte>(ref tuple);
        return
        [
            Distance(ref start, ref tuple.Item1), Distance(ref start, ref tuple.Item2), Distance(ref start, ref tuple.Item3), Distance(ref start, ref tuple.Item4),
            Distance(ref start, ref tuple.Item5), Distance(ref start, ref tuple.Item6), Distance(ref start, ref tuple.Item7), Distance(ref start, ref tuple.Rest),
        ];
    }

    private static int Distance<T>(ref byte start, ref T item) => (int)Unsafe.ByteOffset(ref start, ref Unsafe.As<T, byte>(ref item));
}
