using System.Globalization;

namespace Caisson.Bench.Workloads;

/// <summary>A kernel of bench/kernels: a function run(n) in C, and what it returns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Where its source and its module are.</param>
/// <param name="N">What it is given.</param>
/// <param name="Checksum">What it must return.</param>
internal sealed record Kernel(string Name, string Folder, int N, uint Checksum) : Workload(Name, Sets.Kernels)
{
    /// <summary>A few that stress different things: calls, tables, floating point, memory, bytes, vectors.</summary>
    private static readonly string[] Quick = ["crc32", "dispatch", "fib", "interpreter", "lz", "matmul", "nbody", "quicksort", "simd-chacha", "sha256"];

    /// <summary>The module.</summary>
    public string Wasm => Path.Combine(Folder, Name + ".wasm");

    /// <summary>The source.</summary>
    public string Source => Path.Combine(Folder, Name + ".c");

    /// <summary>All kernels, as kernels.tsv lists them.</summary>
    public static Kernel[] All()
    {
        string folder = Path.Combine(Places.Repository, "bench", "kernels");
        return [.. File.ReadLines(Path.Combine(folder, "kernels.tsv")).Where(line => !line.StartsWith('#')).Select(line => Parse(folder, line.Split('\t')))];
    }

    /// <inheritdoc/>
    public override string? Problem(Answer answer) =>
        answer.Output == Checksum.ToString(CultureInfo.InvariantCulture) ? null : $"returned {answer.Output}, not {Checksum}";

    private static Kernel Parse(string folder, string[] fields) =>
        new(fields[0], folder, int.Parse(fields[3], CultureInfo.InvariantCulture), uint.Parse(fields[4], CultureInfo.InvariantCulture))
        {
            IsQuick = Quick.Contains(fields[0]),
        };
}
