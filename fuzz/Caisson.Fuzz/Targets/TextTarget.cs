using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Text;

namespace Caisson.Fuzz.Targets;

/// <summary>Mutated text: the parser makes a binary that decodes, or says where the text is wrong.</summary>
internal sealed class TextTarget : IFuzzTarget
{
    public string Name => "text";

    public (byte[] Bytes, string Extension) Input(int seed)
    {
        var chance = new Chance(seed);
        return (Mutator.Mutate(chance.Pick(Corpus.Texts), chance.Pick(Corpus.Texts), chance), ".wat");
    }

    public string? Try(byte[] input, int seed, Statistics statistics)
    {
        byte[] binary;
        try
        {
            binary = WatParser.Parse(input);
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
        statistics.Add("accepted");
        try
        {
            ModuleDecoder.Decode(binary, Features.All);
            return null;
        }
        catch (Exception failure)
        {
            return $"the binary doesn't decode: {failure}";
        }
    }
}
