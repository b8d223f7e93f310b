using System.Globalization;
using System.Text;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>
/// A function that turns an object of the guest into a number, down to some depth: what no host can look into can be compared
/// nevertheless. Another one, exported as <c>state</c>, does so for all globals and tables with such objects.
/// </summary>
internal static class DigestGenerator
{
    private const int Depth = 3;
    private const int MostFields = 6;

    public static void Append(StringBuilder text, ModuleShape shape)
    {
        TypeSpace types = shape.Types;
        text.Append("(func $digest (param anyref i32) (result i64) (local f32 f64 v128)\n".Replace(" v128", types.HasVectors ? " v128" : "", StringComparison.Ordinal));
        text.Append("  local.get 0 ref.is_null if i64.const 1 return end\n");
        text.Append("  local.get 1 i32.eqz if i64.const 2 return end\n");
        text.Append("  local.get 0 ref.test i31ref if local.get 0 ref.cast i31ref i31.get_u i64.extend_i32_u return end\n");

        // A type comes after its supertypes: the most precise ones are asked first.
        foreach (int type in types.Structs.Concat(types.Arrays).OrderDescending()) AppendType(text, types, type);
        text.Append("  i64.const 3\n)\n");
        AppendState(text, shape);
    }

    private static void AppendType(StringBuilder text, TypeSpace types, int type)
    {
        text.Append(CultureInfo.InvariantCulture, $"  local.get 0 ref.test (ref {type}) if i64.const {type + 10}\n");
        string self = $"local.get 0 ref.cast (ref {type})";
        if (types[type] is StructType structure)
        {
            for (int i = 0; i < Math.Min(structure.Fields.Length, MostFields); i++)
                AppendField(text, structure.Fields[i], $"{self} struct.get{Extension(structure.Fields[i])} {type} {i}", types);
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"    i64.const 31 i64.mul {self} array.len i64.extend_i32_u i64.add\n");
            FieldType element = types.Element(type);
            for (int i = 0; i < 2; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {self} array.len i32.const {i} i32.gt_u if (param i64) (result i64)\n");
                AppendField(text, element, $"{self} i32.const {i} array.get{Extension(element)} {type}", types);
                text.Append("    end\n");
            }
        }
        text.Append("    return end\n");
    }

    private static void AppendField(StringBuilder text, FieldType field, string get, TypeSpace types) =>
        text.Append(CultureInfo.InvariantCulture, $"    i64.const 31 i64.mul {get} {ToNumber(field.Type, types)} i64.add\n");

    private static string Extension(FieldType field) => field.Packed == PackedKind.None ? "" : "_u";

    private static string ToNumber(ValType type, TypeSpace types) => type.Kind switch
    {
        ValKind.I32 => "i64.extend_i32_u",
        ValKind.I64 => "",
        ValKind.F32 => "local.tee 2 f32.const nan local.get 2 local.get 2 f32.eq select i32.reinterpret_f32 i64.extend_i32_u",
        ValKind.F64 => "local.tee 3 f64.const nan local.get 3 local.get 3 f64.eq select i64.reinterpret_f64",
        ValKind.V128 => "local.tee 4 i64x2.extract_lane 0 local.get 4 i64x2.extract_lane 1 i64.add",
        _ when types.TopOf(type.Heap) == HeapType.Any => "local.get 1 i32.const 1 i32.sub call $digest",
        _ => "ref.is_null i64.extend_i32_u",
    };

    private static void AppendState(StringBuilder text, ModuleShape shape)
    {
        text.Append("(func (export \"state\") (result i64) (local i32) (local i64)\n");
        for (int i = 0; i < shape.Globals.Length; i++)
        {
            if (IsObject(shape, shape.Globals[i].Type))
                text.Append(CultureInfo.InvariantCulture, $"  global.get {i} i32.const {Depth} call $digest local.get 1 i64.const 7 i64.mul i64.add local.set 1\n");
        }
        for (int i = 0; i < shape.Tables.Length; i++)
        {
            if (!IsObject(shape, shape.Tables[i].Element)) continue;
            string index = shape.Tables[i].Is64 ? "local.get 0 i64.extend_i32_u" : "local.get 0";
            string compare = shape.Tables[i].Is64 ? "i64.lt_u" : "i32.lt_u";
            text.Append(CultureInfo.InvariantCulture, $"  i32.const 0 local.set 0 block loop {index} table.size {i} {compare} i32.eqz br_if 1\n");
            text.Append(CultureInfo.InvariantCulture, $"  {index} table.get {i} i32.const {Depth} call $digest local.get 1 i64.const 7 i64.mul i64.add local.set 1\n");
            text.Append("  local.get 0 i32.const 1 i32.add local.set 0 br 0 end end\n");
        }
        text.Append("  local.get 1\n)\n");
    }

    private static bool IsObject(ModuleShape shape, ValType type) => type.IsRef && shape.Types.TopOf(type.Heap) == HeapType.Any;
}
