using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using Caisson.Components.Types;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Lists and maps as the collections of .NET; each travels as an array.</summary>
internal static class CollectionLiftLowers
{
    /// <summary>Null where the type is no collection that fits.</summary>
    public static object? Create(Layout layout, Type type)
    {
        if (type.IsArray && type.GetArrayRank() == 1) return Generic(nameof(Array), layout, type.GetElementType()!);
        if (!type.IsGenericType) return null;
        Type definition = type.GetGenericTypeDefinition();
        Type[] types = type.GetGenericArguments();
        if (layout.Type is MapType)
        {
            return definition == typeof(Dictionary<,>) ? Generic(nameof(Dictionary), layout, types)
                : definition == typeof(IReadOnlyDictionary<,>) ? Generic(nameof(ReadOnlyDictionary), layout, types)
                : null;
        }

        return definition == typeof(List<>) ? Generic(nameof(List), layout, types)
            : definition == typeof(IReadOnlyList<>) ? Generic(nameof(ReadOnlyList), layout, types)
            : definition == typeof(ReadOnlyMemory<>) ? Generic(nameof(ReadOnlyMemory), layout, types)
            : definition == typeof(ImmutableArray<>) ? Generic(nameof(ImmutableArray), layout, types)
            : null;
    }

    private static ArrayLiftLower<T> Array<T>(Layout layout) => new(layout, LiftLowers.Of<T>(layout.Element!));

    private static MappedLiftLower<List<T>, T[]> List<T>(Layout layout) => new(Array<T>(layout), static a => [.. a], static l => [.. l]);

    private static MappedLiftLower<IReadOnlyList<T>, T[]> ReadOnlyList<T>(Layout layout) => new(Array<T>(layout), static a => a, static l => l as T[] ?? [.. l]);

    private static MappedLiftLower<ReadOnlyMemory<T>, T[]> ReadOnlyMemory<T>(Layout layout) => new(Array<T>(layout), static a => a, static m => WholeArray(m));

    private static MappedLiftLower<ImmutableArray<T>, T[]> ImmutableArray<T>(Layout layout) =>
        new(Array<T>(layout), ImmutableCollectionsMarshal.AsImmutableArray, static a => ImmutableCollectionsMarshal.AsArray(a) ?? []);

    private static MappedLiftLower<Dictionary<TKey, TValue>, (TKey, TValue)[]> Dictionary<TKey, TValue>(Layout layout) where TKey : notnull =>
        new(Array<(TKey, TValue)>(layout), ToDictionary, static d => [.. d.Select(p => (p.Key, p.Value))]);

    private static MappedLiftLower<IReadOnlyDictionary<TKey, TValue>, (TKey, TValue)[]> ReadOnlyDictionary<TKey, TValue>(Layout layout) where TKey : notnull =>
        new(Array<(TKey, TValue)>(layout), ToDictionary, static d => [.. d.Select(p => (p.Key, p.Value))]);

    // Of equal keys, which a guest may pass, the last counts.
    private static Dictionary<TKey, TValue> ToDictionary<TKey, TValue>((TKey Key, TValue Value)[] pairs) where TKey : notnull
    {
        var dictionary = new Dictionary<TKey, TValue>(pairs.Length);
        foreach ((TKey key, TValue value) in pairs) dictionary[key] = value;
        return dictionary;
    }

    private static T[] WholeArray<T>(ReadOnlyMemory<T> memory) =>
        MemoryMarshal.TryGetArray(memory, out ArraySegment<T> segment) && segment.Array is { } array && array.Length == segment.Count ? array : memory.ToArray();

    private static object Generic(string method, Layout layout, params Type[] types) =>
        LiftLowers.Invoke(typeof(CollectionLiftLowers).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!, types, layout);
}
