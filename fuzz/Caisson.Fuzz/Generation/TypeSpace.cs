using System.Text;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>The type section of a generated module, and the subtyping that its declarations give. spec: syntax-types, match</summary>
internal sealed partial class TypeSpace
{
    private readonly List<SubType> _types = [];
    private readonly Features _features;

    public TypeSpace(Chance chance, Features features)
    {
        _features = features;
        if (HasAggregates) AddAggregates(chance);
        if (HasTypedReferences) AddOpenFunctions(chance);
    }

    public bool HasAggregates => _features.HasFlag(Features.GarbageCollection);

    public bool HasTypedReferences => _features.HasFlag(Features.FunctionReferences);

    public bool HasVectors => _features.HasFlag(Features.Simd);

    public bool HasExceptions => _features.HasFlag(Features.ExceptionHandling);

    public int Count => _types.Count;

    public List<int> Structs { get; } = [];

    public List<int> Arrays { get; } = [];

    public List<int> Functions { get; } = [];

    public CompType this[int index] => _types[index].Comp;

    public StructType Struct(int index) => (StructType)_types[index].Comp;

    public FieldType Element(int index) => ((ArrayType)_types[index].Comp).Element;

    public FuncType Function(int index) => (FuncType)_types[index].Comp;

    /// <summary>The final type of a signature; declared when it isn't yet.</summary>
    public int IndexOf(FuncType signature)
    {
        foreach (int index in Functions)
            if (_types[index] is { Final: true, Super: null, RecGroupLength: 1 } && Function(index).Equals(signature)) return index;
        return Add(signature, final: true, super: null, _types.Count, 1);
    }

    /// <summary>spec: match-valtype</summary>
    public bool Matches(ValType type, ValType super) =>
        type == super || (type.IsRef && super.IsRef && (super.Nullable || !type.Nullable) && Matches(type.Heap, super.Heap));

    /// <summary>spec: match-heaptype</summary>
    public bool Matches(HeapType type, HeapType super)
    {
        if (type == super) return true;
        if (type.IsConcrete)
        {
            if (_types[type.Code].Super is { } declared && Matches(HeapType.Concrete(declared), super)) return true;
            return !super.IsConcrete && Matches(KindOf(type), super);
        }
        if (type == HeapType.None) return TopOf(super) == HeapType.Any;
        if (type == HeapType.NoFunc) return TopOf(super) == HeapType.Func;
        if (type == HeapType.NoExtern) return super == HeapType.Extern;
        if (type == HeapType.NoExn) return super == HeapType.Exn;
        if (type == HeapType.I31 || type == HeapType.Struct || type == HeapType.Array) return super == HeapType.Eq || super == HeapType.Any;
        return type == HeapType.Eq && super == HeapType.Any;
    }

    /// <summary>The largest type of its hierarchy.</summary>
    public HeapType TopOf(HeapType type)
    {
        HeapType kind = type.IsConcrete ? KindOf(type) : type;
        if (kind == HeapType.Func || kind == HeapType.NoFunc) return HeapType.Func;
        if (kind == HeapType.Extern || kind == HeapType.NoExtern) return HeapType.Extern;
        return kind == HeapType.Exn || kind == HeapType.NoExn ? HeapType.Exn : HeapType.Any;
    }

    /// <summary>The smallest type of its hierarchy.</summary>
    public HeapType BottomOf(HeapType type)
    {
        HeapType top = TopOf(type);
        if (top == HeapType.Func) return HeapType.NoFunc;
        if (top == HeapType.Extern) return HeapType.NoExtern;
        return top == HeapType.Exn ? HeapType.NoExn : HeapType.None;
    }

    /// <summary>Some type of a value.</summary>
    public ValType Any(Chance chance)
    {
        int kind = chance.Below(12);
        if (kind < 3) return ValType.I32;
        if (kind < 5) return ValType.I64;
        if (kind == 5) return ValType.F32;
        if (kind == 6) return ValType.F64;
        if (kind == 7 && HasVectors) return ValType.V128;
        return AnyReference(chance);
    }

    public ValType[] AnyOf(Chance chance, int most)
    {
        var types = new ValType[chance.Between(0, most)];
        for (int i = 0; i < types.Length; i++) types[i] = Any(chance);
        return types;
    }

    public ValType AnyReference(Chance chance)
    {
        bool nullable = !HasTypedReferences || !chance.OneIn(6);
        return ValType.Ref(nullable, AnyHeap(chance, _types.Count));
    }

    public string Text()
    {
        var text = new StringBuilder();
        for (int i = 0; i < _types.Count;)
        {
            int length = (int)_types[i].RecGroupLength;
            if (length > 1) text.Append("(rec");
            for (int end = i + length; i < end; i++) AppendType(text.Append(length > 1 ? " " : ""), _types[i]);
            text.Append(length > 1 ? ")\n" : "\n");
        }
        return text.ToString();
    }

    private HeapType AnyHeap(Chance chance, int types)
    {
        if (HasExceptions && chance.OneIn(6)) return HeapType.Exn;
        if (!HasTypedReferences) return chance.OneIn(2) ? HeapType.Func : HeapType.Extern;
        if (types > 0 && !chance.OneIn(3)) return HeapType.Concrete(new TypeIdx((uint)chance.Below(types)));
        return HasAggregates
            ? chance.Pick([HeapType.Func, HeapType.Extern, HeapType.Any, HeapType.Eq, HeapType.I31, HeapType.Struct, HeapType.Array])
            : chance.Pick([HeapType.Func, HeapType.Extern]);
    }

    private HeapType KindOf(HeapType type) => _types[type.Code].Comp switch
    {
        StructType => HeapType.Struct,
        ArrayType => HeapType.Array,
        _ => HeapType.Func,
    };

    private int Add(CompType type, bool final, TypeIdx? super, int groupStart, int groupLength)
    {
        int index = _types.Count;
        _types.Add(new SubType(type, final, super, new TypeIdx((uint)groupStart), (uint)groupLength));
        (type switch { StructType => Structs, ArrayType => Arrays, _ => Functions }).Add(index);
        return index;
    }

    private static void AppendType(StringBuilder text, SubType type)
    {
        text.Append("(type ");
        bool plain = type.Final && type.Super is null;
        if (!plain) text.Append("(sub ").Append(type.Final ? "final " : "").Append(type.Super is { } super ? $"{super.Value} " : "");
        text.Append(type.Comp switch
        {
            StructType { Fields.IsEmpty: true } => "(struct)",
            StructType structure => $"(struct {string.Join(' ', structure.Fields.Select(field => $"(field {FieldText(field)})"))})",
            ArrayType array => $"(array {FieldText(array.Element)})",
            _ when type.Comp.ToString() == "()" => "(func)",
            _ => $"(func {type.Comp})",
        });
        text.Append(plain ? ")" : "))");
    }

    private static string FieldText(FieldType field)
    {
        string storage = field.Packed switch { PackedKind.I8 => "i8", PackedKind.I16 => "i16", _ => field.Type.ToString() };
        return field.Mutable ? $"(mut {storage})" : storage;
    }
}
