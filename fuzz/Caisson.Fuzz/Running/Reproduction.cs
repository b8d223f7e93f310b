using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Fuzz.Targets;

namespace Caisson.Fuzz.Running;

/// <summary>Runs one input again, or shows it.</summary>
internal static class Reproduction
{
    public static int Run(FuzzArguments arguments)
    {
        string file = arguments.File!;
        string name = Path.GetFileNameWithoutExtension(file);
        string[] parts = name.Split('-');
        if (parts.Length != 2 || !int.TryParse(parts[1], out int seed)) throw new UsageException($"{file} isn't named TARGET-SEED");
        IFuzzTarget target = FuzzTargets.Create(parts[0], arguments.Comparison with { WasmtimeEvery = Math.Min(1, arguments.Comparison.WasmtimeEvery) });
        string? finding = target.Try(File.ReadAllBytes(file), seed, new Statistics());
        Console.WriteLine(finding ?? "nothing wrong");
        return finding is null ? 0 : 1;
    }

    public static int Show(FuzzArguments arguments)
    {
        int seed = arguments.Seed ?? throw new UsageException("show needs --seed");
        Console.WriteLine($";; {ModuleGenerator.FeaturesOf(seed, arguments.Comparison.Allowed)}\n{ModuleGenerator.Generate(seed, arguments.Comparison.Allowed)}");
        return 0;
    }
}
