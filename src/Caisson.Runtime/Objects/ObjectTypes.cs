using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Runtime;

/// <summary>The structure and array types of an engine that objects may have, by number; made when code first needs them. Thread-safe.</summary>
internal sealed class ObjectTypes
{
    private readonly Lock _gate = new();
    private ConcurrentDictionary<int, ObjectType>? _byNumber;

    /// <summary>Numbers the types of all modules, so that types of different modules compare.</summary>
    public CanonicalTypes Registry { get; } = new();

    /// <summary>A type that is known already; without one there are no objects of it.</summary>
    public bool TryGet(int number, [NotNullWhen(true)] out ObjectType? type) => ByNumber.TryGetValue(number, out type);

    /// <summary>The type at an index of a module.</summary>
    /// <param name="types">The module's types.</param>
    /// <param name="matcher">Their numbers.</param>
    /// <param name="index">A structure or array type.</param>
    /// <param name="backend">Makes the layout.</param>
    public ObjectType Get(ImmutableArray<SubType> types, TypeMatcher matcher, TypeIdx index, ICodeBackend backend)
    {
        int number = matcher.Canonical(index);
        if (ByNumber.TryGetValue(number, out ObjectType? known)) return known;
        lock (_gate)
        {
            if (ByNumber.TryGetValue(number, out known)) return known;
            SubType type = types[(int)index.Value];
            ObjectType? super = type.Super is { } above ? Get(types, matcher, above, backend) : null;
            return ByNumber[number] = new ObjectType(this, type with { Comp = Canonical(type.Comp, matcher) }, super, backend);
        }
    }

    private ConcurrentDictionary<int, ObjectType> ByNumber => LazyInitializer.EnsureInitialized(ref _byNumber, () => new());

    private static CompType Canonical(CompType type, TypeMatcher matcher) => type switch
    {
        StructType structure => new StructType([.. structure.Fields.Select(field => field with { Type = matcher.Canonical(field.Type) })]),
        ArrayType array => new ArrayType(array.Element with { Type = matcher.Canonical(array.Element.Type) }),
        _ => type,
    };
}
