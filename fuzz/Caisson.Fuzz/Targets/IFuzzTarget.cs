using Caisson.Fuzz.Differential;
using Caisson.Fuzz.Running;

namespace Caisson.Fuzz.Targets;

/// <summary>Something that takes any input, and what must not happen then. Not safe for several threads.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Inputs to start from where what an input does decides which are mutated; none where seeds make them.</summary>
    IReadOnlyList<byte[]> Start => [];

    /// <summary>The input of a seed, and the extension of its file.</summary>
    (byte[] Bytes, string Extension) Input(int seed);

    /// <summary>What goes wrong with an input, or null.</summary>
    string? Try(byte[] input, int seed, Statistics statistics);

    /// <summary>What goes wrong with the input of a seed, or null.</summary>
    Finding? Try(int seed, Statistics statistics)
    {
        (byte[] input, string extension) = Input(seed);
        return Try(input, seed, statistics) is { } message ? new Finding(message, input, extension) : null;
    }
}
