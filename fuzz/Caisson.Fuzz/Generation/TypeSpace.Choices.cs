using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What types get declared.</summary>
internal sealed partial class TypeSpace
{
    private const int MostFields = 5;

    /// <summary>Groups of structures and arrays, each type perhaps below one before it.</summary>
    private void AddAggregates(Chance chance)
    {
        for (int groups = chance.Between(1, 3); groups > 0; groups--)
        {
            int start = _types.Count, length = chance.OneIn(2) ? 1 : chance.Between(2, 3);
            for (int i = 0; i < length; i++) AddAggregate(chance, start, length);
        }
    }

    private void AddAggregate(Chance chance, int start, int length)
    {
        bool final = chance.OneIn(4);
        int[] open = [.. Structs.Concat(Arrays).Where(index => !_types[index].Final)];
        if (open.Length > 0 && chance.OneIn(2))
        {
            int super = chance.Pick(open);
            CompType refined = _types[super].Comp is StructType structure
                ? new StructType([.. structure.Fields.Select(field => Refine(field, chance)), .. Fields(chance, 2, start, start + length)])
                : new ArrayType(Refine(Element(super), chance));
            Add(refined, final, new TypeIdx((uint)super), start, length);
            return;
        }
        CompType type = chance.OneIn(3)
            ? new ArrayType(Field(chance, start, start + length))
            : new StructType([.. Fields(chance, MostFields, start, start + length)]);
        Add(type, final, super: null, start, length);
    }

    private List<FieldType> Fields(Chance chance, int most, int start, int end)
    {
        List<FieldType> fields = [];
        for (int i = chance.Between(0, most); i > 0; i--) fields.Add(Field(chance, start, end));
        return fields;
    }

    private FieldType Field(Chance chance, int start, int end)
    {
        bool mutable = !chance.OneIn(3);
        switch (chance.Below(8))
        {
            case 0: return new FieldType(ValType.I32, PackedKind.I8, mutable);
            case 1: return new FieldType(ValType.I32, PackedKind.I16, mutable);
            case 2 or 3:
                // Only what is complete can be required: a type in the same group might need itself.
                bool nullable = start == 0 || !chance.OneIn(4);
                return new FieldType(ValType.Ref(nullable, AnyHeap(chance, nullable ? end : start)), PackedKind.None, mutable);
            default:
                return new FieldType(chance.Pick(HasVectors ? NumbersAndVectors : Numbers), PackedKind.None, mutable);
        }
    }

    /// <summary>A field that matches another. spec: match-fieldtype</summary>
    private static FieldType Refine(FieldType field, Chance chance) => field switch
    {
        { Mutable: false, Type: { IsRef: true, Nullable: true } type } when type.Heap == HeapType.Any && chance.OneIn(2) =>
            field with { Type = ValType.Ref(true, HeapType.Eq) },
        _ => field,
    };

    /// <summary>Function types that others may be below.</summary>
    private void AddOpenFunctions(Chance chance)
    {
        if (!chance.OneIn(2)) return;
        ImmutableArray<ValType> parameters = [.. AnyOf(chance, 2)];
        int super = Add(new FuncType(parameters, [ValType.Ref(true, HeapType.Func)]), final: false, super: null, _types.Count, 1);
        ValType result = ValType.Ref(true, HeapType.Concrete(new TypeIdx((uint)super)));
        Add(new FuncType(parameters, [result]), final: chance.OneIn(2), new TypeIdx((uint)super), _types.Count, 1);
    }

    private static readonly ValType[] Numbers = [ValType.I32, ValType.I32, ValType.I64, ValType.F32, ValType.F64];

    private static readonly ValType[] NumbersAndVectors = [.. Numbers, ValType.V128];
}
