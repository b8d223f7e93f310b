using Caisson.Fuzz.Differential;

namespace Caisson.Fuzz.Targets;

/// <summary>All targets, by name.</summary>
internal static class FuzzTargets
{
    public static string[] Names { get; } = ["decode", "compile", "text", "wast", "differential"];

    public static IFuzzTarget Create(string name, ComparisonOptions comparison) => name switch
    {
        "decode" => new DecodeTarget(),
        "compile" => new CompileTarget(),
        "text" => new TextTarget(),
        "wast" => new WastTarget(),
        "differential" => new DifferentialTarget(comparison),
        _ => throw new UsageException($"no target {name}; there are {string.Join(", ", Names)}"),
    };
}
