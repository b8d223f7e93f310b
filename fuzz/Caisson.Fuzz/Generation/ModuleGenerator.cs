using System.Globalization;
using System.Text;

namespace Caisson.Fuzz.Generation;

/// <summary>
/// Makes valid modules, in the text format, that do as much as they can of what lowering may get wrong: effects between pending
/// operands, values carried by branches, traps between side effects, dead code. Calls end because fuel runs out. The bits of a NaN
/// never reach anything but a float. The seed determines the module.
/// </summary>
internal static class ModuleGenerator
{
    public static string Generate(int seed)
    {
        var chance = new Chance(seed);
        var shape = new ModuleShape(chance);
        var text = new StringBuilder("(module\n");
        Declare(text, shape, chance);
        for (int i = 0; i < shape.Functions.Length; i++)
            foreach (string line in new FunctionGenerator(shape, chance, i).Generate()) text.Append(line).Append('\n');
        return text.Append(")\n").ToString();
    }

    private static void Declare(StringBuilder text, ModuleShape shape, Chance chance)
    {
        text.Append(CultureInfo.InvariantCulture, $"(memory (export \"memory\") {ModuleShape.MemoryPages} {ModuleShape.MaxMemoryPages})\n");
        for (int i = 0; i < shape.Tables.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"(table (export \"t{i}\") {ModuleShape.TableSize} {ModuleShape.MaxTableSize} {shape.Tables[i]})\n");
        for (int i = 0; i < shape.Globals.Length; i++)
        {
            string value = shape.Globals[i].IsRef ? Literals.Null(shape.Globals[i]) : Literals.Number(shape.Globals[i], chance);
            text.Append(CultureInfo.InvariantCulture, $"(global (export \"g{i}\") (mut {shape.Globals[i]}) ({value}))\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"(elem (table 0) (i32.const 1) func {Functions(shape, chance)})\n");
        text.Append(CultureInfo.InvariantCulture, $"(elem func {Functions(shape, chance)})\n");
        text.Append(CultureInfo.InvariantCulture, $"(data (i32.const {chance.Below(64)}) \"{Bytes(chance)}\")\n");
        text.Append(CultureInfo.InvariantCulture, $"(data \"{Bytes(chance)}\")\n");
    }

    private static string Functions(ModuleShape shape, Chance chance) =>
        string.Join(' ', Enumerable.Range(0, ModuleShape.ElemCount).Select(_ => chance.Below(shape.Functions.Length)));

    private static string Bytes(Chance chance) =>
        string.Concat(Enumerable.Range(0, ModuleShape.DataBytes).Select(_ => string.Create(CultureInfo.InvariantCulture, $"\\{chance.Below(256):x2}")));
}
