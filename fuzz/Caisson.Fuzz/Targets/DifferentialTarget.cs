using System.Text;
using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Fuzz.Running;
using Caisson.Wasm;

namespace Caisson.Fuzz.Targets;

/// <summary>Generated modules: several implementations have to agree about what they do.</summary>
internal sealed class DifferentialTarget(ComparisonOptions options) : IFuzzTarget
{
    private readonly Comparison _comparison = new(options);

    public string Name => "differential";

    public (byte[] Bytes, string Extension) Input(int seed) => (Encoding.UTF8.GetBytes(ModuleGenerator.Generate(seed, options.Allowed)), ".wat");

    public string? Try(byte[] input, int seed, Statistics statistics) =>
        Difference(Encoding.UTF8.GetString(input), seed, ModuleGenerator.FeaturesOf(seed, options.Allowed), statistics);

    public Finding? Try(int seed, Statistics statistics)
    {
        Features used = ModuleGenerator.FeaturesOf(seed, options.Allowed);
        foreach (Features feature in Enum.GetValues<Features>())
            if (System.Numerics.BitOperations.IsPow2((int)feature) && used.HasFlag(feature) && FeatureChoice.Known.HasFlag(feature)) statistics.Add($"uses {feature}");
        string wat = ModuleGenerator.Generate(seed, options.Allowed);
        if (Difference(wat, seed, used, statistics) is not { } difference) return null;
        string kind = Kind(difference);
        string smallest = Minimizer.Minimize(wat, text => Difference(text, seed, used, null) is { } other && Kind(other) == kind);
        string message = smallest == wat ? difference : $"{difference}\nand of the smaller module\n{Difference(smallest, seed, used, null)}";
        return new Finding($"{message}\n{smallest}", Encoding.UTF8.GetBytes(smallest), ".wat");
    }

    private string? Difference(string wat, int seed, Features used, Statistics? statistics)
    {
        try
        {
            return _comparison.Compare(wat, seed, used, statistics);
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
    }

    /// <summary>The first word: "call", or the type of an exception.</summary>
    private static string Kind(string difference) => difference[..difference.IndexOfAny([' ', ':', '\n'])];
}
