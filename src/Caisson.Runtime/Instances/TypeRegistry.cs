using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// Gives equal types of different modules the same number, so that an indirect call compares two integers. Types are equal when
/// their whole recursion groups are: references inside a group count by position, others by number. Thread-safe. spec: type-canon
/// </summary>
internal sealed class TypeRegistry
{
    /// <summary>
    /// Counts for all registries: a function that reaches another engine in a table must not pass for one of another type there.
    /// </summary>
    private static int s_next;

    private readonly Lock _lock = new();
    private readonly Dictionary<GroupKey, int> _groups = [];

    /// <summary>The numbers of a module's types.</summary>
    public ImmutableArray<int> Intern(ImmutableArray<SubType> types)
    {
        var ids = new int[types.Length];
        lock (_lock)
        {
            for (int start = 0; start < types.Length; start += (int)types[start].RecGroupLength)
            {
                int first = InternGroup(types.AsSpan(start, (int)types[start].RecGroupLength), start, ids);
                for (int i = 0; i < types[start].RecGroupLength; i++) ids[start + i] = first + i;
            }
        }
        return [.. ids];
    }

    /// <summary>The number of a function type that refers to no other type.</summary>
    public int Intern(FuncType type) => Intern([new SubType(type, true, null, default, 1)])[0];

    private int InternGroup(ReadOnlySpan<SubType> group, int start, int[] ids)
    {
        var key = new List<int>();
        foreach (SubType type in group)
        {
            key.Add(type.Final ? 1 : 0);
            key.Add(type.Super is { } super ? Reference((int)super.Value) : int.MaxValue);
            switch (type.Comp)
            {
                case FuncType function:
                    key.Add(-1);
                    key.Add(function.Parameters.Length);
                    foreach (ValType t in function.Parameters) AddType(t);
                    foreach (ValType t in function.Results) AddType(t);
                    break;
                case StructType structure:
                    key.Add(-2);
                    foreach (FieldType f in structure.Fields) AddField(f);
                    break;
                case ArrayType array:
                    key.Add(-3);
                    AddField(array.Element);
                    break;
            }
            key.Add(int.MinValue);
        }

        var groupKey = new GroupKey([.. key]);
        if (!_groups.TryGetValue(groupKey, out int first))
        {
            first = Interlocked.Add(ref s_next, group.Length) - group.Length;
            _groups.Add(groupKey, first);
        }
        return first;

        // Inside the group: by position, below the abstract heap types; outside: the number.
        int Reference(int index) => index >= start ? -1000 - (index - start) : ids[index];

        void AddType(ValType type)
        {
            key.Add((int)type.Kind * 2 + (type.Nullable ? 1 : 0));
            if (type.IsRef) key.Add(type.Heap.IsConcrete ? Reference(type.Heap.Code) : type.Heap.Code);
        }

        void AddField(FieldType field)
        {
            key.Add((int)field.Packed * 2 + (field.Mutable ? 1 : 0));
            AddType(field.Type);
        }
    }

    private readonly record struct GroupKey(ImmutableArray<int> Items)
    {
        public bool Equals(GroupKey other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (int item in Items) hash.Add(item);
            return hash.ToHashCode();
        }
    }
}
