using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>
/// Gives every type a number such that two types are equal exactly when their numbers are: recursion groups of the same shape,
/// from whatever module, share theirs. Numbers are only ever added. Thread-safe. spec: type-equivalence, type-subtyping
/// </summary>
public sealed class CanonicalTypes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _groups = [];
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
        string shape = new Shape(start, numbers).Of(group);
        lock (_gate)
        {
            if (!_groups.TryGetValue(shape, out int first)) _groups.Add(shape, first = Add(group, start, numbers));
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
    /// Writes a recursion group as numbers: references into the group relative to its start, references out of it canonical. The numbers are the halves of a
    /// string's characters, because the framework has code ready for tables of strings.
    /// </summary>
    private ref struct Shape(int start, ReadOnlySpan<int> numbers)
    {
        private const int OwnGroup = 1 << 8, EarlierGroup = 2 << 8, Nullable = 4 << 8, Mutable = 8 << 8;
        private readonly ReadOnlySpan<int> _numbers = numbers;
        private char[] _shape = new char[32];
        private int _length;

        public string Of(ReadOnlySpan<SubType> group)
        {
            foreach (SubType type in group)
            {
                Add(type.Final ? 1 : 0);
                if (type.Super is { } super) AddReference((int)super.Value, 0);
                else Add(0);
                AddCompType(type.Comp);
            }
            return new string(_shape, 0, _length);
        }

        private void Add(int number)
        {
            if (_length == _shape.Length) Array.Resize(ref _shape, 2 * _length);
            _shape[_length++] = (char)(ushort)number;
            _shape[_length++] = (char)(ushort)(number >> 16);
        }

        private void AddCompType(CompType comp)
        {
            switch (comp)
            {
                case FuncType func:
                    Add(0);
                    AddResultType(func.Parameters);
                    AddResultType(func.Results);
                    break;
                case StructType structure:
                    Add(1);
                    Add(structure.Fields.Length);
                    foreach (FieldType field in structure.Fields) AddFieldType(field);
                    break;
                case ArrayType array:
                    Add(2);
                    AddFieldType(array.Element);
                    break;
            }
        }

        private void AddResultType(ImmutableArray<ValType> types)
        {
            Add(types.Length);
            for (int i = 0; i < types.Length; i++) AddValType(types[i], 0);
        }

        private void AddFieldType(FieldType field) =>
            AddValType(field.Type, ((int)field.Packed << 16) | (field.Mutable ? Mutable : 0));

        private void AddValType(ValType type, int flags)
        {
            flags |= (int)type.Kind | (type.Nullable ? Nullable : 0);
            if (type.IsRef && type.Heap.IsConcrete)
            {
                AddReference(type.Heap.Code, flags);
                return;
            }
            Add(flags);
            if (type.IsRef) Add(type.Heap.Code);
        }

        private void AddReference(int index, int flags)
        {
            Add(flags | (index >= start ? OwnGroup : EarlierGroup));
            Add(index >= start ? index - start : _numbers[index]);
        }
    }
}
