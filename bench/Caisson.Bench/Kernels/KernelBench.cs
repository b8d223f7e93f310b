using System.Globalization;

namespace Caisson.Bench.Kernels;

/// <summary>
/// Runs the kernels on all contenders. They take turns in another order each round, so that a slow moment of the machine hits all;
/// the best round counts. A result other than the committed one is an error.
/// </summary>
internal static class KernelBench
{
    /// <summary>Prints a table in Markdown.</summary>
    /// <param name="kernels">What to run.</param>
    /// <param name="rounds">How often, after a round to warm up.</param>
    public static void Run(Kernel[] kernels, int rounds)
    {
        foreach (Contender contender in Contender.All.Where(contender => !contender.IsThere))
            Console.Error.WriteLine($"{contender.Name} is left out: {contender.Needs} is not installed");
        Contender[] there = [.. Contender.All.Where(contender => contender.IsThere)];
        Console.WriteLine($"| kernel | {Contender.Wasmtime} ms | {string.Join(" | ", there.Select(c => c.Name))} | spread |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("--:|", there.Length + 2))}");
        List<double[]> speeds = [];
        foreach (Kernel kernel in kernels)
        {
            double[][] times = Measure(kernel, there, rounds);
            double wasmtime = times[Array.FindIndex(there, c => c.Name == Contender.Wasmtime)].Min();
            speeds.Add([.. times.Select(of => wasmtime / of.Min())]);
            Console.WriteLine($"| {kernel.Name} | {Number(wasmtime)} | {Row(speeds[^1])} | {Number(100 * times.Max(Spread))} % |");
        }
        Console.WriteLine($"| geometric mean | | {Row(there.Select((_, at) => GeometricMean(speeds.Select(row => row[at]))))} | |");
    }

    /// <summary>The geometric mean.</summary>
    /// <param name="values">Positive numbers, at least one.</param>
    public static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));

    private static double[][] Measure(Kernel kernel, Contender[] contenders, int rounds)
    {
        KernelContender[] ready = [.. contenders.Select(contender => contender.Make(kernel))];
        List<double>[] times = [.. ready.Select(_ => new List<double>())];
        for (int round = 0; round <= rounds; round++)
        {
            for (int turn = 0; turn < ready.Length; turn++)
            {
                int at = (turn + round) % ready.Length;
                (double time, uint result) = ready[at].Run(kernel.N);
                if (result != kernel.Checksum) throw new InvalidOperationException($"{kernel.Name} on {contenders[at].Name}: {result}, not {kernel.Checksum}");
                if (round > 0) times[at].Add(time);
            }
        }
        foreach (KernelContender contender in ready) contender.Dispose();
        return [.. times.Select(of => of.ToArray())];
    }

    /// <summary>How far the median is above the best.</summary>
    private static double Spread(double[] times) => (times.Order().ElementAt(times.Length / 2) / times.Min()) - 1;

    private static string Row(IEnumerable<double> values) => string.Join(" | ", values.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)));

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
