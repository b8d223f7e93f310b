using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>
/// The subtyping relation on the types of one module. Two modules whose matchers share a <see cref="CanonicalTypes"/> can have
/// their types compared by <see cref="Canonical(ValType)"/>, which is what linking does. Immutable; thread-safe. spec: match
/// </summary>
public sealed class TypeMatcher
{
    private readonly int[] _numbers;

    /// <summary>A matcher for a valid module.</summary>
    /// <param name="types">The types of the module.</param>
    /// <param name="canonical">Where the types get their numbers; shared by all modules that may be linked.</param>
    public TypeMatcher(ImmutableArray<SubType> types, CanonicalTypes canonical) : this(canonical, canonical.Intern(types))
    {
    }

    internal TypeMatcher(CanonicalTypes canonical, int[] numbers) => (Registry, _numbers) = (canonical, numbers);

    /// <summary>Where the types have their numbers from.</summary>
    public CanonicalTypes Registry { get; }

    /// <summary>The canonical number of a type of the module.</summary>
    public int Canonical(TypeIdx index) => _numbers[(int)index.Value];

    /// <summary>A heap type with the canonical number in place of the index of the module.</summary>
    public HeapType Canonical(HeapType type) => type.IsConcrete ? new(_numbers[type.Code]) : type;

    /// <summary>A value type with the canonical number in place of the index of the module.</summary>
    public ValType Canonical(ValType type) => type.IsRef && type.Heap.IsConcrete ? ValType.Ref(type.Nullable, Canonical(type.Heap)) : type;

    /// <summary>Whether the one value type matches the other. spec: match-valtype</summary>
    public bool Matches(ValType sub, ValType super)
    {
        if (sub == super) return true;
        if (sub.Kind != super.Kind) return sub.Kind == ValKind.Bottom;
        return sub.IsRef && (super.Nullable || !sub.Nullable) && Matches(sub.Heap, super.Heap);
    }

    /// <summary>Whether the one heap type matches the other. spec: match-heaptype</summary>
    public bool Matches(HeapType sub, HeapType super) => sub == super || Registry.Matches(Canonical(sub), Canonical(super));

    /// <summary>Whether a list of types matches another. spec: match-resulttype</summary>
    public bool Matches(ReadOnlySpan<ValType> sub, ReadOnlySpan<ValType> super)
    {
        if (sub.Length != super.Length) return false;
        if (sub == super) return true;
        for (int i = 0; i < sub.Length; i++)
            if (!Matches(sub[i], super[i])) return false;
        return true;
    }

    /// <summary>Whether a field matches another: the same when mutable, covariant when not. spec: match-fieldtype</summary>
    public bool Matches(FieldType sub, FieldType super) =>
        sub.Mutable == super.Mutable && MatchesStorage(sub, super) && (!sub.Mutable || MatchesStorage(super, sub));

    /// <summary>Whether a storage type matches another. spec: match-storagetype</summary>
    public bool MatchesStorage(FieldType sub, FieldType super) => sub.Packed == super.Packed && Matches(sub.Type, super.Type);

    /// <summary>Whether a composite type matches another. spec: match-comptype</summary>
    public bool Matches(CompType sub, CompType super) => (sub, super) switch
    {
        (FuncType one, FuncType other) =>
            Matches(other.Parameters.AsSpan(), one.Parameters.AsSpan()) && Matches(one.Results.AsSpan(), other.Results.AsSpan()),
        (StructType one, StructType other) => MatchesFields(one.Fields, other.Fields),
        (ArrayType one, ArrayType other) => Matches(one.Element, other.Element),
        _ => false,
    };

    /// <summary>The top of the hierarchy that a heap type belongs to.</summary>
    public HeapType Top(HeapType type) => Registry.Top(Canonical(type));

    private bool MatchesFields(ImmutableArray<FieldType> sub, ImmutableArray<FieldType> super)
    {
        if (sub.Length < super.Length) return false;
        for (int i = 0; i < super.Length; i++)
            if (!Matches(sub[i], super[i])) return false;
        return true;
    }
}
