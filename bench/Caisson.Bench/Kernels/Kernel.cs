using System.Globalization;

namespace Caisson.Bench.Kernels;

/// <summary>A kernel of bench/kernels: a function run(n) in C, and what it returns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Where its source and its module are.</param>
/// <param name="N">What it is given.</param>
/// <param name="Checksum">What it must return.</param>
internal sealed record Kernel(string Name, string Folder, int N, uint Checksum)
{
    /// <summary>The module.</summary>
    public string Wasm => Path.Combine(Folder, Name + ".wasm");

    /// <summary>The source.</summary>
    public string Source => Path.Combine(Folder, Name + ".c");

    /// <summary>All kernels, as kernels.tsv lists them.</summary>
    /// <param name="repository">The root of the repository.</param>
    public static Kernel[] All(string repository)
    {
        string folder = Path.Combine(repository, "bench", "kernels");
        return [.. File.ReadLines(Path.Combine(folder, "kernels.tsv")).Where(line => !line.StartsWith('#')).Select(line => Parse(folder, line.Split('\t')))];
    }

    private static Kernel Parse(string folder, string[] fields) =>
        new(fields[0], folder, int.Parse(fields[3], CultureInfo.InvariantCulture), uint.Parse(fields[4], CultureInfo.InvariantCulture));
}
