using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Caisson.Bench;

/// <summary>What one engine achieved, in milliseconds.</summary>
/// <param name="Best">The fastest run.</param>
/// <param name="Compile">Compiling everything.</param>
internal sealed record Timing(double Best, double Compile);

/// <summary>One workload on both engines. They take turns, so that a slow moment of the machine hits both.</summary>
/// <param name="Caisson">Caisson's times.</param>
/// <param name="Wasmtime">Wasmtime's times.</param>
internal sealed partial record Comparison(Timing Caisson, Timing Wasmtime)
{
    private const int Stack = 16 << 20;

    /// <summary>Above 1 Caisson is faster.</summary>
    public double Ratio => Wasmtime.Best / Caisson.Best;

    /// <summary>Runs a workload.</summary>
    /// <param name="workload">What to run.</param>
    /// <param name="rounds">How often.</param>
    public static Comparison Run(Workload workload, int rounds)
    {
        Comparison? result = null;
        var thread = new Thread(() => result = RunHere(workload, rounds), Stack);
        thread.Start();
        thread.Join();
        return result!;
    }

    private static Comparison RunHere(Workload workload, int rounds)
    {
        using IContender caisson = Timed(() => new CaissonContender(workload), out double caissonCompile);
        using IContender wasmtime = Timed(() => new WasmtimeContender(workload), out double wasmtimeCompile);
        double caissonBest = double.MaxValue, wasmtimeBest = double.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            caissonBest = Math.Min(caissonBest, Measure(caisson, workload));
            wasmtimeBest = Math.Min(wasmtimeBest, Measure(wasmtime, workload));
        }

        return new Comparison(new Timing(caissonBest, caissonCompile), new Timing(wasmtimeBest, wasmtimeCompile));
    }

    private static double Measure(IContender contender, Workload workload)
    {
        string output = Path.GetTempFileName();
        var bench = new Stopclock();
        contender.Run(bench, output);
        double result = workload.MeasuresItself ? MillisecondsPerThousandIterations(File.ReadAllText(output)) : bench.Milliseconds;
        File.Delete(output);
        File.Delete(output + ".err");
        return result;
    }

    private static double MillisecondsPerThousandIterations(string output) =>
        1e6 / double.Parse(Speed().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);

    private static T Timed<T>(Func<T> make, out double milliseconds)
    {
        var watch = Stopwatch.StartNew();
        T made = make();
        milliseconds = watch.Elapsed.TotalMilliseconds;
        return made;
    }

    [GeneratedRegex(@"Iterations/Sec\s*:\s*([\d.]+)")]
    private static partial Regex Speed();
}
