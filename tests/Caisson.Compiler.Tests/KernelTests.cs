using System.Globalization;
using Caisson.Runtime;
using Caisson.Tests;

namespace Caisson.Compiler.Tests;

/// <summary>The kernels of the benchmarks return what native code returns.</summary>
public class KernelTests
{
    private static readonly string Folder = Path.Combine(Suites.Repository, "bench", "kernels");

    public static TheoryData<string, int, uint> Kernels()
    {
        TheoryData<string, int, uint> data = [];
        foreach (string[] row in File.ReadLines(Path.Combine(Folder, "kernels.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')))
            data.Add(row[0], int.Parse(row[1], CultureInfo.InvariantCulture), uint.Parse(row[2], CultureInfo.InvariantCulture));
        return data;
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Checksum_is_that_of_native_code(string kernel, int n, uint expected)
    {
        Module module = new Engine().CompileFile(Path.Combine(Folder, kernel + ".wasm"));
        Assert.Equal(expected, (uint)module.Instantiate().GetFunction<Func<int, int>>("run")(n));
    }
}
