using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Text.Script;
using Caisson.Wasm.Validation;

namespace Caisson.Fuzz.Targets;

/// <summary>Mutated scripts: they are parsed, with all their modules, or the parser says where they are wrong.</summary>
internal sealed class WastTarget : IFuzzTarget
{
    public string Name => "wast";

    public IReadOnlyList<byte[]> Start => Corpus.Scripts;

    public (byte[] Bytes, string Extension) Input(int seed)
    {
        var chance = new Chance(seed);
        byte[][] corpus = Corpus.Scripts.Length > 0 ? Corpus.Scripts : Corpus.Texts;
        return (Mutator.Mutate(chance.Pick(corpus), chance.Pick(corpus), chance), ".wast");
    }

    public string? Try(byte[] input, int seed, Statistics statistics)
    {
        try
        {
            foreach (Directive directive in WastScript.Parse(input).Directives)
                if (directive is ModuleDirective module) Check(module.Module, statistics);
            statistics.Add("accepted");
            return null;
        }
        catch (ModuleException)
        {
            statistics.Add("malformed");
            return null;
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
    }

    private static void Check(ScriptModule module, Statistics statistics)
    {
        try
        {
            ModuleValidator.Validate(ModuleDecoder.Decode(module.Encode(), Features.All), Features.All);
            statistics.Add("valid modules");
        }
        catch (ModuleException)
        {
            statistics.Add("wrong modules");
        }
    }
}
