using Caisson.Fuzz.Differential;
using Caisson.Runtime;
using Caisson.Wasm;

namespace Caisson.Fuzz.Targets;

/// <summary>Mutated modules: what is valid compiles, and can be instantiated or says why not.</summary>
internal sealed class CompileTarget : IFuzzTarget
{
    private readonly Engine _engine = new(EngineOptions.Default with
    {
        Features = Comparison.Features,
        MaxMemoryBytes = 1 << 26,
        MaxTableElements = 100_000,
    });

    public string Name => "compile";

    public IReadOnlyList<byte[]> Start => Corpus.Modules;

    public (byte[] Bytes, string Extension) Input(int seed) => (DecodeTarget.MutatedModule(seed), ".wasm");

    public string? Try(byte[] input, int seed, Statistics statistics)
    {
        try
        {
            Module module = _engine.Compile(input);
            statistics.Add("valid");
            module.CompileAll();

            // A start function may never end.
            if (module.Syntax.Start is not null) return null;
            module.Instantiate();
            statistics.Add("instantiated");
            return null;
        }
        catch (Exception failure) when (failure is ModuleException or UnlinkableException or TrapException or ResourceException)
        {
            statistics.Add(failure.GetType().Name);
            return null;
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
    }
}
