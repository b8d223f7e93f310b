using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>
/// Gives every type a number such that two types are equal exactly when their numbers are: recursion groups of the same shape,
/// from whatever module, share theirs. Numbers are only ever added. Thread-safe. spec: type-equivalence, type-subtyping
/// </summary>
public sealed class CanonicalTypes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int[], int> _groups = new(new ShapeComparer());
    private volatile Entry[] _entries = new Entry[16];
    private int _count;

    /// <summary>Numbers the types of a module.</summary>
    /// <param name="types">
    /// The types. Each may refer to types of its own and of earlier recursion groups only, and have an earlier type as supertype.
    /// </param>
    /// <returns>One number a type.</returns>
    internal int[] Intern(ImmutableArray<SubType> types)
    {
        int[] numbers = new int[types.Length];
        for (int start = 0; start < types.Length; start += (int)types[start].RecGroupLength) InternGroup(types, start, numbers);
        return numbers;
    }

    /// <summary>Numbers one recursion group; the groups before it have their numbers already.</summary>
    internal void InternGroup(ImmutableArray<SubType> types, int start, Span<int> numbers)
    {
        ReadOnlySpan<SubType> group = types.AsSpan(start, (int)types[start].RecGroupLength);
        int[] shape = new Shape(start, numbers).Of(group);
        lock (_gate)
        {
            ref int first = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, shape, out bool known);
            if (!known) first = Add(group, start, numbers);
            for (int i = 0; i < group.Length; i++) numbers[start + i] = first + i;
        }
    }

    /// <summary>Whether one type is the other or has it among its supertypes.</summary>
    /// <param name="sub">Number of the one.</param>
    /// <param name="super">Number of the other.</param>
    public bool IsSubtype(int sub, int super)
    {
        Entry[] all = _entries;
        while (sub != super)
        {
            sub = all[sub].Super;
            if (sub < 0) return false;
        }
        return true;
    }

    /// <summary>Whether the one heap type matches the other. Concrete types are numbers of this registry. spec: match-heaptype</summary>
    public bool Matches(HeapType sub, HeapType super)
    {
        if (sub == super || sub == HeapType.Bottom) return true;
        if (sub.IsConcrete) return super.IsConcrete ? IsSubtype(sub.Code, super.Code) : MatchesAbstract(Abstract(sub), super);
        if (IsBottomOfHierarchy(sub)) return super != HeapType.Bottom && Top(super) == Top(sub);
        return !super.IsConcrete && sub != super && MatchesAbstract(sub, super);
    }

    /// <summary>Whether the one value type matches the other. Concrete types are numbers of this registry. spec: match-valtype</summary>
    public bool Matches(ValType sub, ValType super)
    {
        if (sub.Kind == ValKind.Bottom) return true;
        if (sub.Kind != super.Kind) return false;
        return !sub.IsRef || ((super.Nullable || !sub.Nullable) && Matches(sub.Heap, super.Heap));
    }

    /// <summary>The top of the hierarchy that a heap type belongs to.</summary>
    public HeapType Top(HeapType type)
    {
        HeapType known = type.IsConcrete ? Abstract(type) : type;
        return known switch
        {
            _ when known == HeapType.Func || known == HeapType.NoFunc => HeapType.Func,
            _ when known == HeapType.Extern || known == HeapType.NoExtern => HeapType.Extern,
            _ when known == HeapType.Exn || known == HeapType.NoExn => HeapType.Exn,
            _ => HeapType.Any,
        };
    }

    /// <summary>Length of the chain of supertypes of a type.</summary>
    internal int Depth(int number) => _entries[number].Depth;

    private HeapType Abstract(HeapType type) => _entries[type.Code].Abstract;

    private static bool IsBottomOfHierarchy(HeapType type) =>
        type == HeapType.None || type == HeapType.NoFunc || type == HeapType.NoExtern || type == HeapType.NoExn;

    /// <summary><c>i31 struct array</c> below <c>eq</c> below <c>any</c>; else equality.</summary>
    private static bool MatchesAbstract(HeapType sub, HeapType super) =>
        sub == super
        || ((sub == HeapType.I31 || sub == HeapType.Struct || sub == HeapType.Array) && (super == HeapType.Eq || super == HeapType.Any))
        || (sub == HeapType.Eq && super == HeapType.Any);

    private int Add(ReadOnlySpan<SubType> group, int start, ReadOnlySpan<int> numbers)
    {
        int first = _count;
        Entry[] all = _entries;
        if (first + group.Length > all.Length) Array.Resize(ref all, Math.Max(first + group.Length, all.Length * 2));
        for (int i = 0; i < group.Length; i++)
        {
            int super = group[i].Super is not { } index ? -1 : index.Value >= start ? first + (int)index.Value - start : numbers[(int)index.Value];
            HeapType kind = group[i].Comp switch { FuncType => HeapType.Func, StructType => HeapType.Struct, _ => HeapType.Array };
            all[first + i] = new(super, super < 0 ? 0 : all[super].Depth + 1, kind);
        }
        _entries = all;
        _count = first + group.Length;
        return first;
    }

    private readonly record struct Entry(int Super, int Depth, HeapType Abstract);

    /// <summary>
    /// Writes a recursion group as numbers: references into the group relative to its start, references out of it canonical.
    /// </summary>
    private readonly ref struct Shape(int start, ReadOnlySpan<int> numbers)
    {
        private const int OwnGroup = 1 << 8, EarlierGroup = 2 << 8, Nullable = 4 << 8, Mutable = 8 << 8;
        private readonly ReadOnlySpan<int> _numbers = numbers;

        public int[] Of(ReadOnlySpan<SubType> group)
        {
            List<int> shape = new(group.Length * 4);
            foreach (SubType type in group)
            {
                shape.Add(type.Final ? 1 : 0);
                if (type.Super is { } super) AddReference(shape, (int)super.Value, 0);
                else shape.Add(0);
                AddCompType(shape, type.Comp);
            }
            return [.. shape];
        }

        private void AddCompType(List<int> shape, CompType comp)
        {
            switch (comp)
            {
                case FuncType func:
                    shape.Add(0);
                    AddResultType(shape, func.Parameters);
                    AddResultType(shape, func.Results);
                    break;
                case StructType structure:
                    shape.Add(1);
                    shape.Add(structure.Fields.Length);
                    foreach (FieldType field in structure.Fields) AddFieldType(shape, field);
                    break;
                case ArrayType array:
                    shape.Add(2);
                    AddFieldType(shape, array.Element);
                    break;
            }
        }

        private void AddResultType(List<int> shape, ImmutableArray<ValType> types)
        {
            shape.Add(types.Length);
            foreach (ValType type in types) AddValType(shape, type, 0);
        }

        private void AddFieldType(List<int> shape, FieldType field) =>
            AddValType(shape, field.Type, ((int)field.Packed << 16) | (field.Mutable ? Mutable : 0));

        private void AddValType(List<int> shape, ValType type, int flags)
        {
            flags |= (int)type.Kind | (type.Nullable ? Nullable : 0);
            if (!type.IsRef) shape.Add(flags);
            else if (type.Heap.IsConcrete) AddReference(shape, type.Heap.Code, flags);
            else shape.AddRange([flags, type.Heap.Code]);
        }

        private void AddReference(List<int> shape, int index, int flags) =>
            shape.AddRange(index >= start ? [flags | OwnGroup, index - start] : [flags | EarlierGroup, _numbers[index]]);
    }

    private sealed class ShapeComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] obj)
        {
            HashCode hash = default;
            hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
