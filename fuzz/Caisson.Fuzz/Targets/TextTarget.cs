using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Text;

namespace Caisson.Fuzz.Targets;

/// <summary>
/// Mutated text: the parser makes a binary that decodes, or says where the text is wrong. What it accepts is printed, and the print
/// is parsed and printed again: nothing changes any more.
/// </summary>
internal sealed class TextTarget : IFuzzTarget
{
    public string Name => "text";

    public IReadOnlyList<byte[]> Start => Corpus.Texts;

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
            string printed = Print(binary), again = Print(WatParser.Parse(printed));
            return printed == again ? null : $"prints alike only up to {printed.AsSpan().CommonPrefixLength(again)}\n{printed}\nthen\n{again}";
        }
        catch (Exception failure)
        {
            return $"what the parser made can't be printed and parsed: {failure}";
        }
    }

    private static string Print(byte[] binary)
    {
        using var writer = new StringWriter();
        WatPrinter.Print(ModuleDecoder.Decode(binary, Features.All), writer);
        return writer.ToString();
    }
}
