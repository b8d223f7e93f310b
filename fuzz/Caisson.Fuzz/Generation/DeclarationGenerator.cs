using System.Globalization;
using System.Text;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>Writes everything of a module but its types and functions. Each declaration is a line.</summary>
internal sealed class DeclarationGenerator(StringBuilder text, ModuleShape shape, Chance chance)
{
    private const int DataBytes = 24;
    private const int ElemCount = 4;

    /// <summary>For the start function.</summary>
    private const int StartFuel = 20;

    /// <summary>Imports come first: the text format wants it so.</summary>
    public void Append()
    {
        for (int i = 0; i < shape.Functions.Length; i++)
            if (shape.Functions[i].Imported) Line($"(func (export \"f{i}\") (import \"env\" \"f{i}\") (type {shape.Functions[i].Type}))");
        for (int i = 0; i < shape.Globals.Length; i++)
            if (shape.Globals[i].Imported) Line($"(global (export \"g{i}\") (import \"env\" \"g{i}\") {TypeOf(shape.Globals[i])})");
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < shape.Memories.Length; i++)
                if (shape.Memories[i].Imported == (pass == 0)) AppendMemory(i);
            for (int i = 0; i < shape.Tables.Length; i++)
                if (shape.Tables[i].Imported == (pass == 0)) AppendTable(i);
        }
        foreach (TagShape tag in shape.Tags) Line($"(tag (type {tag.Type}))");
        for (int i = 0; i < shape.Globals.Length; i++)
            if (!shape.Globals[i].Imported) Line($"(global {Visibility.Export(i == shape.Fuel ? "fuel" : $"g{i}", Visibility.IsVisible(shape.Globals[i].Type))}{TypeOf(shape.Globals[i])} {(i == shape.Fuel ? $"(i32.const {StartFuel})" : Constant(shape.Globals[i].Type, i))})");
        AppendSegments();
        if (shape.Start is not null) Line($"(start {shape.Functions.Length - 1})");
    }

    private void AppendMemory(int index)
    {
        MemoryShape memory = shape.Memories[index];
        Line($"(memory (export \"m{index}\") {Import(memory.Imported, $"m{index}")}{(memory.Is64 ? "i64 " : "")}{MemoryShape.MinPages} {MemoryShape.MaxPages})");
    }

    private void AppendTable(int index)
    {
        TableShape table = shape.Tables[index];
        string initial = table.Imported || !shape.Types.HasTypedReferences || !chance.OneIn(3) ? "" : $" {Constant(table.Element, 0)}";
        Line($"(table {Visibility.Export($"t{index}", Visibility.IsVisible(table.Element))}{Import(table.Imported, $"t{index}")}{(table.Is64 ? "i64 " : "")}{TableShape.MinLength} {TableShape.MaxLength} {table.Element}{initial})");
    }

    private void AppendSegments()
    {
        for (int i = 0; i < shape.Elems.Length; i++)
        {
            (ValType type, SegmentMode mode, int table) = shape.Elems[i];
            string place = mode == SegmentMode.Active ? $"(table {table}) (offset {Address(shape.Tables[table].Address, chance.Between(1, 2))}) " : "";
            Line($"(elem {place}{(table == 0 ? $"func {Functions()}" : $"{type} {Items(type)}")})");
        }
        string hidden = string.Join(' ', Enumerable.Range(0, shape.Functions.Length).Where(i => !shape.Functions[i].IsVisible));
        if (hidden.Length > 0) Line($"(elem declare func {hidden})");
        Line($"(data \"{Bytes()}\")");
        string active = shape.Memories.Length > 0 ? $"(offset {Address(shape.Memories[0].Address, chance.Below(64))}) " : "";
        Line($"(data {active}\"{Bytes()}\")");
    }

    private string Items(ValType type) => string.Join(' ', Enumerable.Range(0, ElemCount).Select(_ => $"(item {Constant(type, shape.Globals.Length)})"));

    /// <summary>The constant expression of an address.</summary>
    private string Address(ValType type, int value) => shape.Has(Features.ExtendedConst) && chance.OneIn(2)
        ? $"{type}.const {value / 2} {type}.const {value - (value / 2)} {type}.add"
        : $"{type}.const {value}";

    /// <summary>A constant expression that may use the globals before one.</summary>
    private string Constant(ValType type, int globals)
    {
        int global = Enumerable.Range(0, Math.Min(globals, shape.Globals.Length))
            .LastOrDefault(i => i != shape.Fuel && !shape.Globals[i].Mutable && shape.Types.Matches(shape.Globals[i].Type, type), -1);
        if (global >= 0 && chance.OneIn(2) && IsVisible(global)) return $"(global.get {global})";
        if (type.IsRef) return Reference(type, depth: 2);
        if (shape.Has(Features.ExtendedConst) && (type == ValType.I32 || type == ValType.I64) && chance.OneIn(2))
            return $"({type}.{chance.Pick(["add", "sub", "mul"])} {Constant(type, globals)} ({Literals.Number(type, chance)}))";
        return $"({Literals.Number(type, chance)})";
    }

    /// <summary>Without garbage collection a constant expression sees imported globals only.</summary>
    private bool IsVisible(int global) => shape.Globals[global].Imported || shape.Types.HasAggregates;

    private string Reference(ValType type, int depth)
    {
        TypeSpace types = shape.Types;
        if (types.TopOf(type.Heap) == HeapType.Func)
        {
            int function = chance.Below(shape.Functions.Length);
            int from = Enumerable.Range(function, shape.Functions.Length).Select(i => i % shape.Functions.Length)
                .FirstOrDefault(i => types.Matches(HeapType.Concrete(new TypeIdx((uint)shape.Functions[i].Type)), type.Heap), -1);
            if (from >= 0 && !(type.Nullable && chance.OneIn(3))) return $"(ref.func {from})";
        }
        else if (types.HasAggregates && types.TopOf(type.Heap) == HeapType.Any && !(type.Nullable && chance.OneIn(3)))
        {
            if (types.Matches(HeapType.I31, type.Heap) && chance.OneIn(2)) return $"(ref.i31 ({Literals.Number(ValType.I32, chance)}))";
            if (depth > 0 && Object(type, depth) is { } made) return made;
        }
        return $"(ref.null {(types.HasTypedReferences ? types.BottomOf(type.Heap) : type.Heap)})";
    }

    private string? Object(ValType type, int depth)
    {
        TypeSpace types = shape.Types;
        foreach (int index in types.Structs.Concat(types.Arrays))
        {
            if (!types.Matches(HeapType.Concrete(new TypeIdx((uint)index)), type.Heap)) continue;
            if (types[index] is StructType structure && structure.Fields.All(Makeable))
                return $"(struct.new {index} {string.Join(' ', structure.Fields.Select(field => Field(field, depth)))})";
            if (types[index] is ArrayType array && Makeable(array.Element))
                return $"(array.new {index} {Field(array.Element, depth)} (i32.const {chance.Below(4)}))";
        }
        return null;

        static bool Makeable(FieldType field) => field.Type.IsDefaultable;
    }

    private string Field(FieldType field, int depth) =>
        field.Type.IsRef ? Reference(field.Type, depth - 1) : $"({Literals.Number(field.Type, chance)})";

    private static string TypeOf(GlobalShape global) => global.Mutable ? $"(mut {global.Type})" : $"{global.Type}";

    private static string Import(bool imported, string name) => imported ? $"(import \"env\" \"{name}\") " : "";

    private string Functions() => string.Join(' ', Enumerable.Range(0, ElemCount).Select(_ => chance.Below(shape.Functions.Length)));

    private string Bytes() => string.Concat(Enumerable.Range(0, DataBytes).Select(_ => string.Create(CultureInfo.InvariantCulture, $"\\{chance.Below(256):x2}")));

    private void Line(string line) => text.Append(line).Append('\n');
}
