using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>What the functions of a generated module can refer to. One global is the fuel, which bounds how long calls take.</summary>
internal sealed class ModuleShape
{
    public ModuleShape(Chance chance, Features allowed)
    {
        Features = FeatureChoice.Choose(chance, allowed);
        Types = new TypeSpace(chance, Features);
        bool imports = chance.OneIn(3);
        Functions = MakeFunctions(chance, imports);
        Globals = MakeGlobals(chance, imports);
        Fuel = Array.FindIndex(Globals, global => !global.Imported);
        Memories = MakeMemories(chance, imports);
        Tables = MakeTables(chance, imports);
        if (Has(Features.ExceptionHandling) || Has(Features.LegacyExceptions)) Tags = MakeTags(chance);
        Elems = [new(ValType.FuncRef, SegmentMode.Active), new(ValType.FuncRef, SegmentMode.Passive), .. Reference(chance)];
        Datas = [new(SegmentMode.Passive), new(SegmentMode.Active)];
        Start = chance.OneIn(8) ? Types.IndexOf(new FuncType([], [])) : null;
        if (Start is { } start) Functions = [.. Functions, new FunctionShape(start, Types.Function(start), Imported: false)];
    }

    public Features Features { get; }

    public TypeSpace Types { get; }

    /// <summary>Imported ones first; the last one is the start function, if there is one.</summary>
    public FunctionShape[] Functions { get; }

    public GlobalShape[] Globals { get; }

    /// <summary>The index of the global that is the fuel.</summary>
    public int Fuel { get; }

    public MemoryShape[] Memories { get; }

    /// <summary>The first one holds functions.</summary>
    public TableShape[] Tables { get; }

    public TagShape[] Tags { get; } = [];

    public ElemShape[] Elems { get; }

    public DataShape[] Datas { get; }

    /// <summary>The type of the start function.</summary>
    public int? Start { get; }

    public bool Has(Features feature) => Features.HasFlag(feature);

    private FunctionShape[] MakeFunctions(Chance chance, bool imports)
    {
        List<FunctionShape> functions = [];
        for (int i = imports ? chance.Between(0, 2) : 0; i > 0; i--)
        {
            FuncType signature = Signatures.OfHost(chance);
            functions.Add(new FunctionShape(Types.IndexOf(signature), signature, Imported: true));
        }
        int defined = chance.OneIn(16) ? chance.Between(4, 10) : chance.OneIn(3) ? 2 : 1;
        for (int i = 0; i < defined; i++)
        {
            int type = AnyFunctionType(chance, i);
            functions.Add(new FunctionShape(type, Types.Function(type), Imported: false));
        }
        return [.. functions];
    }

    private int AnyFunctionType(Chance chance, int index)
    {
        if (index > 0 && Types.Functions.Count > 0 && chance.OneIn(3)) return chance.Pick(Types.Functions);
        if (index > 0 && Types.HasTypedReferences && chance.OneIn(3)) return Types.IndexOf(new FuncType([.. Types.AnyOf(chance, 3)], [.. Types.AnyOf(chance, 2)]));
        return Types.IndexOf(Signatures.Any(chance, Types.HasVectors));
    }

    private GlobalShape[] MakeGlobals(Chance chance, bool imports)
    {
        List<GlobalShape> globals = [];
        if (imports && chance.OneIn(2)) globals.Add(new GlobalShape(ValType.I32, Mutable: false, Imported: true));
        if (imports && chance.OneIn(2)) globals.Add(new GlobalShape(ValType.I64, Mutable: true, Imported: true));
        globals.Add(new GlobalShape(ValType.I32, Mutable: true, Imported: false));
        globals.Add(new GlobalShape(ValType.I32, Mutable: true, Imported: false));
        globals.AddRange(Types.AnyOf(chance, 4).Select(Nullable).Select(type => new GlobalShape(type, Mutable: !chance.OneIn(5), Imported: false)));
        return [.. globals];
    }

    private static ValType Nullable(ValType type) => type.IsRef ? ValType.Ref(true, type.Heap) : type;

    private MemoryShape[] MakeMemories(Chance chance, bool imports)
    {
        int count = Has(Features.MultiMemory) ? chance.Between(2, 3) : chance.OneIn(8) ? 0 : 1;
        return [.. Enumerable.Range(0, count).Select(i => new MemoryShape(Has(Features.Memory64) && chance.OneIn(2), imports && i == 0 && chance.OneIn(3)))];
    }

    private TableShape[] MakeTables(Chance chance, bool imports)
    {
        List<TableShape> tables = [new(ValType.FuncRef, Has(Features.Memory64) && chance.OneIn(4), imports && chance.OneIn(3))];
        for (int i = chance.Below(3); i > 0; i--)
        {
            ValType element = ValType.Ref(true, Types.AnyReference(chance).Heap);
            tables.Add(new TableShape(element, Has(Features.Memory64) && chance.OneIn(3), Imported: false));
        }
        return [.. tables];
    }

    private TagShape[] MakeTags(Chance chance)
    {
        var tags = new TagShape[chance.Between(1, 3)];
        for (int i = 0; i < tags.Length; i++)
        {
            var signature = new FuncType([.. Types.AnyOf(chance, 3)], []);
            tags[i] = new TagShape(Types.IndexOf(signature), signature);
        }
        return tags;
    }

    /// <summary>A segment for another kind of table.</summary>
    private IEnumerable<ElemShape> Reference(Chance chance) =>
        Tables.Length > 1 && Types.HasTypedReferences ? [new(Tables[1].Element, chance.OneIn(2) ? SegmentMode.Active : SegmentMode.Passive, Table: 1)] : [];
}
