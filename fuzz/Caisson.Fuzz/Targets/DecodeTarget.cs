using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Generation;
using Caisson.Wasm;
using Caisson.Wasm.Binary;

namespace Caisson.Fuzz.Targets;

/// <summary>Mutated modules: the decoder accepts them or says that they are malformed, and its memory grows with the input only.</summary>
internal sealed class DecodeTarget : IFuzzTarget
{
    private const long FixedBytes = 16 << 20;
    private const long BytesPerByte = 2000;

    public string Name => "decode";

    public IReadOnlyList<byte[]> Start => Corpus.Modules;

    public (byte[] Bytes, string Extension) Input(int seed) => (MutatedModule(seed), ".wasm");

    public static byte[] MutatedModule(int seed)
    {
        var chance = new Chance(seed);
        return Mutator.Mutate(chance.Pick(Corpus.Modules), chance.Pick(Corpus.Modules), chance);
    }

    public string? Try(byte[] input, int seed, Statistics statistics)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ModuleDecoder.Decode(input, Features.All);
            statistics.Add("accepted");
        }
        catch (MalformedException)
        {
            statistics.Add("malformed");
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > FixedBytes + (BytesPerByte * input.Length) ? $"{allocated} bytes allocated for {input.Length}" : null;
    }
}
