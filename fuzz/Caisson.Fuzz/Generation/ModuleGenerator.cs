using System.Text;
using Caisson.Wasm;

namespace Caisson.Fuzz.Generation;

/// <summary>
/// Makes valid modules, in the text format, that do as much as they can of what an engine may get wrong: effects between pending
/// operands, values carried by branches, traps between side effects, dead code, objects and casts, exceptions across calls. Calls
/// end because fuel runs out. The bits of a NaN never reach anything but a float. The seed determines the module.
/// </summary>
internal static class ModuleGenerator
{
    /// <summary>The module of a seed.</summary>
    /// <param name="seed">Determines it.</param>
    /// <param name="allowed">Proposals that it may use.</param>
    public static string Generate(int seed, Features allowed = FeatureChoice.Known)
    {
        var chance = new Chance(seed);
        var shape = new ModuleShape(chance, allowed);
        var functions = new StringBuilder();
        for (int i = 0; i < shape.Functions.Length; i++)
        {
            if (shape.Functions[i].Imported) continue;
            foreach (string line in new FunctionGenerator(shape, chance, i).Generate()) functions.Append(line).Append('\n');
        }
        if (shape.Types.HasAggregates) DigestGenerator.Append(functions, shape);
        var text = new StringBuilder("(module\n");
        text.Append(shape.Types.Text());
        new DeclarationGenerator(text, shape, chance).Append();
        return text.Append(functions).Append(")\n").ToString();
    }

    /// <summary>The proposals that the module of a seed may use.</summary>
    public static Features FeaturesOf(int seed, Features allowed = FeatureChoice.Known) => FeatureChoice.Choose(new Chance(seed), allowed);
}
